"""What workflows made of the mails played: figures per workflow, and cases beside the company's own
acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from domain.money import Money
from domain.owed import asked_for
from graph.workflows.registry import workflows
from memory import chain
from memory.cases import cases
from seamline import views
from seamline.money_beside import HOME, money, sums
from seamline.own_acts import concerns, own_acts

if TYPE_CHECKING:
    from seamline.wiring import Office


class Flow(NamedTuple):
    """One workflow's cases: how many, how their actions were ruled on, how many wait or closed."""

    code: str
    name: str
    cases: int
    rulings: dict[str, int]
    questions: int
    waiting: int
    closed: int


def flows_of(office: Office) -> tuple[Flow, ...]:
    """A line for each workflow there is, also for those without a case."""
    with office.ledger.reading() as connection:
        states = list(cases(connection))
        ruled = {
            state.id: chain.of_stream(connection, f"case:{state.id}", kinds=("ruled",))
            for state in states
        }
    found = []
    for code, flow in workflows().items():
        mine = [state for state in states if state.workflow == flow.NAME]
        last: dict[str, str] = {}
        for state in mine:
            for fact in ruled[state.id]:
                last |= {one["action_key"]: one["outcome"] for one in fact.body["rulings"]}
        found.append(
            Flow(
                code=code,
                name=flow.NAME,
                cases=len(mine),
                rulings=dict(sorted(Counter(last.values()).items())),
                questions=sum(len(state.open_questions) for state in mine),
                waiting=sum(1 for state in mine if state.phase == "review"),
                closed=sum(1 for state in mine if state.closed is not None),
            )
        )
    return tuple(found)


def side_by_side(office: Office, company: Path) -> str:
    """A page of text: each case with what is proposed and done, and what the company's own people
    did about the same thing, by the `own` part of the feeds in `company`."""
    acts = own_acts(company)
    codes = {flow.NAME: code for code, flow in workflows().items()}
    with office.ledger.reading() as connection:
        states = sorted(cases(connection), key=lambda one: one.id)
    told = ["# What Seamline would have done, beside what the company did", ""]
    told += [*_in_short(office, company), ""]
    for state in states:
        mine = [one for one in acts if concerns(one, state, codes.get(state.workflow, ""))]
        told += [f"## {state.id}: {state.title}", "", "Seamline:", ""]
        told += [f"* {one}" for one in _proposed(views.case(office, state.id))]
        told += ["", "The company:", ""]
        told += [f"* {one.said()}" for one in mine] or ["* nothing on record"]
        told.append("")
    return "\n".join(told)


def _in_short(office: Office, company: Path) -> Iterator[str]:
    """A line for each decision that moved money or kept it, and the totals with the difference."""
    found = money(office, company)
    if not found:
        return
    yield "| day | case | by Seamline's approvals | the company itself | difference |"
    yield "| --- | --- | --- | --- | --- |"
    for one in found:
        yield f"| {one.day} | {one.case} | {one.word} {one.ours} | {one.said} | {one.difference} |"
    yield ""
    for total in sums(office, found, HOME):
        more = Money(amount=total.ours.amount - total.theirs.amount, currency=HOME)
        yield f"* {total.what}: {total.ours}, by the company {total.theirs}; difference {more}"


def _proposed(case: dict[str, Any]) -> Iterator[str]:
    """What it proposed and proposes, the options it weighed, what it would do and what ran."""
    now = case["proposal"]["summary"] if case["proposal"] else "nothing to decide"
    fell = [str(one["at"])[:10] for one in case["facts"] if one["kind"] == "superseded"]
    made = [str(one["at"])[:10] for one in case["facts"] if one["kind"] == "proposed"]
    earlier = [
        (one["summary"], f"until {day}, when {one['because']}")
        for one, day in zip(case["superseded"], fell, strict=True)
    ]
    for (summary, until), (then, _) in pairwise([*earlier, (now, "")]):
        if summary != then:
            yield f"proposed {until}: {summary}"
    yield f"{made[-1]} proposes: {now}" if made else f"proposes: {now}"
    for ranked in case["options"]:
        winner = ranked["ranking"]["winner"]
        for option in ranked["options"]:
            chosen = "chosen" if option["name"] == winner else "weighed"
            cost = "not known" if option["unknown"] else " ".join(option["cost"].values())
            yield f"{chosen}: {option['title']}, {cost}, {option['days_late']} days late"
    ran = {one["said"] for one in case["effects"]}
    for said in (one["said"] for one in case["actions"] if one["said"] not in ran):
        yield f"waits: {asked_for(said)}"
    days = {one["key"]: str(one["at"])[:10] for one in case["effects"]}
    for one in case["effects"]:
        yield f"{days[one['key']]} {one['state']}: {asked_for(one['said'])}"
