"""A specialist put together from what its function brings to a workflow: four functions at most."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from agents.concerns import concerns_about
from domain.actions import Action
from domain.contribution import Contribution, Finding
from domain.dossier.answered import said
from domain.dossier.context import Dossier
from domain.options import Option
from domain.ports import Model
from domain.reading import Question

Findings = Callable[[Dossier], Iterable[Finding]]
Options = Callable[[Dossier], Iterable[Option]]
Actions = Callable[[Dossier], Iterable[Action]]
Questions = Callable[[Dossier], Iterable[Question]]


class Contribute(Protocol):
    """What a workflow calls of a specialist."""

    def __call__(self, context: Dossier, model: Model | None = None) -> Contribution: ...


def specialist(
    function: str,
    *,
    findings: Findings | None = None,
    options: Options | None = None,
    actions: Actions | None = None,
    questions: Questions | None = None,
    looks_at: tuple[str, ...] = (),
    weighs: bool = False,
) -> Contribute:
    """What one function brings: findings, of all options those it is the owner of (`by`), actions,
    questions and what was answered to them. `looks_at` are the tables it answers for; with `weighs`
    a model names concerns."""

    def contribute(context: Dossier, model: Model | None = None) -> Contribution:
        found = tuple(findings(context)) if findings else ()
        found += tuple(said(context)) if questions else ()
        thought = concerns_about(context.case, function, _facts(found), model) if weighs else ()
        priced = options(context) if options else ()
        return Contribution(
            function=function,
            findings=(*found, *thought),
            options=tuple(one for one in priced if one.by == function),
            actions=tuple(actions(context)) if actions else (),
            questions=tuple(questions(context)) if questions else (),
            queries=tuple(one for one in context.queries if one.table in looks_at),
        )

    return contribute


def _facts(found: tuple[Finding, ...]) -> str:
    return "\n".join(one.text for one in found)
