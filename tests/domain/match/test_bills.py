"""Duplicates, envelopes and causes of whole invoices."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.match.causes import Account, Cause, by_cause, explain
from domain.match.duplicates import Bill, duplicates_of, plain
from domain.match.envelope import check, envelope_of
from domain.money import Money, total
from domain.options import CostComponent
from domain.quantity import Quantity


def usd(amount: str | int) -> Money:
    return Money(amount=D(amount), currency="USD")


LOAD = Bill(
    number="RW-57702",
    partner="C2002",
    kind="freight",
    dated=date(2025, 11, 24),
    amount=usd("1480.00"),
    for_what=("SH15",),
    printed="86417",
)


@pytest.mark.parametrize(
    ("change", "kind", "sure"),
    [
        ({"number": "RW57702"}, "same number", True),
        ({"amount": usd("1490.00")}, "number reused", False),
        ({"number": "RW-60999", "dated": date(2025, 12, 1)}, "other number", False),
        ({"number": "RW-57702-A", "amount": usd("631.40")}, "second bill", False),
        ({"number": "BQ-1", "partner": "F3001"}, "other number", False),
    ],
)
def test_what_was_billed_before_is_seen_again(
    change: dict[str, object], kind: str, sure: bool
) -> None:
    found = duplicates_of(LOAD.model_copy(update=change), [LOAD])
    assert [(one.kind, one.sure) for one in found] == [(kind, sure)]


@pytest.mark.parametrize(
    "change",
    [
        {"number": "RW-60231", "for_what": ("SH06",), "printed": "88240"},
        {"number": "RW-57702-C", "amount": usd("-1480.00"), "kind": "credit note"},
        {"number": "X", "kind": "detention", "amount": usd(60)},
    ],
)
def test_other_loads_credits_and_other_charges_are_no_duplicates(
    change: dict[str, object],
) -> None:
    assert duplicates_of(LOAD.model_copy(update=change), [LOAD]) == ()


def test_numbers_are_compared_without_signs_and_leading_words() -> None:
    assert plain("INV-000123") == plain("123") == plain("re 123")
    assert plain("KL-3360") != plain("KL-3361")


FLIGHT = envelope_of("2000 PCS; up to 5000.00 USD; air; until 2026-04-30", "PC-0058", "E002")


def test_the_envelope_of_a_case_is_read_as_noted() -> None:
    assert (FLIGHT.amount, FLIGHT.mode, FLIGHT.until) == (usd("5000.00"), "air", date(2026, 4, 30))
    assert FLIGHT.qty == Quantity(n=D(2000), unit="PCS")
    assert envelope_of("5000.00").amount is None


def asked(amount: str, n: int = 2000, mode: str = "air", day: int = 25):  # type: ignore[no-untyped-def]
    qty = Quantity(n=D(n), unit="EA")
    return check(FLIGHT, usd(amount), on=date(2026, 4, day), qty=qty, mode=mode)


def test_one_cent_over_asks_again() -> None:
    assert asked("5000.00").inside
    over = asked("5000.01")
    assert (over.inside, over.covered, over.over) == (False, usd("5000.00"), usd("0.01"))


def test_pieces_mode_and_day_bind_as_the_amount_does() -> None:
    more = asked("9870.00", n=4000)
    assert (more.inside, more.covered, more.over) == (False, usd("4935.00"), usd("4935.00"))
    assert more.reasons == (
        "4,000 EA is more than 2,000 PCS",
        "9,870.00 USD is 4,870.00 USD more than the 5,000.00 USD left of 5,000.00 USD",
    )
    assert asked("4000.00", mode="sea").covered == usd(0)
    assert asked("4000.00", mode="").missing == ("the mode of transport",)
    late = check(FLIGHT, usd(1), on=date(2026, 5, 1), qty=FLIGHT.qty, mode="air")
    assert (late.inside, late.reasons) == (
        False,
        ("it was good until 2026-04-30, this is of 2026-05-01",),
    )


def test_an_envelope_is_spent_by_earlier_bills() -> None:
    found = check(
        FLIGHT, usd("600"), on=date(2026, 4, 25), qty=FLIGHT.qty, mode="air", used=[usd("4500")]
    )
    assert (found.covered, found.over) == (usd(500), usd(100))


def difference(name: str, amount: str) -> CostComponent:
    return CostComponent(name=name, money=usd(amount), formula="")


CAUSES: tuple[tuple[Cause, str], ...] = (
    ("quantity shortfall", "quantity"),
    ("contract amendment", "price"),
    ("customs charge", "duty"),
    ("route diversion", "redelivery"),
    ("approved freight exception", "base"),
)


@pytest.mark.parametrize(("cause", "part"), CAUSES)
def test_each_of_five_causes_is_told_by_its_evidence(cause: Cause, part: str) -> None:
    accounts = [
        Account(cause=one, at_most=usd(100), evidence=(f"fact:{one}",), covers=frozenset({covers}))
        for one, covers in CAUSES
    ]
    found = explain([difference(part, "100.00")], accounts)
    assert [(one.cause, one.money, one.evidence) for one in found] == [
        (cause, usd("100.00"), (f"fact:{cause}",))
    ]


def test_what_has_no_evidence_is_unknown_and_what_is_over_it_too() -> None:
    bare = Account(cause="route diversion", at_most=usd(500), evidence=())
    assert explain([difference("base", "100")], [bare])[0].cause == "unknown"
    flown = Account(cause="approved freight exception", at_most=usd(5000), evidence=("PC-0058",))
    found = explain([difference("base", "9870.00")], [flown])
    assert by_cause(found, "USD") == {
        "approved freight exception": usd("5000"),
        "unknown": usd("4870.00"),
    }


AMOUNT = st.integers(-(10**6), 10**6).map(lambda cents: usd(str(D(cents) / 100)))


@given(
    st.lists(st.tuples(st.sampled_from(["quantity", "price", "BAF"]), AMOUNT), max_size=5),
    st.lists(st.tuples(st.sampled_from([one for one, _ in CAUSES]), AMOUNT), max_size=5),
)
def test_pieces_add_up_to_the_difference_and_no_account_is_overspent(
    parts: list[tuple[str, Money]], accounts: list[tuple[Cause, Money]]
) -> None:
    differences = [CostComponent(name=name, money=money, formula="") for name, money in parts]
    known = [Account(cause=one, at_most=most, evidence=("e",)) for one, most in accounts]
    found = explain(differences, known)
    assert total((one.money for one in found), "USD") == total((one for _, one in parts), "USD")
    for cause, money in by_cause(found, "USD").items():
        most = sum(abs(one.amount) for name, one in accounts if name == cause)
        assert cause == "unknown" or abs(money.amount) <= most
