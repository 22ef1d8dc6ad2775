"""What one specialist brings to a case: findings, options, charges, actions, open questions."""

from __future__ import annotations

from domain.actions import Action
from domain.options import Charge, Option
from domain.reading import Question
from domain.record import Query
from domain.values import Value


class Finding(Value):
    """A sentence about the case; `rests_on` names facts, rows (`table:key`) or quoted words."""

    text: str
    rests_on: tuple[str, ...] = ()
    by_model: bool = False


class Contribution(Value):
    """A specialist's part of the assessment. `queries` says what was looked up, also in vain."""

    function: str
    findings: tuple[Finding, ...] = ()
    options: tuple[Option, ...] = ()
    charges: tuple[Charge, ...] = ()
    actions: tuple[Action, ...] = ()
    questions: tuple[Question, ...] = ()
    queries: tuple[Query, ...] = ()
    constraints: tuple[str, ...] = ()
