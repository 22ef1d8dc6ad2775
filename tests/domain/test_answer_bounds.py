"""How much an answer may say: what was ordered, shipped or billed, in the unit counted."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answer_bounds import Bound, bound_of
from domain.errors import Refused
from domain.reading import Question
from domain.record import Row
from domain.replies import reply_to

NUMBERS = ("qty", "packages", "amount", "on_hand", "over_tolerance_pct", "unit_price")
SINCE = date(2026, 3, 10)


def row(table: str, key: str, **values: str) -> Row:
    numbers = {name: Decimal(text) for name, text in values.items() if name in NUMBERS}
    return Row(table=table, key=key, version=1, values={**values, **numbers})


BOX = {"uom": "PCS", "package_type": "CTN"}
ROWS = [
    row("purchase_order_lines", "P1/10", po_id="P1", qty="1000", uom="PCS", over_tolerance_pct="5"),
    row("purchase_order_lines", "P1/20", po_id="P1", qty="200", uom="PCS"),
    row("shipment_units", "S1/A", shipment_id="S1", qty="1000", packages="50", **BOX),
    row("shipment_units", "S1/B", shipment_id="S1", qty="400", packages="20", **BOX),
    row("invoices", "I1", amount="1845.00"),
    row("customer_deliveries", "D1", so_id="7001", so_line="1", qty="100", uom="PCS"),
    row("sales_order_lines", "7001/1", so_id="7001", qty="100", unit_price="12.50"),
    row("sales_orders", "7001", currency="USD"),
    row("stock", "US20/X", site_id="US20", item_id="X", as_of="2026-03-01", on_hand="0", uom="PCS"),
]


class Record:
    """The rows above as a record."""

    def row(self, table: str, key: str) -> Row | None:
        return next((one for one in ROWS if (one.table, one.key) == (table, key)), None)

    def rows(self, table: str, **equals: str) -> Sequence[Row]:
        found = [one for one in ROWS if one.table == table]
        return [one for one in found if all(one.text(n) == v for n, v in equals.items())]


def asks(about: str, name: str, slot: str = "", takes: str | None = None) -> Question:
    return Question.model_validate(
        {"about": about, "object": name, "of": "", "text": "?", "slot": slot, "takes": takes}
    )


def bound(*given: str, takes: str | None = None) -> Bound | None:
    return bound_of(asks(*given, takes=takes), Record())


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("purchase_order_lines:P1/10", "1050"),
        ("purchase_order_lines:P1/20", "200"),
        ("purchase_orders:P1", "1250"),
        ("shipments:S1", "1400"),
        ("shipment_units:S1/A", "1000"),
    ],
)
def test_a_quantity_is_bound_by_what_was_ordered_with_its_tolerance_or_shipped(
    name: str, most: str
) -> None:
    found = bound("received_qty", name)
    assert found is not None and (found.most, found.hard) == (Decimal(most), True)


def test_a_sum_is_bound_by_the_bill_and_what_nobody_knows_by_nothing() -> None:
    found = bound("charge_due", "invoices:I1", "due_storage@invoices:I1", takes="sum")
    assert found is not None and found.most == Decimal("1845.00")
    assert bound("charge_due", "invoices:I9", "due_storage@invoices:I9", takes="sum") is None
    assert bound("received_qty", "shipments:S9") is None
    assert bound("cause", "invoices:I1") is None


def test_a_count_of_stock_may_find_more_than_the_record_and_says_so() -> None:
    found = bound("stock", "customer_deliveries:D", "free_qty@stock:US20/X", takes="sum")
    assert found is not None and not found.is_slip(Decimal(400))
    assert found.beside(Decimal(400)) == "it is more than the 0 PCS on hand on 2026-03-01"


@given(n=st.integers(min_value=1, max_value=10**12))
def test_a_number_is_taken_takes_a_reason_or_is_a_slip_by_how_far_it_is_beyond(n: int) -> None:
    question = asks("received_qty", "purchase_order_lines:P1/10")
    most = bound_of(question, Record())
    if n > 2100:
        with pytest.raises(Refused, match="far more than the 1050 PCS on record"):
            reply_to(question, str(n), SINCE, most)
        return
    reply = reply_to(question, str(n), SINCE, most)
    assert bool(reply.beside) == (n > 1050)


def test_a_consent_in_words_has_no_bound_and_one_up_to_a_sum_has() -> None:
    question = asks("approval", "invoices:I1", "approval@invoices:I1", "consent")
    most = bound_of(question, Record())
    assert reply_to(question, "yes", SINCE, most).beside == ()
    assert reply_to(question, "1900", SINCE, most).beside != ()
    with pytest.raises(Refused, match="check the number"):
        reply_to(question, "999999999", SINCE, most)


def test_a_reading_that_somebody_wrote_is_no_slip_however_much_it_is() -> None:
    question = asks("promised_qty", "purchase_order_lines:P1/20").model_copy(
        update={"choices": ("200", "900")}
    )
    most = bound_of(question, Record())
    assert reply_to(question, "900", SINCE, most).beside == ()
    with pytest.raises(Refused, match="far more than"):
        reply_to(question, "901", SINCE, most)


def test_sending_goods_again_is_held_against_what_they_are_worth() -> None:
    found = bound("freight", "customer_deliveries:D1")
    assert found is not None and not found.hard
    assert found.beside(Decimal("1250.01")) == "it is more than the 1250.00 the goods are worth"
    assert found.beside(Decimal(1250)) == ""
    assert bound("freight", "customer_deliveries:D2") is None
