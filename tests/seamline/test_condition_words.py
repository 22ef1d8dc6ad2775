"""Conditions of the policy in words, and columns of the record as people call them."""

from pathlib import Path

import pytest

from domain.policy.conditions import MEASURES
from domain.policy.load import load_policy
from seamline.column_words import column_words
from seamline.condition_words import HOLDS, OF, condition_words

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("true", ""),
        ("charter", "a whole aircraft, ship or truck is chartered"),
        (
            "new_supplier || !award_approved",
            "the supplier has no approved item or the award is not approved",
        ),
        (
            'sender_authenticated && (kind == "NotifyFunction" || template in ["chase"])',
            "the sender is proven and either the kind of act is note to a function or the letter "
            "is a reminder",
        ),
        ("price_up_bp > 250", "the price goes up by more than 2.5 %"),
        ("case_spend_minor <= 25000", "the case commits beyond plan at most 250.00 USD"),
        ('option == "" && slip_days >= -3', "it belongs to no option and a confirmed date moves "
         "by at least -3 d"),
        ('template != ""', "it is a letter"),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_words(text: str, said: str) -> None:
    assert condition_words(text, "USD") == said


@pytest.mark.parametrize(
    "text",
    ["!(charter && key_customer)", 'option.startsWith("fly")', "slip_days + 1 > 3", "a ? b : c"],
)
def test_what_has_no_words_stays_the_expression(text: str) -> None:
    assert condition_words(text, "USD") == text


def test_every_measure_has_words() -> None:
    known = HOLDS.keys() | OF.keys()
    assert set(MEASURES) == known
    assert {name for name, (kind, _) in MEASURES.items() if kind is bool} == set(HOLDS)


@pytest.mark.parametrize("name", ["seamline/demo/policy.yaml", "seamline/starter/policy.yaml"])
def test_every_condition_of_the_policies_that_are_shipped_has_words(name: str) -> None:
    policy = load_policy((ROOT / name).read_text(encoding="utf-8"))
    texts = [one.when for one in (*policy.clauses, *policy.standing)]
    texts += [one.always_human for one in policy.delegation if one.always_human]
    assert texts
    assert [one for one in texts if condition_words(one, "USD") == one] == []


def test_columns_are_called_as_the_trade_calls_them() -> None:
    assert column_words("uom") == "unit" and column_words("pol") == "port of loading"
    assert column_words("created_on") == "created on"
