"""inbox --for: what concerns one person, or everybody of a function."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console

from seamline.cli.office import console, office, print_json, safe, table
from seamline.cli.sharing import handed, sleeps
from seamline.cli.views import print_waiting


def inbox_of(who: str, workspace: Path | None, *, as_json: bool) -> None:
    """The inbox of a person or a function."""
    from seamline import role_inbox, views

    with office(workspace) as opened:
        reader = role_inbox.reader_of(opened.people, who, opened.clock.now())
        data = role_inbox.inbox_of(views.inbox(opened), reader)
    if as_json:
        print_json(data)
    else:
        print_role_inbox(console(), data)


def print_role_inbox(screen: Console, data: dict[str, Any]) -> None:
    """What is to be done first, then what may be answered, then what is only told."""
    screen.print(safe(f"inbox of {data['for']}, for {', '.join(data['functions'])}"), style="bold")
    if data["waiting"]:
        print_waiting(screen, data["waiting"], "wait for you")
    _print_offers(screen, data)
    if data["may_answer"]:
        print_waiting(screen, data["may_answer"], "may be answered by you")
    for one in data["snoozed"]:
        screen.print(safe(f"{one['case']} {sleeps(one)}"))
    if data["told"]:
        made = table(f"{len(data['told'])} told to you", "case", "what")
        for one in data["told"]:
            made.add_row(one["case"], safe(one["title"]))
        screen.print(made)
    if not any(data[name] for name in _PARTS):
        screen.print("nothing waits")


_PARTS = ("waiting", "handed_over", "to_acknowledge", "may_answer", "snoozed", "told")


def _print_offers(screen: Console, data: dict[str, Any]) -> None:
    """Hand-offs to be taken or refused, and what is to be acknowledged, with the commands."""
    for one in data["handed_over"]:
        for offer in one["handoffs"]:
            screen.print(safe(f"{one['case']} {handed(offer)}"), style="bold")
        screen.print(f"  seamline accept {one['case']} --as PERSON", style="green")
    for one in data["to_acknowledge"]:
        screen.print(safe(f"{one['case']}: {one['what']}"), style="bold")
        screen.print(f"  seamline acknowledge {one['case']} --as PERSON", style="green")
