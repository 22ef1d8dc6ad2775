"""Lines matched against their order: what is payable, and how the bill differs, to the cent."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.match.lines import Agreed, BilledLine, match_line
from domain.match.rows import received_of
from domain.match.tolerance import Tolerance, tolerance_of
from domain.money import Money
from domain.quantity import Quantity
from domain.record import Row
from domain.variance import At, amended, variance


def usd(amount: str | int) -> Money:
    return Money(amount=D(amount), currency="USD")


HARLOW = tolerance_of(
    {
        "match_price_tolerance_pct": D("0.5"),
        "match_qty_tolerance_pct": D("2.0"),
        "match_total_tolerance": D("25.00"),
    }.get,
    "USD",
)
BOARDS = Agreed(
    object="purchase_order_lines:4500018822/10",
    unit="PCS",
    price=D("18.40"),
    currency="USD",
    ordered=D(12000),
    received=D(11840),
)


def billed(n: str, price: str, unit: str = "PCS", currency: str = "USD") -> BilledLine:
    return BilledLine(qty=Quantity(n=D(n), unit=unit), price=D(price), currency=currency)


MONEY = st.decimals(D("0.0001"), D("9999"), places=4)
COUNT = st.integers(0, 20000).map(D)


def test_a_difference_splits_into_quantity_price_and_the_cross_term() -> None:
    found = match_line(BOARDS, billed("12000", "18.66"), HARLOW)
    assert found.variance is not None
    parts = {one.name: (one.money, one.formula) for one in found.variance.parts}
    assert parts == {
        "quantity": (usd("2944.00"), "160 PCS × 18.40"),
        "price": (usd("3078.40"), "11,840 PCS × 0.26"),
        "cross term": (usd("41.60"), "160 PCS × 0.26"),
    }
    assert (found.verdict, found.payable, found.payable_qty) == (
        "exception",
        usd("217856.00"),
        D(11840),
    )
    assert found.variance.total == usd("6064.00")
    assert found.owners == ("receiving", "buyer")
    assert found.reasons == (
        "12,000 PCS billed, 11,840 received",
        "billed at 18.66, agreed 18.40",
        "price off by 1.41 %, more than 0.5 %",
        "difference 6,064.00 USD is more than 25.00 USD",
    )


def test_pieces_short_are_not_paid_for_although_within_two_per_cent() -> None:
    found = match_line(BOARDS, billed("12000", "18.40"), HARLOW)
    assert (found.verdict, found.payable) == ("exception", usd("217856.00"))
    assert found.reasons[-1] == "difference 2,944.00 USD is more than 25.00 USD"


@pytest.mark.parametrize(
    ("price", "verdict"), [("25.00", "within tolerance"), ("25.01", "exception")]
)
def test_a_cent_beyond_the_bound_asks(price: str, verdict: str) -> None:
    tools = Agreed(
        object="x", unit="PCS", price=D("5000"), currency="USD", ordered=D(1), received=D(1)
    )
    found = match_line(tools, billed("1", str(5000 + D(price))), HARLOW)
    assert found.verdict == verdict
    assert found.payable == (usd("5025.00") if verdict == "within tolerance" else usd("5000.00"))


def test_fewer_pieces_than_received_are_a_part_invoice() -> None:
    found = match_line(BOARDS, billed("4000", "18.40"), Tolerance())
    assert (found.verdict, found.payable, found.reasons) == ("matched", usd("73600.00"), ())


def test_more_than_ordered_is_payable_only_within_the_orders_tolerance() -> None:
    over = BOARDS.model_copy(update={"received": D(13000), "over_pct": D(5)})
    found = match_line(over, billed("13000", "18.40"), HARLOW)
    assert found.payable_qty == 12600
    assert found.reasons[:2] == (
        "13,000 PCS received, at most 12,600 as ordered",
        "13,000 PCS billed, 13,000 received",
    )
    strict = match_line(
        BOARDS.model_copy(update={"received": D(13000)}), billed("12000", "18.40"), HARLOW
    )
    assert (strict.verdict, strict.payable_qty) == ("matched", 12000)


def test_receipts_are_counted_in_the_orders_unit() -> None:
    def row(table: str, **cells: object) -> Row:
        return Row(table=table, key="1", version=1, values=cells)

    line = row(
        "purchase_order_lines", uom="PCS", received_qty=D(1000), unit_price=D(1), qty=D(5000)
    )
    sizes = {"PCS": D(1), "CTN": D(50)}
    came = [
        row("receipts", uom="PCS", qty=D(1000), posted_on=date(2026, 3, 2)),
        row("receipts", uom="CTN", qty=D(2), posted_on=date(2026, 4, 2)),
    ]
    assert received_of(line, came, sizes) == 1100
    assert received_of(line, came, sizes, date(2026, 3, 10)) == 1100
    assert received_of(line, [row("receipts", uom="PLT", qty=D(1))], sizes) is None


def test_a_lower_price_is_paid_as_billed_and_never_more() -> None:
    cheaper = match_line(BOARDS, billed("11840", "17.00"), HARLOW)
    assert (cheaper.verdict, cheaper.payable) == ("matched", usd("201280.00"))
    assert cheaper.reasons == ("billed at 17.00, agreed 18.40",)
    over = match_line(BOARDS, billed("12640", "17.00"), HARLOW)
    assert (over.verdict, over.payable) == ("exception", usd("201280.00"))


@given(COUNT, MONEY, COUNT, MONEY)
def test_nobody_pays_more_than_was_billed(received: D, agreed: D, asked: D, price: D) -> None:
    known = Agreed(object="x", unit="PCS", price=agreed, currency="USD", received=received)
    found = match_line(known, billed(str(asked), str(price)), HARLOW)
    assert found.variance is not None
    assert found.payable.amount <= found.variance.billed.amount


def test_what_was_billed_before_is_not_billed_again() -> None:
    left = BOARDS.model_copy(update={"invoiced": D(11840)})
    found = match_line(left, billed("160", "18.40"), HARLOW)
    assert (found.verdict, found.payable) == ("nothing received", usd(0))
    assert found.reasons[0] == "160 PCS billed, 11,840 received, 11,840 billed before"


def test_two_and_four_ways_count_what_they_count() -> None:
    service = BOARDS.model_copy(update={"ways": 2})
    inspected = BOARDS.model_copy(update={"ways": 4, "accepted": D(11000)})
    assert match_line(service, billed("12000", "18.40"), HARLOW).verdict == "matched"
    assert match_line(inspected, billed("11840", "18.40"), HARLOW).payable_qty == 11000


def test_cartons_and_prices_per_set_are_reckoned_in_pieces() -> None:
    kits = Agreed(
        object="purchase_order_lines:4500018902/10",
        unit="PCS",
        price=D("11.20"),
        currency="USD",
        received=D(118 * 24),
    )
    found = match_line(
        kits,
        BilledLine(qty=Quantity(n=D(120), unit="cartons"), price=D("268.80"), currency="USD"),
        HARLOW,
        {"CTN": D(24), "PCS": D(1)},
    )
    assert (found.payable_qty, found.payable) == (2832, usd("31718.40"))
    cables = Agreed(
        object="purchase_order_lines:4500018822/20",
        unit="PCS",
        price=D("7.36"),
        price_unit="SET",
        currency="USD",
        received=D(3000),
    )
    sizes = {"PCS": D(1), "SET": D(3)}
    line = BilledLine(
        qty=Quantity(n=D(3000), unit="PCS"), price=D("7.60"), price_unit="SET", currency="USD"
    )
    found = match_line(cables, line, HARLOW, sizes)
    assert found.variance is not None
    assert (found.payable, found.variance.total) == (usd("7360.00"), usd("240.00"))


@pytest.mark.parametrize(
    ("change", "line", "missing"),
    [
        ({"price": None}, billed("1", "1"), "the agreed price"),
        ({"received": None}, billed("1", "1"), "the quantity received"),
        ({}, billed("1", "1", unit="CTN"), "how many PCS are in a CTN"),
        ({}, billed("1", "1", currency="EUR"), "why EUR is billed where USD is agreed"),
        ({"per": D(0)}, billed("1", "1"), "how many units the price is for"),
        ({}, billed("-160", "18.40"), "the invoice this credit belongs to"),
    ],
)
def test_what_nobody_knows_is_named_and_nothing_is_payable(
    change: dict[str, D | None], line: BilledLine, missing: str
) -> None:
    found = match_line(BOARDS.model_copy(update=change), line, HARLOW)
    assert (found.verdict, found.payable.amount) == ("unknown", 0)
    assert found.missing == (missing,)


def test_a_bound_in_another_currency_is_no_permission() -> None:
    euros = BOARDS.model_copy(update={"currency": "EUR", "received": D(10)})
    found = match_line(euros, billed("10", "18.41", currency="EUR"), HARLOW)
    assert (found.verdict, found.reasons[-1]) == (
        "exception",
        "the bound 25.00 USD cannot be held against EUR without a rate",
    )


@given(COUNT, MONEY, COUNT, MONEY)
def test_the_three_parts_always_make_the_difference(q0: D, p0: D, q1: D, p1: D) -> None:
    found = variance(At(n=q0, price=p0), At(n=q1, price=p1), "USD")
    parts = found.quantity.money + found.price.money + found.cross.money
    assert parts == found.total == found.billed - found.expected


@given(COUNT, COUNT, COUNT, MONEY)
def test_never_more_is_payable_than_was_received_and_not_billed(
    received: D, before: D, asked: D, price: D
) -> None:
    agreed = Agreed(
        object="x", unit="PCS", price=price, currency="USD", received=received, invoiced=before
    )
    found = match_line(agreed, billed(str(asked), str(price)), Tolerance())
    assert 0 <= found.payable_qty <= max(D(0), received - before)
    assert found.variance is not None
    assert found.payable.amount <= found.variance.billed.amount


def test_an_amendment_is_split_for_its_two_approvers() -> None:
    eur = Money(amount=D("1850.00"), currency="EUR")
    new = (At(n=D(4000), price=D("4.865")), At(n=D(6000), price=D("4.92")))
    found = amended(At(n=D(8000), price=D("4.865")), new, eur)
    assert [(one.name, one.money.amount) for one in found] == [
        ("quantity", D("9730.00")),
        ("price", D("330.00")),
        ("one-off", D("1850.00")),
    ]
    assert found[1].formula == "6,000 × 0.055"
