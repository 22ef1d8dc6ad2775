"""What a payment leaves to be posted: accruals, variance, receipts, landed cost, to the cent."""

from typing import Any

import pytest

from domain.dossier.context import Dossier
from domain.provenance import fixed
from domain.record import Row
from domain.settlement import closing
from domain.settlement.payment import Line, Payment
from tests.domain.dossiers import dossier, row

PAYEE = row("partners", "V1001", partner_id="V1001", name="Kailun")
LINE = row("purchase_order_lines", "45/10", po_id="45", line="10", qty="12000", uom="PCS",
           unit_price="18.40", price_per="1")  # fmt: skip
BILL = row("invoices", "KL-1", invoice_id="KL-1", kind="supplier", po_id="45", po_line="10",
           qty="12000", unit_price="18.66", amount="223920.00", currency="USD")  # fmt: skip
FREIGHT = row("invoices", "BQ-1", invoice_id="BQ-1", kind="freight", shipment_id="SH1",
              amount="4279.00", currency="USD")  # fmt: skip
CUSTOMS = row("invoices", "ENT-1", invoice_id="ENT-1", kind="customs", shipment_id="SH1",
              amount="9097.10", currency="USD")  # fmt: skip
SHIPMENT = row("shipments", "SH1", freight_should_cost="3886.00", currency="USD")
UNITS = [
    row("shipment_units", f"SH1/Q/{po}/10", shipment_id="SH1", unit_no="Q", po_id=po, po_line="10",
        gross_kg=kg)
    for po, kg in (("45", "5400"), ("46", "1800"))
]  # fmt: skip


def receipt(qty: str) -> Row:
    return row("receipts", "GR1", po_id="45", line="10", qty=qty)


def left(*rows: Row, paid: tuple[Row, ...] = (BILL,)) -> dict[str, tuple[str, str]]:
    """Each task's owner and figures by its name."""
    word: Any = fixed("empty", "")
    made: Dossier = dossier("payments:P1", [PAYEE, *paid, *rows])
    lines = tuple(Line(ref=word, amount=word, kind="invoice", row=one) for one in paid)
    number = word.model_copy(update={"value": "P1"})
    payment = Payment(number=number, total=word, currency=word, day=None, payee=PAYEE, lines=lines)
    return {one.name: (one.owner, one.figures) for one in closing.tasks(made, payment, lines)}


def test_price_variance_and_open_receipts_of_a_suppliers_bill() -> None:
    found = left(LINE, receipt("11840"))
    assert found["post the price variance"] == (
        "procurement", "3,120.00 USD: 12,000 × (18.66 − 18.40)",
    )  # fmt: skip
    assert found["clear goods received against invoices"] == (
        "finance", "12,000 invoiced, 11,840 received: 2,944.00 USD stays open",
    )  # fmt: skip
    assert "close the order line" not in found


def test_an_order_line_is_closed_when_ordered_received_and_invoiced_agree() -> None:
    found = left(LINE, receipt("12000"))
    assert "clear goods received against invoices" not in found
    assert found["close the order line"][1] == "45/10: 12,000 ordered, received and invoiced"


def test_the_landed_cost_shares_freight_and_duty_by_weight() -> None:
    found = left(LINE, receipt("12000"), SHIPMENT, FREIGHT, CUSTOMS, *UNITS)
    # three quarters of 3,886.00, 4,279.00 and 9,097.10 beside 220,800.00 and 223,920.00
    assert found["post the final landed cost"][1] == (
        "223,714.50 USD planned, 233,952.08 USD so far, 19.4960 a piece: "
        "goods 3,120.00 USD, freight 294.75 USD, duty 6,822.83 USD"
    )


def test_a_landed_cost_without_its_freight_bill_says_so() -> None:
    found = left(LINE, receipt("12000"), SHIPMENT, *UNITS)
    assert found["post the final landed cost"][1].endswith("not known: a freight bill for SH1")


@pytest.mark.parametrize(
    ("bill", "task", "owner", "figures"),
    [
        (FREIGHT, "release the freight accrual", "logistics",
         "accrued 3,886.00 USD, billed 4,279.00 USD: 393.00 USD differs"),
        (CUSTOMS, "release the duty accrual", "trade compliance",
         "billed 9,097.10 USD; what was accrued is not on record"),
    ],
)  # fmt: skip
def test_accruals_are_released_by_whoever_made_them(
    bill: Row, task: str, owner: str, figures: str
) -> None:
    assert left(SHIPMENT, paid=(bill,))[task] == (owner, figures)
