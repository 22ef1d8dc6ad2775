"""acknowledge, waive, remind: what our functions, partners and promises owe a decided case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from seamline.cli.acts import identity
from seamline.cli.office import office, tell

if TYPE_CHECKING:
    from graph.acknowledge import Acknowledged


def acknowledge(
    case: str, key: str, note: str, person: str, *, workspace: Path | None, as_json: bool
) -> None:
    """Takes hand-offs and says what is left."""
    who = identity(person)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        done = opened.desk.acknowledge(case, person=who, key=key, note=note)
        closed = opened.desk.case(case).closed
    _say(done, closed, as_json=as_json)


def waive(
    case: str, key: str, reason: str, person: str, *, workspace: Path | None, as_json: bool
) -> None:
    """Waives what is owed and says what is left."""
    who = identity(person)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        done = opened.desk.waive(case, key, person=who, reason=reason)
        closed = opened.desk.case(case).closed
    _say(done, closed, as_json=as_json)


def remind(case: str, key: str, person: str, *, workspace: Path | None, as_json: bool) -> None:
    """Has a partner asked again and says with what."""
    who = identity(person)
    with office(workspace) as opened:
        done = opened.desk.remind(case, person=who, key=key)
    tell(done, as_json, f"{done.case}: {done.to} is asked again, reminder {done.nth}", done.said)


def _say(done: Acknowledged, closed: dict[str, object] | None, *, as_json: bool) -> None:
    lines = [f"{done.person}: {one}" for one in done.done]
    lines += [f"  still owed: {one}" for one in done.left]
    if closed is not None:
        lines.append(f"closed: {closed['outcome']}")
    tell(done, as_json, *lines, f"see `seamline show {done.case}`")
