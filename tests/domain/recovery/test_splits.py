"""Who gets a short stock: the worked split of domain_presets.md 2.17, by policy and by reading."""

from decimal import Decimal as D

import pytest

from domain.dossier.context import Dossier
from domain.recovery import splits
from domain.recovery.late import Late, late_lines
from domain.recovery.stock import Free, free_at
from tests.domain.dossiers import dossier, row

CLAUSE = {"kind": "LD", "value": "2", "unit": "pct per week or part"}


def waiting(supply: str, *, priced: bool = True) -> tuple[Dossier, Free, list[Late]]:
    """Medivale 1,120 (key), Fairmont 1,250 and Odelia 1,000, four days late, cartons of 50."""
    rows = [
        row("stock", "US20/K/2026-03-16", site_id="US20", item_id="K", as_of="2026-03-16",
            on_hand=supply, safety_stock="0", blocked="0", uom="PCS"),
        row("item_uom", "K/CTN", item_id="K", uom="CTN", base_qty="50"),
    ]  # fmt: skip
    for so, name, qty, note, day in (
        ("1", "Medivale", "1120", "key account", "2026-05-12"),
        ("2", "Fairmont", "1250", "", "2026-05-13"),
        ("3", "Odelia", "1000", "", "2026-05-12"),
    ):
        rows += [
            row("partners", f"K{so}", partner_id=f"K{so}", name=name, note=note),
            row("sales_orders", so, so_id=so, customer_id=f"K{so}", currency="USD",
                contract_id=f"CN-{so}", ship_from_site="US20"),
            row("sales_order_lines", f"{so}/1", so_id=so, line="1", item_id="K", qty=qty,
                uom="PCS", unit_price="24.00", promised_date=day, planned_date="2026-05-17"),
            *([row("contracts", f"CN-{so}/9", contract_id=f"CN-{so}", clause="9", **CLAUSE)]
              if priced else []),
        ]  # fmt: skip
    lates = [
        late for so in ("1", "2", "3") for late in late_lines(dossier(f"sales_orders:{so}", rows))
    ]
    made = dossier("sales_orders:1", rows)
    free = free_at(made, "US20", "K")
    assert free is not None
    return made, free, lates


@pytest.mark.parametrize(
    ("policy", "got", "pieces", "line"),
    [
        ("fair share", [1120, 780, 600], "417.60", "1080.00"),
        ("need date", [1120, 380, 1000], "417.60", "600.00"),
        ("whole lines", [1120, 1250, 130], "417.60", "480.00"),
    ],
)
def test_each_way_to_share_is_priced_in_both_readings(
    policy: splits.Policy, got: list[int], pieces: str, line: str
) -> None:
    made, free, lates = waiting("2500")
    short, charged = splits.split(made, free, lates, policy)
    assert [one.got for one in short.given] == got
    assert sum(one.money.amount for one in charged.pieces) == D(pieces)
    assert sum(one.money.amount for one in charged.line) == D(line)


def test_a_customer_whose_terms_are_not_on_record_is_named_and_in_no_sum() -> None:
    made, free, lates = waiting("2500", priced=False)
    _, charged = splits.split(made, free, lates, "fair share")
    assert charged.pieces == () and charged.missing[0] == "price and penalty terms of " + (
        "sales_order_lines:2/1"
    )
