"""edi show, ack, answers: what an interchange holds, the answer to it, and what became of each."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from domain.errors import BadInput, Unreadable
from domain.tradedoc import TradeDocument
from seamline.cli.acts import identity
from seamline.cli.office import console, office, print_json, safe, table, tell
from seamline.interchanges import answers_to, documents_in


def show(path: Path, *, as_json: bool) -> None:
    """A row for each document, and what is wrong with the file."""
    try:
        found = documents_in(path)
    except Unreadable as fault:
        raise _no_interchange(path, fault) from fault
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    made = table(f"{len(found.documents)} document(s)", "number", "what", "standard", "lines")
    for one in found.documents:
        made.add_row(*(safe(cell) for cell in _row(one)))
    screen = console()
    screen.print(made)
    for words in (*found.faults, *(each for one in found.documents for each in one.faults)):
        screen.print(safe(f"fault: {words}"))


def _row(one: TradeDocument) -> list[str]:
    number = one.number.value if one.number else "none"
    return [number, one.kind.replace("_", " "), one.standard, str(len(one.lines))]


def ack(path: Path, at: str, *, as_json: bool) -> None:
    """Each answer as it has to leave; nothing where the file holds acknowledgements alone."""
    try:
        found = answers_to(path, _moment(at))
    except Unreadable as fault:
        raise _no_interchange(path, fault) from fault
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
        return
    for one in found:
        sys.stdout.write(one.text)
    for one in found:
        print(f"interchange {one.interchange}: {one.state}", file=sys.stderr)
    if not found:
        print("nothing to answer: an acknowledgement is not acknowledged", file=sys.stderr)


def answers(workspace: Path | None, *, as_json: bool) -> None:
    """A row for each answer, and for each message that gets none."""
    from seamline.answer_views import answered

    with office(workspace) as opened:
        found = answered(opened)
    if as_json:
        print_json(found)
        return
    heads = ("mail", "partner", "interchange", "answer", "to", "state", "key")
    made = table(f"{len(found)} answer(s)", *heads)
    for one in found:
        cells = (one["message"][:8], one["partner"], one["interchange"], _told(one), one["to"])
        made.add_row(*(safe(cell) for cell in cells), safe(_state(one)), one["key"][:12])
    screen = console()
    screen.print(made)
    if any(one["settle"] for one in found):
        words = 'seamline edi settle KEY happened|not-happened --reason "…"'
        screen.print(f"say what you know of one: {words}", style="green", markup=False)


def settle(
    key: str, word: str, reason: str, person: str, *, workspace: Path | None, as_json: bool
) -> None:
    """Takes a person's word on an answer and says what came of it."""
    who = identity(person)
    with office(workspace) as opened:
        done = opened.desk.settle_answer(key, word, person=who, reason=reason)
    tell(done, as_json, f"{done.key[:12]}: {done.said}; {word}, said by {done.person}{done.rest}")


def _told(one: dict[str, Any]) -> str:
    return f"{one['answer']}, {one['said']}" if one["answer"] else "none"


def _state(one: dict[str, Any]) -> str:
    return f"{one['state']}: {one['why']}" if one["why"] else str(one["state"])


def _moment(at: str) -> datetime:
    if not at:
        return datetime.now(UTC)
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        raise BadInput(f"{at!r} is no time", remedy="write it as 2026-03-12T09:00") from None


def _no_interchange(path: Path, fault: Unreadable) -> BadInput:
    return BadInput(
        f"it is neither EDI nor a mail ({fault})",
        file=str(path),
        remedy="name an EDI file, or a mail with one in it",
    )
