"""What flies of a line already is told until as much is in; other modes and units are none."""

from decimal import Decimal

import pytest

from domain.delay.flown import already, flown_of
from domain.record import Row


def approval(envelope: str, day: str = "2026-03-13") -> Row:
    values = {"envelope": envelope, "case_id": "W1-1", "opened_on": day}
    return Row(table="approvals", key=day, version=1, values=values)


def line(received: str = "0") -> Row:
    return Row(
        table="purchase_order_lines", key="1/10", version=1,
        values={"uom": "PCS", "received_qty": Decimal(received)},
    )  # fmt: skip


AIR = "1200 PCS; up to 4720.26 USD; air; until 2026-04-16"


def test_two_approvals_are_both_told() -> None:
    told = flown_of([approval(AIR), approval("800 PCS; air", "2026-03-20")], line())
    assert already(told) == (
        "1,200 fly already by 2026-04-16, as approved in W1-1; 800 fly already, as approved in W1-1"
    )


@pytest.mark.parametrize("envelope", ["1200 PCS; sea", "5400 KG; air", "up to 4720.26 USD; air"])
def test_another_mode_or_unit_flies_no_pieces(envelope: str) -> None:
    assert flown_of([approval(envelope)], line()) == ()


@pytest.mark.parametrize(("received", "told"), [("1199", True), ("1200", False)])
def test_once_as_much_is_in_nothing_flies(received: str, told: bool) -> None:
    assert bool(flown_of([approval(AIR)], line(received))) is told
