"""inbox, show, ask, memory recall: what people read, in 80 columns; the same as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Console

from domain.errors import BadInput
from domain.thread import meant_by
from graph.answers.steps import Claims, Looking, Step
from seamline.cli.card import print_case
from seamline.cli.office import console, in_short, office, print_json, safe, subject, table
from seamline.cli.sharing import print_shared
from seamline.cli.threads import print_thread

#: Acts of agents that the inbox lists; those before are counted.
NEWEST = 25


def inbox(
    workspace: Path | None, *, parked: bool = False, whole: bool = False, as_json: bool = False
) -> None:
    """The inbox, `whole` with all that agents ever did, or only what is parked."""
    from seamline import views
    from seamline.answer_views import in_doubt
    from seamline.parked_heads import headed

    with office(workspace) as opened:
        data = views.inbox(opened)
        if parked:
            data["parked"] = [*headed(opened, data["parked"])]
        doubts = len(in_doubt(opened))
    if as_json:
        print_json([*data["parked"], *data["dismissed"]] if parked else data)
        return
    screen = console()
    if not parked:
        print_inbox(screen, data, whole=whole)
    _print_parked(screen, data["parked"])
    if doubts:
        told = f"{doubts} answer(s) to interchanges may not have left: seamline edi answers"
        screen.print(told, style="bold")
    if parked:
        if not data["parked"]:
            screen.print("nothing is parked")
        _print_dismissed(screen, data["dismissed"])


def print_inbox(screen: Console, data: dict[str, Any], *, whole: bool = False) -> None:
    """The inbox as tables; of what agents did the newest acts, or all."""
    for scope, stop in data["stops"].items():
        screen.print(f"STOPPED {scope} by {stop['by']}: {safe(stop['reason'])}", style="bold red")
    for held in data["held"]:
        screen.print(safe(held["said"]))
    print_waiting(screen, data["waiting"])
    print_shared(screen, data)
    _print_done_alone(screen, data["by_itself"], whole=whole)
    _print_cases(screen, data)
    _print_no_case(screen, data["no_workflow"])


def _print_done_alone(screen: Console, rows: list[dict[str, Any]], *, whole: bool) -> None:
    """What agents did without a person, oldest first: the newest acts, or all."""
    if not rows:
        return
    shown = rows if whole else rows[-NEWEST:]
    made = table(f"{len(rows)} done by the agents themselves", "case", "what", "under")
    for one in shown:
        first = safe(in_short(one["what"]))
        made.add_row(one["case"], first, safe(one["authority"].removeprefix("standing authority ")))
    screen.print(made)
    if len(rows) > len(shown):
        screen.print(f"and {len(rows) - len(shown)} before: `seamline inbox --all` lists them")


def _print_cases(screen: Console, data: dict[str, Any]) -> None:
    """Cases that wait for nobody, by name."""
    for name, title in (
        ("observed", "observing"),
        ("under_way", "taking effect"),
        ("closed", "closed"),
    ):
        if data[name]:
            screen.print(f"{title}: " + ", ".join(_named(one) for one in data[name]))
    for one in data["under_way"]:
        for said in one["owed"]:
            screen.print(safe(f"{one['case']} waits: {said}"))
    for one in data["observed"]:
        if one["stuck"]:
            screen.print(safe(f"{one['case']} is stuck: {one['stuck']}"))


def _named(one: dict[str, Any]) -> str:
    held = " (held: its workflow observes)" if one.get("held") else ""
    return f"{one['case']}{held}"


def print_waiting(
    screen: Console, rows: list[dict[str, Any]], title: str = "wait for people"
) -> None:
    """Cases that wait, for whom and until when; below, what nobody can give."""
    if not rows:
        screen.print("nothing waits for anybody")
        return
    made = table(f"{len(rows)} {title}", "case", "what", "for", "until (UTC)")
    for one in rows:
        people = ", ".join(
            person["name"] + (" ✓" if person["approved"] else "") for person in one["people"]
        )
        until = one["until"][:16].replace("T", " ")
        if one["overdue"]:
            until = "OVERDUE"
        elif one["lapsed"]:
            until += " (again)"
        held = f"; {one['holder']['name']} holds it" if one["holder"] else ""
        made.add_row(one["case"], safe(one["what"]), safe((people or "nobody") + held), until)
    screen.print(made)
    for one in rows:
        for gap in one["gaps"]:
            screen.print(safe(f"{one['case']}: {gap}"))


def _print_no_case(screen: Console, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    made = table(f"{len(rows)} in no case", "message", "why", "sender", "subject", "about")
    for one in rows:
        about = ", ".join(name.split(":", 1)[1] for name in one["references"][:3])
        known = one["sender"] if one["verdict"] == "authenticated" else one["verdict"]
        known = safe(known.replace("_", " "))
        why = safe(in_short(one["said"]))
        made.add_row(one["key"][:8], why, known, subject(one["subject"]), safe(about))
    screen.print(made)


def _print_parked(screen: Console, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    made = table(f"{len(rows)} parked", "message", "from", "since (UTC)", "tries", "why")
    for one in rows:
        since = one["at"][:16].replace("T", " ")
        why = safe(one["reason"])
        made.add_row(one["key"][:12], safe(one["origin"]), since, str(one["attempts"]), why)
    screen.print(made)
    for one in rows:
        if one.get("sender") or one["subject"]:
            said = f"{one['key'][:12]} says it is from {one.get('sender') or 'nobody'}, about"
            screen.print(subject(f'{said} "{one["subject"]}"'))
    screen.print("read one again: seamline unpark MESSAGE --as PERSON", style="green")
    screen.print('or take it off: seamline dismiss MESSAGE --reason "…"', style="green")


def _print_dismissed(screen: Console, rows: list[dict[str, Any]]) -> None:
    for one in rows:
        said = f"dismissed {one['origin']} by {one['dismissed_by']}: {one['dismissed_because']}"
        screen.print(safe(said), style="dim")


#: The beginning of a mail's key or hash, or its Message-ID.
_KEY = re.compile(r"[0-9a-f]{8,64}|<?[^\s<>@]+@[^\s<>@]+>?", re.IGNORECASE)


def show(case: str, workspace: Path | None, *, whole: bool, as_json: bool) -> None:
    """One case, by its name or by that of what it is about; where several cases are about that they
    are named, where none is its thread is shown. A mail by its key is shown as `mail` shows it."""
    from seamline import views
    from seamline.cli.mails import mail
    from seamline.leading import cases_of
    from seamline.thread_view import thread

    with office(workspace) as opened:
        found = cases_of(opened, case)
        one = found[0] if len(found) == 1 else case
        known = len(found) != 1 and bool(meant_by(opened.reads, case))
        if not found and not known and _KEY.fullmatch(case):
            mail(case, workspace, as_json=as_json)
            return
        data = thread(opened, case) if known else views.case(opened, one)
    if as_json:
        print_json(data)
    elif not known:
        print_case(console(), data, whole=whole)
    elif not found:
        print_thread(console(), data)
    else:
        screen = console()
        screen.print(safe(f"{len(found)} cases are about {case}:"))
        for each in found:
            screen.print(f"  seamline show {each}")
        screen.print(safe(f"  seamline thread {case}"))


def ask(
    words: list[str], after: str, person: str, workspace: Path | None, *, as_json: bool
) -> None:
    """An answer with its citations; with `after` it may go on from that question."""
    if len(words) > 2:
        raise BadInput(
            f"{len(words)} words", remedy='put the question in quotes: ask [CASE] "QUESTION"'
        )
    case, question = words if len(words) == 2 else ("", words[0])
    if not case and " " not in question.strip():
        raise BadInput(f"{question!r} is no question", remedy='write: ask [CASE] "QUESTION"')
    with office(workspace) as opened:
        question = opened.desk.in_full(case, question, after, person) if after else question
        if as_json:
            print_json(opened.desk.ask(case, question, person))
        else:
            _print_answer(console(), opened.desk.asking(case, question, person))


def _print_answer(screen: Console, steps: Iterable[Step]) -> None:
    """Each line as it is found; what is looked at meanwhile is told on a terminal only."""
    with screen.status("looking") as shown:
        for step in steps:
            if isinstance(step, Looking):
                shown.update(f"looking at {safe(step.at)}")
            elif isinstance(step, Claims):
                screen.print(safe("\n".join(step.lines)))
            elif step.no_evidence:
                screen.print(safe(step.said()))


def recall(
    situation: str,
    partner: str,
    item: str,
    lane: str,
    kind: str,
    *,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Closed cases like a situation."""
    from memory.evidence_table import Asked, Only

    with office(workspace) as opened:
        only = Only(workflow=kind, partner_id=partner, item_id=item, lane=lane)
        today = opened.clock.now().date()
        found = opened.memory.look(Asked(situation=situation, as_of=today, only=only))
    if as_json:
        print_json(found)
        return
    screen = console()
    screen.print(safe(found["says"]))
    made = table("closed cases", "case", "decision", "outcome", "why recalled")
    for one in found["cases"]:
        words = safe("; ".join(one["why"]))
        made.add_row(one["case_id"], safe(one["decision"]), safe(one["outcome"]), words)
    screen.print(made)
