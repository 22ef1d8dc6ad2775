"""What if: a case priced again on other dates or answers, without a trace."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from domain.answer_kinds import slot_of
from domain.case import CaseState
from domain.errors import NotAllowed, Refused
from domain.news import Answer, News
from domain.options import Option
from domain.reading import DateStated, Statement
from domain.replies import reply_to
from domain.tradeoffs import Ranking, Tier, rank
from domain.values import Value
from graph.deps import Deps
from graph.snapshots import case_context
from graph.workflows.registry import workflow


class Supposed(Value):
    """What is supposed: so many days later than stated, and answers to open questions by slot."""

    days: int = 0
    answers: dict[str, str] = {}

    def said(self) -> str:
        """In words."""
        told = [f"{self.days:+d} days"] if self.days else []
        return ", ".join([*told, *(f"{slot} = {value}" for slot, value in self.answers.items())])


class Priced(Value):
    """Options of one object as they would be, and which would be chosen."""

    object: str
    options: tuple[Option, ...]
    ranking: Ranking


def what_if(deps: Deps, state: CaseState, supposed: Supposed) -> tuple[Priced, ...]:
    """The options as code would price them; NotAllowed where the case has nothing to price.

    Nothing is written: no proposal, no reservation, no fact.
    """
    module = workflow(state.workflow)
    news = tuple(_shifted(one, supposed.days) for one in state.news)
    given = tuple(_later_answer(one, supposed.days) for one in state.answers)
    answers = (*given, *_answers(deps, state, supposed.answers))
    as_if = state.model_copy(update={"news": news, "answers": answers})
    options = module.reprice(case_context(deps, as_if, module))
    if not options:
        opened = state.proposal.questions if state.proposal is not None else ()
        first = f" before {slot_of(opened[0])} is answered; suppose that too" if opened else ""
        raise NotAllowed(f"{state.id} has nothing to price{first}")
    rules = deps.policy.workflows.get(module.NAME)
    tiers = rules.trade_offs if rules else ()
    return tuple(
        Priced(object=name, options=tuple(group), ranking=rank(group, tiers or _BY_COST))
        for name, group in (
            (name, list(found)) for name, found in groupby(options, key=lambda one: one.object)
        )
    )


def priced_now(deps: Deps, state: CaseState) -> tuple[Priced, ...]:
    """The options as they are; nothing while a question must be answered first."""
    try:
        return what_if(deps, state, Supposed())
    except NotAllowed:
        return ()


_BY_COST = (Tier(measure="cost"),)


def _shifted(news: News, days: int) -> News:
    """A message as if it stated later dates; its deadlines for us stay."""
    if not days:
        return news
    moved = tuple(_later(one, days) for one in news.statements)
    return news.model_copy(update={"statements": moved})


def _later(one: Statement, days: int) -> Statement:
    if not isinstance(one.value, DateStated) or one.field.startswith("deadline"):
        return one
    span, by = one.value.span, timedelta(days=days)
    later = span.model_copy(update={"earliest": span.earliest + by, "latest": span.latest + by})
    return one.model_copy(update={"value": DateStated(span=later)})


def _later_answer(answer: Answer, days: int) -> Answer:
    """A day that a person answered, as if it were later."""
    try:
        day = date.fromisoformat(answer.value)
    except ValueError:
        return answer
    return answer.model_copy(update={"value": (day + timedelta(days=days)).isoformat()})


def _answers(deps: Deps, state: CaseState, given: dict[str, str]) -> list[Answer]:
    """Answers as people would have to give them; Refused where nothing of that name is asked."""
    asked = {slot_of(one): one for one in (state.proposal.questions if state.proposal else ())}
    strange = sorted(set(given) - set(asked))
    if strange:
        raise Refused(f"{strange[0]!r} is not asked; asked is {', '.join(asked) or 'nothing'}")
    today = deps.clock.now().date()
    return [
        Answer(
            slot=slot,
            value=reply_to(asked[slot], value, today).value,
            person="",
            fact="",
            number=state.through + 1,  # newer than every message, as a real one would be
        )
        for slot, value in given.items()
    ]
