"""Payment terms, due days, discounts and interest."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money, total
from domain.payment.discount import decide, yearly
from domain.payment.interest import held_up, late_interest
from domain.payment.terms import Event, discount_until, dues, month_end, terms_of
from domain.workdays import Workdays


def eur(amount: str | int) -> Money:
    return Money(amount=D(amount), currency="EUR")


INVOICED = date(2026, 4, 30)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("NET60", date(2026, 6, 29)),
        ("net 30 days", date(2026, 5, 30)),
        ("2/14 NET30", date(2026, 5, 30)),
        ("2% 14 Tage, 30 Tage netto", date(2026, 5, 30)),
        ("EOM", date(2026, 4, 30)),
        ("EOM + 10", date(2026, 5, 10)),
        ("NET45 EOM", date(2026, 6, 14)),
    ],
)
def test_the_due_day_by_the_terms(text: str, due: date) -> None:
    (only,) = dues(terms_of(text), eur("48368.07"), {"invoice": INVOICED})
    assert (only.on, only.money) == (due, eur("48368.07"))


@pytest.mark.parametrize(
    ("text", "event", "due"),
    [
        ("net 30 days from B/L date", "shipment", date(2026, 5, 30)),
        ("45 days net, end of month", "invoice", date(2026, 6, 14)),
        ("30 days net after receipt of goods", "delivery", date(2026, 5, 30)),
    ],
)
def test_days_run_from_what_the_words_say(text: str, event: Event, due: date) -> None:
    (only,) = dues(terms_of(text), eur("1.00"), {event: INVOICED})
    assert only.on == due
    assert terms_of("net 30 days from B/L date or delivery").missing


def test_instalments_have_their_own_events_and_add_up() -> None:
    terms = terms_of("30/70 COPY DOCS")
    first, rest = dues(terms, eur("74700.01"), {"order": date(2026, 3, 20)})
    assert (first.money, first.on, first.basis) == (
        eur("22410.00"),
        date(2026, 3, 20),
        "30 % order",
    )
    assert (rest.money, rest.on, rest.missing) == (
        eur("52290.01"),
        None,
        ("day of copy of documents",),
    )
    assert dues(terms_of("L/C AT SIGHT"), eur(1), {})[0].missing == ("day of sight of documents",)
    assert terms_of("cash in advance").instalments[0].event == "order"


@pytest.mark.parametrize("text", ["", "when the moon is full", "40/70 COPY DOCS", "NET"])
def test_terms_nobody_understands_are_missing(text: str) -> None:
    found = terms_of(text)
    assert found.missing
    assert dues(found, eur(1), {"invoice": INVOICED}) == ()


def test_the_discount_ends_fourteen_days_after_the_invoice_not_after_the_mail() -> None:
    assert discount_until(terms_of("2/14 NET30"), INVOICED) == date(2026, 5, 14)
    assert discount_until(terms_of("NET30"), INVOICED) is None
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("pct", "early", "net", "simple", "effective"),
    [
        ("2", 10, 30, "37.24", "44.59"),
        ("1", 15, 45, "12.29", "13.01"),
        ("2", 14, 30, "46.56", "58.55"),
    ],
)
def test_a_discount_as_a_yearly_rate(
    pct: str, early: int, net: int, simple: str, effective: str
) -> None:
    found = yearly(D(pct), early, net)
    assert found is not None
    assert (found.simple, found.effective) == (D(simple), D(effective))


def test_nothing_paid_earlier_has_no_rate() -> None:
    assert yearly(D(2), 30, 30) is None
    assert yearly(D(100), 10, 30) is None


def decided(
    clean: date | None = date(2026, 5, 8), cost: str | None = "0.08", text: str = "2/14 NET30"
):  # type: ignore[no-untyped-def]
    rate = None if cost is None else D(cost)
    france = Workdays(place="FR", holidays=frozenset({date(2026, 5, 14)}))
    return decide(eur("46217.50"), terms_of(text), rate, INVOICED, clean_on=clean, bank=france)


def test_a_discount_worth_more_than_cash_is_taken_when_the_match_is_clean_in_time() -> None:
    found = decided()
    assert (found.take, found.until, found.pay_on) == (True, date(2026, 5, 14), date(2026, 5, 13))
    assert (found.discount, found.cost_of_cash, found.gain) == (
        eur("924.35"),
        eur("158.84"),
        eur("765.51"),
    )
    assert found.why == "46.56 % a year (simple) is more than cash costs, 8 %"
    late = decided(clean=date(2026, 5, 14))
    assert (late.take, late.why) == (
        False,
        "clean on 2026-05-14, after the last day of payment 2026-05-13",
    )
    assert decided(cost="0.50").take is False
    assert decided(text="NET30").why == "the terms give no discount"


def test_a_discount_without_its_figures_is_asked() -> None:
    assert decided(clean=None, cost=None).missing == ("the cost of cash", "when the match is clean")
    assert decided(clean=None).take is None


def test_money_that_is_late_or_held_up_has_its_price() -> None:
    usd = Money(amount=D("1840000"), currency="USD")
    assert held_up(usd, D("0.08"), 9).total.amount == D("3629.59")
    found = late_interest(eur("10000"), date(2026, 5, 1), date(2026, 5, 31), D("10.15"), eur("40"))
    assert (found.total, found.parts[0].money) == (eur("123.42"), eur("83.42"))
    assert late_interest(eur(1), INVOICED, INVOICED, D(10)).total == eur(0)
    assert late_interest(eur(1), None, INVOICED, None).missing == ("the due day", "the yearly rate")


@given(st.integers(1, 10**9), st.integers(1, 99))
def test_instalments_always_add_up(cents: int, first: int) -> None:
    money = eur(str(D(cents) / 100))
    parts = dues(terms_of(f"{first}/{100 - first:02d} COPY DOCS"), money, {})
    assert total((one.money for one in parts), "EUR") == money


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_due_days_keep_the_order_of_invoices(day: date, days: int) -> None:
    terms = terms_of(f"NET{days}")
    (one,) = dues(terms, eur(1), {"invoice": day})
    (two,) = dues(terms, eur(1), {"invoice": day + timedelta(days=1)})
    assert one.on is not None
    assert two.on == one.on + timedelta(days=1)
