"""thread: rows of the record by stage, the cases about them, and the mails that speak of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console

from seamline.cli.office import console, office, print_json, safe, table

#: A row is told by this many of its cells; `--json` has them all.
_CELLS = 7

#: Days that are told wherever they stand in a row.
_DAYS = frozenset(
    ["promised_date", "planned_date", "need_date", "etd", "eta", "due_at", "due_date", "agreed_on"]
)

#: Where a term of an award goes.
_CARRIED = ("award", "order", "booking", "papers")


def thread(reference: str, workspace: Path | None, *, as_json: bool) -> None:
    """The thread of a reference."""
    from seamline.thread_view import thread as look

    with office(workspace) as opened:
        data = look(opened, reference)
    if as_json:
        print_json(data)
    else:
        print_thread(console(), data)


def print_thread(screen: Console, data: dict[str, Any]) -> None:
    """Stage by stage; a stage without a row says so."""
    _print_named(screen, data)
    for stage, rows in data["stages"].items():
        if not rows:
            screen.print(safe(f"{stage}: nothing on record"), style="dim")
            continue
        made = table(stage, "object", "")
        for row in rows:
            made.add_row(safe(row["object"]), safe(_told(row["cells"])))
        screen.print(made)
    _print_carry(screen, data["carry"])
    for title, told in (("cases", _cases(data)), ("mails", _mails(data))):
        made = table(title, "", "", "")
        for line in told:
            made.add_row(*(safe(one) for one in line))
        if told:
            screen.print(made)
    if data["cut"]:
        screen.print("the thread is longer than what is shown", style="yellow")


def _print_named(screen: Console, data: dict[str, Any]) -> None:
    """What the reference is, whose thread is shown, and what of it only others name."""
    screen.print(safe(f"{data['reference']} is {', '.join(data['named'])}"), style="bold")
    screen.print(safe(f"thread of {', '.join(data['orders']) or 'nothing on record'}"))
    if data["missing"]:
        screen.print(safe(f"not on record: {', '.join(data['missing'])}"), style="yellow")


def _print_carry(screen: Console, carry: list[dict[str, Any]]) -> None:
    """How the terms of each award stand in what follows from it."""
    for one in carry:
        made = table(f"{one['award']} → {one['order']}", "term", *_CARRIED)
        for term in one["terms"]:
            mark = " DIFFERS" if term["differs"] else " LOST" if term["lost"] else ""
            name = f"{term['field']}{mark}"
            made.add_row(*(safe(cell) for cell in (name, *(term[at] for at in _CARRIED))))
        screen.print(made)


def _told(cells: dict[str, str]) -> str:
    """The first cells of a row, and of the others the days that somebody promised or plans."""
    first = dict(list(cells.items())[:_CELLS])
    days = {name: text for name, text in cells.items() if name in _DAYS}
    return ", ".join(f"{name} {text}" for name, text in (first | days).items())


def _cases(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["case"], _stands(one), one["title"]) for one in data["cases"]]


def _stands(one: dict[str, Any]) -> str:
    """How far a case is, and with whom."""
    held = f", with {one['holder']['name']}" if one["holder"] else ""
    onward = one["sent_on"].get("", "")
    merged = f", goes on in {onward}" if onward else ""
    return f"{one['phase']}{held}{merged}"


def _mails(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(str(one["sent_at"]), one["from"], one["subject"]) for one in data["mails"]]
