"""Who carried a case, on cases told by hand: five jobs, three counters, and sums done by hand."""

from decimal import Decimal
from typing import Any

import pytest

from domain.effort import Effort
from domain.fact import Fact
from domain.measures.account import account
from domain.measures.carrying import COUNTERS, Carried, carried
from domain.measures.delay_cost import Rise
from domain.measures.field_sources import field_sources
from domain.measures.waiting import Wait
from domain.money import Money
from tests.domain.measures.told import asked, at, case, decided, intended, news, proposed

MASTER = {"kind": "master", "table": "items", "key": "K", "field": "qty", "version": 1}
SPAN = {"kind": "span", "span": {"sha256": "ab" * 32, "quote": "11 April"}, "recipe": "date_words"}
HUMAN = {"kind": "human", "person": "E1", "fact": "f", "slot": "price"}
WORD = {"kind": "policy", "name": "event"}


def slot(value: str, source: dict[str, Any]) -> dict[str, Any]:
    return {"value": value, "source": source}


def write(key: str = "k", kind: str = "ChangeOrderLine") -> dict[str, Any]:
    made = {"kind": "derived", "function": "sum", "inputs": {"a": slot("1", MASTER)}}
    slots = {
        "line": slot("10", MASTER),
        "day": slot("2026-04-11", SPAN),
        "total": slot("2", made),
        "price": slot("3.00", HUMAN),
        "event": slot("ex works", WORD),
        "seen": slot("1", MASTER),
    }
    body = intended(key)
    return {**body, "action": {**body["action"], "kind": kind, **slots}}


def stated(field: str, value: str) -> dict[str, Any]:
    told = news(0)
    span = {"sha256": "ab" * 32, "part": "body", "start": 0, "end": 1, "quote": "x"}
    said = {"object": "items:K", "field": field, "for_qty": None, "span": span,
            "value": {"kind": "code", "text": value}}  # fmt: skip
    return {"news": {**told["news"], "statements": [said]}}


def answer(value: str, **more: Any) -> dict[str, Any]:
    return {"slot": "s", "value": value, "person": "E1", "about": "price_term", **more}


def test_each_field_of_a_write_names_the_cell_the_words_or_the_person_it_comes_from() -> None:
    (fact,) = case("C", (1, "intended", write())).of("intended")
    assert isinstance(fact, Fact)
    found = {one.field: one for one in field_sources(fact)}
    assert list(found) == ["line", "day", "total", "price", "event"]
    assert found["line"].said == ("items:K qty",)
    assert found["day"].said == ('"11 April" of mail abababab',)
    assert (found["total"].worked_out, found["total"].origins) == ("sum", ("record",))
    assert found["price"].said == ("E1 said it",)
    assert [one.field for one in found.values() if one.is_carried] == ["line", "day", "total"]


def test_what_the_system_carries_needs_nobody_and_judgement_stays() -> None:
    found = carried(
        case(
            "C",
            (0, "case_joined", news(0)),
            (1, "options_priced", {"object": "o", "run": "r", "options": []}),
            (1, "options_priced", {"object": "o", "run": "s", "options": []}),
            (1, "proposed", proposed()),
            (1, "approval_asked", asked("E1")),
            (2, "decided", decided("E1")),
            (2, "intended", write()),
            (3, "outcome_verified", {"key": "k"}),
        )
    )
    jobs = ("copy", "interpret", "reconcile", "find next owner", "explain")
    assert [found.count("system", one) for one in jobs] == [3, 1, 2, 1, 1]
    assert [found.counter(name) for name in COUNTERS] == [0, 0, 0]
    assert found.rekeyed == 0 and len(found.judged) == 1


@pytest.mark.parametrize(
    ("kind", "body", "counter"),
    [
        ("corrected", {"person": "E1"}, "carrying"),
        ("effect_settled", {"key": "k", "verdict": "accept", "was": "unknown", "person": "E1"},
         "context"),
        ("handoff_offered", {"person": "E1", "to": "logistics"}, "triggering"),
        ("tried_again", {"person": "E1"}, "triggering"),
        ("question_answered", answer("5"), "context"),
        ("question_answered", answer("b", choices=["a", "b"]), "carrying"),
    ],
)  # fmt: skip
def test_what_a_person_had_to_carry_trigger_or_explain_is_counted(
    kind: str, body: dict[str, Any], counter: str
) -> None:
    found = carried(counting((0, "case_joined", news(0)), (1, kind, body)))
    assert {name: found.counter(name) for name in COUNTERS if found.counter(name)} == {counter: 1}
    assert found.rekeyed == 0 and not found.judged


def counting(*told: tuple[float, str, dict[str, Any]]) -> Any:
    """A case of which only the facts count: how its state folds is another matter."""
    plain = [one if one[1] not in ("corrected", "handoff_offered") else (*one[:1], "reminded", {})
             for one in told]  # fmt: skip
    base = case("C", *plain)
    facts = [fact.model_copy(update={"kind": kind, "body": body})
             for fact, (_, kind, body) in zip(base.facts[1:], told, strict=True)]  # fmt: skip
    return base._replace(facts=[base.facts[0], *facts])


def test_a_value_typed_though_a_mail_or_the_record_states_it_is_keyed_again() -> None:
    mail = (0, "case_joined", stated("price_term", "19.85"))
    typed, told = answer("19.85 "), answer("18.40")
    assert carried(counting(mail, (1, "question_answered", typed))).rekeyed == 1
    assert carried(counting(mail, (1, "question_answered", told))).rekeyed == 0
    cell = (0, "intended", write())
    copied = answer("10", about="qty")
    assert carried(counting(cell, (1, "question_answered", copied))).rekeyed == 1


def test_a_write_that_a_person_enters_by_hand_is_keyed_field_by_field() -> None:
    handed = carried(counting((0, "intended", write()), (1, "awaiting_erp", {"key": "k"})))
    assert handed.rekeyed == 3
    done = {"key": "k", "verdict": "happened", "was": "needs_human", "person": "E1"}
    assert carried(counting((0, "intended", write()), (1, "effect_settled", done))).rekeyed == 3


OWN = Effort.model_validate(
    {
        "hour": {"amount": "50.00", "currency": "USD"},
        "hour_source": "plan",
        "minutes": {"mail": {"minutes": "4", "source": "own"}},
    }
)


def test_the_account_of_a_case_is_what_a_hand_comes_to() -> None:
    history = counting(
        (0, "case_joined", news(0)), (1, "intended", write()), (2, "tried_again", {"person": "E1"})
    )
    wait = Wait(case="C", who="people", since=at(0), until=at(50), number=1)
    systems = wait.model_copy(update={"who": "systems"})
    rise = Rise(
        case="C", object="o", before=usd("100"), after=usd("112.50"), who="people", hours=1,
        numbers=(1, 2),
    )  # fmt: skip
    found = account(carried(history), [wait, systems], [rise], OWN)
    told = {(one.item, one.by): (one.count, one.each, one.money) for one in found.lines}
    assert told == {
        ("field", "system"): (3, 1, usd("2.50")),  # 3 x 1 x 50 / 60
        ("mail", "system"): (1, 4, usd("3.33")),
        ("owner", "person"): (1, 5, usd("4.17")),
        ("waiting day", "person"): (2, 10, usd("16.67")),
    }
    assert found.spared == usd("5.83")
    assert found.spent == usd("33.34")  # 4.17 + 16.67 + 12.50 by which it became dearer
    assert found.lines[0].said(OWN.hour) == "3 × 1 min × 50.00 USD an hour ÷ 60 = 2.50 USD"


def test_nothing_done_costs_nothing_and_another_currency_is_told_and_not_added() -> None:
    rise = Rise(
        case="C", object="o", before=Money(amount=Decimal(1), currency="EUR"),
        after=Money(amount=Decimal(3), currency="EUR"), who="people", hours=1, numbers=(1, 2),
    )  # fmt: skip
    found = account(Carried(case="C"), [], [rise], OWN)
    assert (found.lines, str(found.spent)) == ((), "0.00 USD")
    assert found.dearer == (Money(amount=Decimal(2), currency="EUR"),)


def test_the_price_of_an_hour_says_where_it_comes_from() -> None:
    with pytest.raises(ValueError, match="hour_source"):
        Effort.model_validate({"hour": {"amount": "50.00", "currency": "USD"}})


def usd(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="USD")
