"""decide, stop, resume, mode: what people do, each with a name under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from domain.case import CaseState
from domain.errors import BadInput, NoIdentity
from graph.owing import owing
from seamline.cli.office import console, in_short, office, print_held, print_json, safe, table, tell
from seamline.cli.waiting import still_held


def decide(
    case: str,
    verb: str,
    reason: str,
    settings: list[str],
    person: str,
    *,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Decides and says what followed."""
    who = identity(person)
    slots = pairs(settings)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        verdict = opened.desk.decide(case, verb, person=who, reason=reason, slots=slots)
        held = still_held(opened, [f"case:{case}"])
        state = opened.desk.case(case)
        owed = [one.said() for one in owing(opened.policy, state)]
    if as_json:
        waits = {"held": [one.said() for one in held], "owed": owed}
        print_json({**verdict.model_dump(mode="json"), "phase": state.phase, **waits})
        return
    screen = console()
    print_held(held)
    if verdict.waits_for:
        screen.print(f"noted; {case} still waits for {', '.join(verdict.waits_for)}")
        for gap in verdict.gaps:
            screen.print(safe(gap))
        return
    screen.print(f"{case}: {verb} by {verdict.person}")
    if verb == "approve":
        _print_effects(screen, state, owed)
    if state.proposal is not None and state.decision is None:
        screen.print(safe(f"now open: {state.proposal.summary}"))
    if state.closed is not None:
        print_closed(screen, state.closed)
    screen.print(f"see `seamline show {case}`")


def print_closed(screen: Console, closed: Mapping[str, Any]) -> None:
    """How a case ended, and what is not over with it."""
    screen.print(safe(f"closed: {closed['outcome']}"))
    for one in closed.get("open", ()):
        screen.print(safe(f"  still open elsewhere: {one}"))


def _print_effects(screen: Console, state: CaseState, owed: list[str]) -> None:
    """What was done by the approval, and what the case waits for before it closes."""
    for effect in state.effects:
        if effect.authority.startswith("approved"):
            screen.print(safe(f"  {effect.state}: {in_short(effect.said)}"))
    for one in owed:
        screen.print(safe(f"waits: {one}"))


def settle(
    case: str,
    key: str,
    word: str,
    reason: str,
    person: str,
    *,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Takes a person's word on an effect and says what followed."""
    who = identity(person)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        settled = opened.desk.settle(case, key, word, person=who, reason=reason)
        held = still_held(opened, [f"case:{case}"])
        state = opened.desk.case(case)
    if as_json:
        print_json({**settled.model_dump(mode="json"), "phase": state.phase})
        return
    screen = console()
    print_held(held)
    screen.print(safe(f"{case}: {settled.kind} {settled.key[:12]} {word}, by {settled.person}"))
    if settled.because:
        screen.print(safe(f"  it is not done again: {settled.because}"))
    effect = next(one for one in state.effects if one.key == settled.key)
    screen.print(safe(f"  {effect.state}: {in_short(effect.said)}"))
    if state.closed is not None:
        print_closed(screen, state.closed)
    screen.print(f"see `seamline show {case}`")


def confirm_sender(
    name: str, said_by: str, how: str, person: str, *, workspace: Path | None, as_json: bool
) -> None:
    """Takes a person's word for a sender and says where it counts."""
    who = identity(person)
    with office(workspace) as opened:
        vouched = opened.desk.confirm_sender(name, said_by=said_by, how=how, person=who)
    said = f"{vouched.person} vouches for {vouched.sender}: {vouched.subject}"
    number = f"the number on file is {vouched.phone}" if vouched.phone else "no number is on file"
    there = (f"see `seamline show {case}`" for case in vouched.cases)
    tell(vouched, as_json, said, f"  it counts for this one message; {number}", *there)


def identity(person: str) -> str:
    """Who acts; without a name nothing is done."""
    if not person:
        raise NoIdentity("who decides? say --as PERSON or set SEAMLINE_USER")
    return person


def pair(text: str) -> tuple[str, str]:
    """`SLOT=VALUE` as typed."""
    name, equals, value = text.partition("=")
    if not equals or not name or not value:
        raise BadInput(f"{text!r} is no SLOT=VALUE", remedy="write it as promised_date=2026-04-09")
    return name.strip(), value.strip()


def pairs(settings: Sequence[str]) -> dict[str, str]:
    """All that was typed as `SLOT=VALUE`, each slot once."""
    found: dict[str, str] = {}
    for name, value in map(pair, settings):
        if name in found:
            raise BadInput(f"{name} is set twice", remedy="say --set once for each slot")
        found[name] = value
    return found


def stop(scope: str, reason: str, person: str, workspace: Path | None) -> None:
    """Stops, and lists what was in flight."""
    from seamline.control import stop_execution

    who = identity(person)
    with office(workspace) as opened:
        stopped = stop_execution(opened, scope, who, reason)
        people = opened.policy.resume_people
    screen = console()
    screen.print(safe(f"stopped {stopped.scope}; resuming takes {people} people"))
    for one in stopped.doubtful:
        screen.print(safe(f"in doubt: {one}"))


def resume(scope: str, reason: str, person: str, workspace: Path | None) -> None:
    """Asks to resume, or, as the second person, resumes."""
    from seamline.control import resume_execution

    who = identity(person)
    with office(workspace) as opened:
        waits = resume_execution(opened, scope, who, reason)
    if waits:
        console().print(safe(f"noted; resuming {scope} waits for {waits} more person(s)"))
    else:
        console().print(safe(f"resumed {scope}"))


def mode(
    workflow: str,
    to: str,
    partner: str,
    waiver: Path | None,
    person: str,
    *,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Lists modes, or sets one."""
    from seamline import views
    from seamline.control import set_mode

    with office(workspace) as opened:
        if to:
            set_mode(opened, workflow, to, partner, waiver, identity(person))
        found = views.mode_list(opened)
    if as_json:
        print_json(found)
        return
    made = table("modes (what is not listed observes)", "workflow", "partner", "mode", "in force")
    for one in found:
        made.add_row(one["workflow"], one["partner"], one["mode"], one["in_force"])
    console().print(made)
