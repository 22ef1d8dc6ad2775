"""What bills are worked out from, to the cent: days, fees, envelopes, discounts, packages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.derivations import derive_slot
from domain.errors import Refused

TARIFF = {
    "mode": "detention", "currency": "USD", "rate": "150.00",
    "other": "1-4: 150; 5-9: 225; 10+: 340", "note": "free 5 calendar days", "free": "5",
}  # fmt: skip
ENVELOPE = "2000 PCS; up to 5000.00 USD; air; until 2026-04-30"
CENTS = st.decimals("0.01", "99999.99", places=2)


def envelope(amount: str, **more: str) -> str:
    told = {"amount": amount, "currency": "USD", "envelope": ENVELOPE, "qty": "2000"}
    return derive_slot("within_envelope", {**told, "mode": "air", "day": "2026-04-25", **more})


@pytest.mark.parametrize(
    ("back", "owed"),
    [("2026-05-16", "0.00"), ("2026-05-18", "300.00"), ("2026-05-28", "2745.00")],
)
def test_days_of_a_box_cost_what_the_tiers_say(back: str, owed: str) -> None:
    assert derive_slot("box_owed", {**TARIFF, "started": "2026-05-11", "ended": back}) == owed


def test_an_envelope_carries_its_amount_and_no_cent_more() -> None:
    assert envelope("5000.00") == "5000.00"
    assert envelope("5000.01") == "5000.00"
    assert envelope("9870.00", qty="4000") == "4935.00"
    assert envelope("4000.00", day="2026-05-01") == "0.00"
    assert envelope("4000.00", mode="sea") == "0.00"
    assert envelope("4000.00", used1="2000.00") == "3000.00"


@given(amount=CENTS, used=CENTS)
def test_an_envelope_never_carries_more_than_is_left_of_it(amount: Decimal, used: Decimal) -> None:
    carried = Decimal(envelope(f"{amount}", used1=f"{used}"))
    assert 0 <= carried <= max(Decimal(0), min(amount, Decimal(5000) - used))


@given(whole=CENTS, part=CENTS, of=CENTS)
def test_a_share_in_proportion_is_right_to_half_a_cent(
    whole: Decimal, part: Decimal, of: Decimal
) -> None:
    told = {"whole": f"{whole}", "part": f"{part}", "of": f"{of}"}
    assert abs(Decimal(derive_slot("in_proportion", told)) - whole * part / of) <= Decimal("0.005")


def test_fees_of_a_contract_are_told_by_their_kind() -> None:
    fees = "BAF 412, THC 235, ISPS 14, doc 75"
    assert derive_slot("contract_fees", {"fees": fees, "charge": "surcharge"}) == "412.00"
    assert derive_slot("contract_fees", {"fees": fees, "charge": "fee"}) == "324.00"
    assert derive_slot("contract_fees", {"fees": fees, "charge": "chassis"}) == "0.00"


def test_packages_that_do_not_come_out_even_are_no_count() -> None:
    assert derive_slot("per_pack", {"pieces": "2000", "packs": "50"}) == "40"
    with pytest.raises(Refused):
        derive_slot("per_pack", {"pieces": "2000", "packs": "33"})


def test_what_is_taken_off_is_negative_whatever_sign_it_was_told_with() -> None:
    assert derive_slot("taken_off", {"amount": "-29.00"}) == "-29.00"
    assert derive_slot("taken_off", {"amount": "29.00"}) == "-29.00"


def test_a_letter_lists_each_charge_with_its_reason_and_proof() -> None:
    text = derive_slot(
        "charges_text",
        {
            "language": "de", "currency": "EUR", "name1": "freight", "billed1": "1180.00",
            "expected1": "", "reason1": "charge not in contract", "proof1": "CS-1002, 3",
        },
    )  # fmt: skip
    assert text == (
        "1. Fracht: berechnet 1.180,00 EUR, anerkannt 0,00 EUR, bestritten 1.180,00 EUR. "
        "Nicht vertraglich vereinbart (CS-1002, 3)"
    )
