"""Figures and days that no paper of the trade has: every calculator answers, none breaks."""

from datetime import UTC, date, datetime
from decimal import Decimal as D

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.claims.notices import notice
from domain.deadlines.credit import Drawing, check_drawing
from domain.deadlines.filings import Event, due, filing_rules
from domain.demurrage.accrual import Box, accrue
from domain.demurrage.billed import DaysBilled, against
from domain.demurrage.part541 import DaysInvoice, check, resolve_by
from domain.demurrage.tariff import Tariff, Tier
from domain.freight.audit import audit
from domain.freight.bill import ChargeLine, Facts
from domain.freight.codes import charge_code
from domain.match.envelope import envelope_of
from domain.match.lines import Agreed, BilledLine, match_line
from domain.match.tolerance import Tolerance
from domain.money import Money
from domain.payment.remittance import OpenItem, PaidLine, settle
from domain.payment.terms import discount_until, dues, terms_of
from domain.quantity import Quantity
from domain.record import Row
from domain.workdays import Workdays

FIGURES = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from([D("1E+999999"), D("-1E+400"), D("1E-999999"), D(0), D("9" * 40)]),
)
DAYS = st.dates()
MONEY = st.builds(Money, amount=FIGURES, currency=st.sampled_from(["USD", "JPY", "KWD"]))


@given(FIGURES, FIGURES, FIGURES)
def test_lines(qty: D, price: D, per: D) -> None:
    agreed = Agreed(object="x", unit="PCS", price=D(1), currency="USD", received=D(1))
    billed = BilledLine(qty=Quantity(n=qty, unit="PCS"), price=price, per=per, currency="USD")
    found = match_line(agreed, billed, Tolerance())
    assert found.missing or found.variance is not None


@given(st.lists(MONEY, max_size=3), FIGURES)
def test_charges(amounts: list[Money], pct: D) -> None:
    assert audit(
        [ChargeLine(text="THC", amount=one, units=pct, rate=pct) for one in amounts], (), Facts()
    ).lines is not None  # fmt: skip


@given(MONEY, MONEY)
def test_remittances(paid: Money, open_: Money) -> None:
    terms = terms_of("2/14 NET30")
    item = OpenItem(ref="A", open=open_, invoiced=date(2026, 1, 1), terms=terms)
    found = settle(paid, [PaidLine(ref="A", amount=paid)], [item], paid_on=date(2026, 1, 2))
    assert len(found.lines) + len(found.missing) >= 1


TARIFF = Tariff(
    kind="detention", currency="USD", tiers=(Tier(first=1, last=None, rate=D(1)),), free_days=5
)


@settings(max_examples=60)
@given(DAYS, DAYS, st.one_of(st.none(), st.integers(-5, 10**9)))
def test_clocks(start: date, end: date, free: int | None) -> None:
    clock = accrue(TARIFF, Box(unit="x", started=start, ended=end, free_days=free))
    assert clock.missing or clock.free_until is not None
    usd = Money(amount=D(1), currency="USD")
    assert against(DaysBilled(amount=usd, days=1, rate=D(1)), [clock]).billed == usd


@given(DAYS, DAYS)
def test_days(day: date, other: date) -> None:
    invoice = DaysInvoice(
        number="x", issuer="terminal", us_trade=True, issued=day, last_incurred=other
    )
    assert check(invoice).applies
    assert resolve_by(day) is None or day >= date(2024, 5, 28)
    for regime, kind in (("CMR", "concealed"), ("Montreal", "suit"), ("Carmack", "claim")):
        found = notice(regime, kind, day)
        assert found.missing or (found.until is not None and found.until >= day)
    terms = terms_of("2/14 NET30 EOM")
    assert discount_until(terms, day) is not None
    assert dues(terms, Money(amount=D(1), currency="USD"), {"invoice": day})[0].on is not None


@given(DAYS, DAYS, DAYS)
def test_credits(shipped: date, presented: date, expiry: date) -> None:
    credit = Row(table="letters_of_credit", key="x", version=1, values={"expiry": expiry})
    drawing = Drawing(shipped_on=shipped, presented_on=presented)
    assert check_drawing(credit, drawing, Workdays()).missing


@given(st.datetimes(), st.sampled_from(["Asia/Shanghai", "America/Los_Angeles", "no zone", ""]))
def test_filings(moment: datetime, zone: str) -> None:
    events = {base: Event(at=moment, zone=zone) for base in ("loading", "departure", "arrival")}
    for rule in filing_rules():
        found = due(rule, events)  # type: ignore[arg-type]
        assert found.at is None or found.at.astimezone(UTC)


@given(st.text(max_size=300))
def test_words(text: str) -> None:
    assert isinstance(charge_code(text), str)
    assert envelope_of(text).source == ""
    assert terms_of(text).raw is not None
