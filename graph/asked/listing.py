"""Cases as a list or a number: those of the partners named, open or closed, the dearest first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.case import CaseState
from domain.fact import Fact
from graph.answers.evidence import Line, titled
from graph.asked.company import Company, first_of
from memory import chain

_MOST, _FEW = 15, 8
_MORE = "`seamline inbox` lists all"


def cases(asked: Company) -> list[Line]:
    """One line a case, with where it stands; of the partners named, else of all that are open. With
    days named those that were closed, or opened, in them."""
    every = asked.deps.cases()
    ended = bool({"closed", "ended"} & asked.ideas) and "open" not in asked.ideas
    of = [one for one in every if _is_of(asked, one)]
    if asked.period is not None and ended | ("opened" in asked.ideas):
        return _in_days(asked, of, "closed" if ended else "case_opened")
    shown = [one for one in of if (one.closed is not None) == ended]
    shown.sort(key=lambda one: -one.through)
    which = "closed" if ended else "open"
    head = Line(text=f"{len(shown)} {which} case(s), {len(of) - len(shown)} {_other(ended)}:")
    few = _FEW if "count" in asked.ideas else _MOST
    return [head, *first_of([_told(asked, one) for one in shown], few, _MORE)]


def _in_days(asked: Company, of: list[CaseState], kind: str) -> list[Line]:
    """Those of these cases that were closed (or opened) in the days named, the newest first."""
    period = asked.period or asked.days()
    told = {one.stream: one for one in chain.of_kind(asked.connection, kind)}
    when = {one.id: told[f"case:{one.id}"] for one in of if f"case:{one.id}" in told}
    shown = [
        one
        for one in of
        if one.id in when
        and period.holds(when[one.id].at.date())
        and (kind == "case_opened" or one.closed is not None)
    ]
    shown.sort(key=lambda one: -when[one.id].number)
    did = "opened" if kind == "case_opened" else "closed"
    head = Line(text=f"{len(shown)} case(s) {did} {period.words} ({period.said()}):")
    lines = [
        Line(
            text=f"{when[one.id].at:%Y-%m-%d} {one.id} {one.title}: {where(asked, one)}",
            facts=(when[one.id].number,),
        )
        for one in shown
    ]
    return [head, *first_of(lines, _MOST, _MORE)]


def _other(ended: bool) -> str:
    return "still open" if ended else "closed"


def _is_of(asked: Company, state: CaseState) -> bool:
    keys = {one.key for one in asked.partners}
    met = {state.partner, *(one.partner_id for one in state.news), *(e.to for e in state.effects)}
    return not keys or bool(keys & met)


def _told(asked: Company, state: CaseState) -> Line:
    fact = state.proposal_fact
    facts = (fact.number,) if fact is not None else (state.through,)
    return Line(text=f"{state.id} {state.title}: {where(asked, state)}", facts=facts)


def where(asked: Company, state: CaseState) -> str:
    """Where a case stands, in a few words."""
    if state.closed is not None:
        return f"closed, {state.closed['outcome']}"
    if state.decision is not None:
        return "decided, takes effect"
    opened = state.proposal
    if opened is None:
        return state.stuck or "being looked at"
    people = ", ".join(asked.person(one) for one in (state.asked.people if state.asked else ()))
    what = f"one answer is needed first: {opened.questions[0].text}" if opened.held_by else ""
    return f"{what or opened.summary}; waits for {people or 'nobody'}"


def dearest(asked: Company) -> list[Line]:
    """What costs most: what is chosen in open cases, and what was decided in the days named, by
    the money of it; each currency by itself."""
    found = [one for state in _meant(asked) for one in _cost(asked, state)]
    found.sort(key=lambda one: (one[0], -one[1]))
    lines = [line for _, amount, line in found if amount > 0]
    if not lines:
        return [Line(text="no case has a priced cost above zero")]
    return first_of(lines, _FEW, "ask a case what it costs")


def _meant(asked: Company) -> list[CaseState]:
    return [one for one in asked.deps.cases() if one.closed is None and _is_of(asked, one)]


def _cost(asked: Company, state: CaseState) -> Iterator[tuple[str, Decimal, Line]]:
    """What the chosen options of a case's newest pricing cost, summed by currency."""
    facts = chain.of_stream(asked.connection, f"case:{state.id}", kinds=["options_priced"])
    newest: dict[str, Fact] = {one.body["object"]: one for one in facts}
    summed: dict[str, tuple[Decimal, list[str], list[int]]] = {}
    for fact in newest.values():
        winner = fact.body["ranking"]["winner"]
        for one in fact.body["options"]:
            if one["name"] == winner and not one["unknown"]:
                cost = one["cost"]
                total, names, numbers = summed.get(cost["currency"], (Decimal(0), [], []))
                total += Decimal(cost["amount"])
                summed[cost["currency"]] = (total, [*names, titled(one)], [*numbers, fact.number])
    for currency, (total, names, numbers) in summed.items():
        how = "decided" if state.decision is not None else "proposed"
        told = ", ".join(dict.fromkeys(names))
        text = f"{total:,} {currency}: {state.id} {state.title}: {told} ({how})"
        yield currency, total, Line(text=text, facts=tuple(sorted(set(numbers))))
