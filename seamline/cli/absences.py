"""absent, back: from when to when a person is away, and who stands in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from seamline.cli.acts import identity
from seamline.cli.office import office, tell
from seamline.typed_times import day_of

if TYPE_CHECKING:
    from graph.absence import Leave
    from seamline.wiring import Office


def absent(
    first: str,
    last: str,
    told: tuple[str, str],
    person: str,
    *,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Declares it and says who is asked meanwhile."""
    who, (stand_in, reason) = identity(person), told
    with office(workspace) as opened:
        begins = day_of(first, opened.clock.now().date())
        days = {"first": begins, "last": day_of(last, begins)}
        leave = opened.desk.declare_absence(person=who, stand_in=stand_in, reason=reason, **days)
        said = said_of(opened, leave)
    tell(leave, as_json, said)


def back(person: str, *, workspace: Path | None, as_json: bool) -> None:
    """Ends it."""
    who = identity(person)
    with office(workspace) as opened:
        leave = opened.desk.back_early(person=who)
        name = opened.people.require(leave.person).name
    tell(leave, as_json, f"{name} is back")


def said_of(opened: Office, leave: Leave) -> str:
    """Who is away and who stands in, in one sentence."""
    people = opened.people
    instead = people.get(leave.stand_in)
    stands = f"{instead.name} ({instead.id}) stands in" if instead else "nobody stands in"
    also = ", and is away as well: then the next delegate does" if leave.stand_in_away else ""
    waits = f"; {len(leave.cases)} cases wait" if leave.cases else ""
    name = people.require(leave.person).name
    return f"{name} is away {leave.first} to {leave.last}; {stands}{also}{waits}"
