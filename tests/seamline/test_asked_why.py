"""Why a person is asked: with the values measured, whose decision they make it, what would do."""

import pytest

from domain.policy import load_policy
from domain.ruling import Ruling
from seamline.asked_why import asked_why, in_unit

POLICY = load_policy(
    """
version: "1"
currency: USD
clauses:
  - id: small-slip
    kinds: [ChangeOrderLine]
    when: slip_days <= 3 && !downstream_effect
    then: act
    delegation: [date_slip]
  - id: date-moves
    kinds: [ChangeOrderLine]
    then: ask
    delegation: [date_slip]
    why: the date moves by more than three days, or something hangs on it
  - id: fixed-words
    kinds: [SendMessage]
    when: template == "acknowledge"
    then: act
  - id: letters
    kinds: [SendMessage]
    then: ask
    why: the letter says what was decided
delegation:
  - id: date_slip
    title: Accept a date slip
    measure: slip_days
    function: procurement
    bands: [{to: 3, level: none}, {to: 10, level: coordinator}, {level: lead}]
"""
)


def ruling(clause: str, kind: str, **values: str) -> Ruling:
    why = next(one.why for one in POLICY.clauses if one.id == clause)
    return Ruling(
        action_key=f"{kind} {values}",
        kind=kind,
        outcome="ask",
        reason="by_clause",
        detail=why,
        clause=clause,
        values=values,
    )


def test_a_clause_of_a_date_tells_by_how_much_it_moves_and_whose_decision_that_is() -> None:
    letter = ruling("letters", "SendMessage", template="new_dates")
    slips = [
        ruling("date-moves", "ChangeOrderLine", slip_days=days, downstream_effect="False")
        for days in ("16", "5")
    ]
    date, words = asked_why(POLICY, [letter, *slips])
    assert date["said"].startswith("the date moves by more than three days")
    assert [(one["name"], one["is"]) for one in date["measured"]] == [
        ("slip", "16 d, 5 d"),
        ("downstream effect", "no"),
    ]
    assert date["limits"] == [
        "Accept a date slip: 16 d, lead of procurement",
        "Accept a date slip: 5 d, coordinator of procurement",
    ]
    assert date["alone"] == ["slip_days <= 3 && !downstream_effect"]
    assert (words["measured"], words["limits"], words["alone"]) == ([], [], [])


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("case_spend_minor", "227529", "2,275.29 USD"),
        ("quantity_cut_bp", "550", "5.5 %"),
        ("spend_bp_of_goods", "550", "5.5 %"),
        ("slip_days", "-2", "-2 d"),
        ("key_customer", "True", "yes"),
        ("match_breaks", "2", "2"),
    ],
)
def test_a_measure_is_told_in_its_unit(name: str, value: str, said: str) -> None:
    assert in_unit(name, value, "USD") == said


def test_a_value_nobody_knows_and_a_clause_of_another_policy_are_left_out() -> None:
    (unknown,) = asked_why(POLICY, [ruling("date-moves", "ChangeOrderLine", slip_days="None")])
    assert unknown["measured"] == [] and unknown["limits"] == []
    gone = ruling("letters", "SendMessage").model_copy(update={"clause": "of-last-year"})
    (told,) = asked_why(POLICY, [gone])
    assert told["measured"] == [] and "of-last-year" in told["said"]
