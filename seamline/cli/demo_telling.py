"""The demo's later days on the terminal: what a mail or a person did to which case, and the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from domain.case import CaseState
from domain.errors import NotAllowed
from domain.precedent import fared
from seamline import demo_summary, views
from seamline.cli.intake import advance_with_progress, file_with_progress
from seamline.cli.office import in_short, safe, table
from seamline.demo_company import OPENS
from seamline.demo_story import Step, StoryDay, Taken, answer, is_answer, take
from seamline.loading import load_export
from seamline.money_beside import HOME, money, sums
from seamline.wiring import Office

#: So many cases that wait for the same are named.
_NAMED = 3

#: What memory calls a case in which there was nothing to choose.
_NOTED = "noted"

#: How cases end, and the head of its column.
_ENDS = {
    "resolved as planned": "as planned",
    "resolved otherwise": "otherwise",
    "nothing was done": "nothing to do",
}

#: What people do, as it is told.
_VERBS = {"approve": "approved", "edit": "changed", "reject": "rejected", "respond": "answered"}


def play_day(office: Office, day: StoryDay, screen: Console) -> list[Taken]:
    """Plays a day in the order of its times, its exports last; what people decided, as it went."""
    if day.happens:
        screen.print(f"{day.day:%-d %B}", style="bold")
    taken = []
    for one in day.happens:
        before = _seen(office)
        if isinstance(one, Step):
            taken.append(take(office, one))
            _tell_step(office, taken[-1], screen)
        else:
            _tell_mail(office, one, before, screen)
    for export in day.exports:
        load_export(office, export)
    return taken


def _seen(office: Office) -> dict[str, tuple[int, int]]:
    """How many mails each case has heard by now, and how many answers it has."""
    return {one.id: _heard(one) for one in office.deps.cases()}


def _heard(state: CaseState) -> tuple[int, int]:
    return len(state.news), len(state.acknowledged) + len(state.unclear)


def _tell_mail(
    office: Office, mail: Path, before: Mapping[str, tuple[int, int]], screen: Console
) -> None:
    """Files a mail; a line for each case that heard it or was answered by it, with what its memory
    holds."""
    try:
        filed = answer(office, mail) if is_answer(mail) else mail
    except NotAllowed as fault:
        screen.print(safe(f"  answer in {mail.stem}: COULD NOT be given: {fault}"))
        return
    file_with_progress(office, [filed], show=False)
    advance_with_progress(office, show=False)
    name = f"answer in {mail.stem}" if is_answer(mail) else f"mail {mail.stem}"
    states = sorted(office.deps.cases(), key=lambda one: one.id)
    heard = [one for one in states if _heard(one) != before.get(one.id, (0, 0))]
    for state in heard:
        screen.print(safe(f"  {name} → {state.id}: {_stands(office, state)}"))
        if state.id not in before:
            _tell_memory(views.case(office, state.id), screen)
    if not heard:
        screen.print(safe(f"  {name}: heard, nothing to decide"))


def _tell_memory(case: Mapping[str, Any], screen: Console) -> None:
    """Earlier cases like a new one, of those that closed here."""
    recalled = case["recalled"] or {}
    for one in recalled.get("actions", ()):
        known = (*one["supporting"], *one["contradicting"])
        mine = [each for each in known if each.partition("-")[0] == case["case"].partition("-")[0]]
        if mine and one["action"] != _NOTED:
            so = fared(one["tried"], one["worked"])
            screen.print(safe(f"    remembers {', '.join(mine)}: {one['action']} {so}"))


def _tell_step(office: Office, taken: Taken, screen: Console) -> None:
    """Who did what and why, and where the case stands then."""
    step = taken.step
    people = [office.people.require(one) for one in step.by]
    names = " and ".join(f"{one.name} ({one.role})" for one in people)
    told = ", ".join(step.set.values())
    what = (
        f"{_VERBS.get(step.do, 'waived what is owed to')} {taken.case}{': ' if told else ''}{told}"
    )
    screen.print(safe(f"  {names} {what} ({step.why})"))
    if taken.fault:
        screen.print(safe(f"    COULD NOT: {taken.fault}"), style="bold")
    else:
        screen.print(safe(f"    → {_stands(office, office.desk.case(taken.case))}"))


def _stands(office: Office, state: CaseState) -> str:
    """Where a case stands, in a few words."""
    if state.closed is not None:
        return f"closed: {state.closed['outcome']}"
    if state.proposal is not None and state.decision is None:
        return in_short(state.proposal.summary)
    done = sum(1 for one in state.effects if one.is_over)
    whom = ", ".join(demo_summary.owing_names(office, state)) or "what comes later"
    return f"{done} of {len(state.effects)} acts done and read back; waits for {whom}"


def print_summary(screen: Console, office: Office) -> None:
    """What it all came to, for somebody who sees it for the first time."""
    screen.rule("what it came to")
    _print_flows(screen, office)
    _print_money(screen, office)


def _print_flows(screen: Console, office: Office) -> None:
    found = demo_summary.flows(office)
    made = table("cases", "workflow", "opened", *_ENDS.values(), "still open")
    for one in found:
        ended = [one.ended[outcome] for outcome in _ENDS]
        row = (one.cases, *ended, one.cases - sum(one.ended.values()))
        made.add_row(f"{one.code} {one.name.replace('_', ' ')}", *(str(each) for each in row))
    screen.print(made)
    total = sum(one.cases for one in found)
    closed = sum(one.ended.total() for one in found)
    screen.print(
        f"{closed} of {total} cases are closed, each with its outcome remembered for the next."
    )
    _print_open(screen, office)


def _print_open(screen: Console, office: Office) -> None:
    made = table("still open, and why", "workflow", "cases", "waits for", "which, and what for")
    for one in demo_summary.still_open(office):
        named = f"{', '.join(one.cases[:_NAMED])}{' …' if len(one.cases) > _NAMED else ''}"
        why = safe(f"{named}: {in_short(one.why)}")
        made.add_row(one.code, str(len(one.cases)), safe(one.who), why)
    screen.print(made)


def _print_money(screen: Console, office: Office) -> None:
    """A line a decision: what Seamline's approvals did with which sum, and Harlow itself."""
    found = money(office, OPENS.company())
    made = table(
        "money, beside what Harlow did itself",
        "day", "case", "by Seamline's approvals", "Harlow itself", "difference",
    )  # fmt: skip
    for one in found:
        ours, more = f"{one.word} {one.ours}", f"{one.difference}"
        made.add_row(f"{one.day:%d %b}", one.case, safe(ours), safe(one.said), more)
    screen.print(made)
    for total in sums(office, found, HOME):
        more = f"{total.ours.amount - total.theirs.amount:+,f} {HOME}"
        what = f"{total.what}: {total.ours} by Seamline's approvals, {total.theirs} by Harlow"
        screen.print(safe(f"{what}; difference {more}" + _left(total.left)), style="bold")
    screen.print(
        "released, posted, credited: paid out or to be paid; contested, claimed: kept or asked "
        "back. Totals at the rates on record."
    )


def _left(left: Sequence[str]) -> str:
    return f"; without a rate, and in no total: {', '.join(left)}" if left else ""


def print_closer_look(screen: Console, folder: str) -> None:
    """Commands that show what became of the story."""
    screen.rule(f"a closer look, in {folder}")
    for line in (
        "seamline show W7-KL-3391        # the fraud: read, asked about, nothing done",
        "seamline show W8-0526-118       # the payment: approved, posted, read back",
        'seamline ask W1-4500018822 "Why was an expedite charge approved?"',
        "seamline inbox                  # what still waits, and for whom",
    ):
        screen.print(line, markup=False, highlight=False)
