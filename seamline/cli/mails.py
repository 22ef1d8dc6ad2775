"""mail: the messages of a workspace, and what was read from one of them, word by word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console

from seamline.cli.card import print_news
from seamline.cli.office import console, office, print_json, safe, subject, table


def mail(name: str, workspace: Path | None, *, as_json: bool) -> None:
    """All messages, or one."""
    from seamline import message_views

    with office(workspace) as opened:
        found: Any = message_views.message(opened, name) if name else message_views.messages(opened)
    if as_json:
        print_json(found)
    elif name:
        _print_one(console(), found)
    else:
        _print_all(console(), found)


def _print_all(screen: Console, rows: list[dict[str, Any]]) -> None:
    made = table(f"{len(rows)} messages", "key", "sender", "subject", "read")
    for one in rows:
        read = f"{one['stated']} facts, {one['asked']} asked"
        said = "parked" if one["parked"] else f"{'/'.join(one['workflows']) or '-'}: {read}"
        made.add_row(one["key"][:8], safe(one["sender"]), subject(one["subject"]), said)
    screen.print(made)
    screen.print("see `seamline mail KEY` for what was read from one")


def _print_one(screen: Console, one: dict[str, Any]) -> None:
    screen.print(safe(f"{one['key'][:12]}  from {one['origin']} by {one['channel']}"))
    if one["parked"]:
        screen.print(safe(f"parked: {one['parked']}"))
        return
    reading = one["reading"]
    if reading is None:
        screen.print("not read yet; `seamline work` reads it")
        return
    screen.print(safe(f"sender {one['verdict']}: {'; '.join(one['reasons'])}"))
    screen.print(safe(f"wants: {', '.join(one['intents']) or 'nothing that rules know'}"))
    for ref in reading["references"]:
        bound = ref["object"] or "not bound"
        screen.print(safe(f"  {ref['as_written'] or '(by data)'} → {bound} ({ref['how']})"))
    print_news(screen, [{**one, **reading}])
    for question in reading["questions"]:
        asked = f"  asked of {question['of'] or 'us'}: {question['text']}"
        screen.print(safe(f"{asked} [{question['about']}, {question['object']}]"))
    for note in reading["notes"]:
        screen.print(safe(f"note: {note}"))
    _print_around(screen, one)


def _print_around(screen: Console, one: dict[str, Any]) -> None:
    """What is known of the message beside its words."""
    if one["dated_by"]:
        said = f"no usable Date: {one['sent_at']} is when it arrived, by {one['dated_by']}"
        screen.print(safe(said))
    for answer in one["answers"]:
        said = f"{answer['answer']} to {answer['to']}, " if answer["answer"] else ""
        why = f": {answer['why']}" if answer["why"] else ""
        screen.print(safe(f"answer to an interchange: {said}{answer['state']}{why}"))
    if one["cases"]:
        screen.print(f"on cases {', '.join(one['cases'])}")
