"""move, merge, split: which case a mail, a line or a whole case goes on in."""

from __future__ import annotations

from pathlib import Path

from seamline.cli.acts import identity
from seamline.cli.office import office, tell


def move(
    case: str,
    to: str,
    message: str,
    reason: str,
    person: str,
    *,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Moves a mail and says what became of both cases."""
    who = identity(person)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        done = opened.desk.move_mail(case, message, to=to, person=who, reason=reason)
    lines = [f"{done.subject!r} is in {to} now"]
    if done.closed:
        lines.append(f"{case} is closed: it had nothing else to go on")
    names = (one.partition(":")[2] for one in done.strange)
    lines += [
        f"{one} is not of {to}: put what it says of that right with `correct`" for one in names
    ]
    tell(done, as_json, *lines, f"see `seamline show {to}`")


def merge(
    case: str, into: str, reason: str, person: str, *, workspace: Path | None, as_json: bool
) -> None:
    """Merges two cases."""
    who = identity(person)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        done = opened.desk.merge(case, into=into, person=who, reason=reason)
    said = f"{case} is closed and goes on in {into}, with {done.mails} more mails there"
    tell(done, as_json, said, f"see `seamline show {into}`")


def split(
    case: str,
    objects: list[str],
    reason: str,
    person: str,
    *,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Splits a case."""
    who = identity(person)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        done = opened.desk.split(case, objects, person=who, reason=reason)
    there = f"see `seamline show {case}` and `seamline show {done.new}`"
    tell(done, as_json, f"{done.new}: {done.title}", there)
