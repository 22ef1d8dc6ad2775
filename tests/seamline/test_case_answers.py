"""Asked in a case, that case alone answers; a cost that nobody knows is said to be unknown."""

from collections.abc import Callable
from typing import Any

from graph.answers.options import _option
from graph.answers.steps import whole
from seamline.say import Like, answering
from seamline.wiring import Office
from tests.flows.conftest import file, harlow, office, workspace  # noqa: F401  # its fixtures

File = Callable[..., None]


def said(office: Office, case: str, question: str) -> Any:  # noqa: F811
    return whole(one for one in answering(office, case, question) if not isinstance(one, Like))


def test_a_case_that_says_nothing_of_it_is_not_answered_for_by_others(
    office: Office,  # noqa: F811
    file: File,  # noqa: F811
) -> None:
    file("W1-d", "W1-b")
    question = "Why was the invoice different from the original rate?"
    assert said(office, "W1-4500018822", question).no_evidence
    everywhere = said(office, "", "Why is W1-4500018830 late?")
    mine = said(office, "W1-4500018822", "Why is W1-4500018830 late?")
    assert everywhere.citations and set(everywhere.citations).isdisjoint(mine.citations)


def test_without_a_stated_cause_the_case_says_what_is_late(
    office: Office,  # noqa: F811
    file: File,  # noqa: F811
) -> None:
    file("W1-c")
    answer = said(office, "W1-4500018611", "why is it late?")
    assert answer.lines[0].startswith("nobody states a cause; what is late:")
    assert any("line 10: later" in one for one in answer.lines)


def test_an_unknown_cost_is_no_zero() -> None:
    cost = {"amount": "0.00", "currency": "USD"}
    option = {"name": "full air", "cost": cost, "days_late": 0, "unknown": ["air rate"]}
    ranking: dict[str, Any] = {"winner": "accept", "excluded": {"full air": "not known: air rate"}}
    assert _option(option, ranking) == "full air: cost unknown — not possible: not known: air rate"
    assert "0.00 USD" in _option({**option, "unknown": []}, ranking)
