"""What a change costs, and what of it no approval covers."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.amendment.change import Change, Lot, as_asked
from domain.amendment.cost import (
    approved_qty,
    components,
    price_up,
    price_up_bp,
    quantity_cut_bp,
    slip_days,
)
from domain.amendment.fields import agreed, fields_of
from domain.money import Money
from domain.record import Row


def row(table: str, key: str, **values: object) -> Row:
    return Row(table=table, key=key, version=1, values=values)


LINE = row(
    "purchase_order_lines", "4500019012/10", po_id="4500019012", line="10", qty=Decimal(8000),
    unit_price=Decimal("4.865"), price_per=Decimal(1), promised_date=date(2026, 6, 19),
    drawing_rev="D",
)  # fmt: skip
ORDER = row("purchase_orders", "4500019012", currency="EUR", payment_terms="NET30")


def asked(field: str, value: str, by: str = "E004") -> Row:
    key = f"CO-1/4500019012/10/{field}"
    return row("po_changes", key, field=field, new_value=value, approved_by=by)


def change(*lots: Lot, once: str = "0", requests: tuple[Row, ...] = (), answer: str = "") -> Change:
    charges = {"one_off": Money(amount=Decimal(once), currency="EUR")} if once != "0" else {}
    return Change(order=ORDER, line=LINE, asked=requests, lots=lots, charges=charges, answer=answer)


def lot(qty: str, price: str = "4.865", day: str = "") -> Lot:
    return Lot(qty=Decimal(qty), price=Decimal(price), day=day)


def test_quantity_price_and_one_off_are_said_apart() -> None:
    parts = components(change(lot("4000"), lot("6000", "4.92"), once="1850"))
    assert [(one.name, str(one.money.amount)) for one in parts] == [
        ("quantity", "9730.00"), ("price", "330.00"), ("one-off", "1850.00"),
    ]  # fmt: skip


def test_a_rise_counts_on_its_own_quantity_and_its_share_is_rounded_up() -> None:
    dearer = change(lot("4000"), lot("6000", "4.92"))
    assert str(price_up(dearer)) == "330.00 EUR"
    assert price_up_bp(dearer) == 114  # 0.055 / 4.865 = 113.05 basis points
    assert price_up_bp(change(lot("8000", "4.80"))) == 0


def test_the_last_lot_is_what_the_line_waits_for() -> None:
    assert slip_days(change(lot("4000", day="2026-06-10"), lot("4000", day="2026-07-05"))) == 16
    assert slip_days(change(lot("8000"))) == 0


def test_an_approved_request_covers_its_exact_quantity_alone() -> None:
    wanted = change(lot("10000"), requests=(asked("qty", "10000"),))
    assert approved_qty(wanted) == 10_000
    assert approved_qty(change(lot("10000"), requests=(asked("qty", "10000", by=""),))) == 8_000


def test_a_field_is_agreed_only_by_a_yes_to_exactly_what_was_asked() -> None:
    requests = (asked("qty", "10000"), asked("drawing_rev", "E"))
    yes = change(lot("8000"), requests=requests, answer="accepted")
    assert {one.name: one.stand for one in fields_of(yes)} == {
        "qty": "agreed", "drawing_rev": "agreed",
    }  # fmt: skip
    assert agreed(yes) and str(as_asked(yes).total) == "10000"
    silent = change(lot("8000"), requests=requests)
    assert {one.stand for one in fields_of(silent)} == {"asked"} and not agreed(silent)
    assert not agreed(change(lot("8000"), once="1", requests=requests, answer="accepted"))


@given(st.lists(st.tuples(st.integers(1, 9000), st.integers(1, 9000)), min_size=1, max_size=4))
def test_the_parts_add_up_to_what_the_line_is_worth_more(lots: list[tuple[int, int]]) -> None:
    wanted = change(*(lot(str(qty), f"{price / 1000:.3f}") for qty, price in lots))
    old = Money(amount=wanted.qty * wanted.price, currency="EUR")
    added = sum((one.money.amount for one in components(wanted)), Decimal(0))
    assert abs((wanted.worth - old).amount - added) <= Decimal("0.02")
    assert 0 <= quantity_cut_bp(wanted) <= 10_000
