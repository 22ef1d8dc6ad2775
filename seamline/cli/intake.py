"""file, work, clock advance: messages in, and everything that is due dealt with."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from domain.errors import BadInput, NotAllowed
from seamline.cli.office import console, office, print_json, safe

if TYPE_CHECKING:
    from seamline.filing import FiledMail
    from seamline.wiring import Office

#: Seconds between two looks when nothing was due.
PAUSE = 1.0


def file(paths: list[Path], workspace: Path | None, *, work: bool, as_json: bool) -> None:
    """Files every mail under the paths and says what became of them."""
    with office(workspace) as opened:
        filed = file_with_progress(opened, paths, show=not as_json)
        if work:
            advance_with_progress(opened, show=not as_json)
    if as_json:
        print_json([one.model_dump(mode="json") for one in filed])
        return
    counts = Counter(one.outcome for one in filed)
    screen = console()
    screen.print(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    for one in filed:
        if one.outcome == "parked":
            screen.print(safe(f"parked {one.origin}: {one.reason}"))
    screen.print("see `seamline inbox`")


def file_with_progress(opened: Office, paths: list[Path], *, show: bool) -> list[FiledMail]:
    """Files with a bar on the terminal."""
    from seamline.filing import count_mails, file_mails

    with _progress(show) as bar:
        task = bar.add_task("filing", total=count_mails(paths))
        filed = []
        for one in file_mails(opened, paths):
            filed.append(one)
            bar.advance(task)
    return filed


def advance_with_progress(opened: Office, *, show: bool, in_flight: int = 8) -> int:
    """Advances what is due with a bar on the terminal."""
    with _progress(show) as bar:
        task = bar.add_task("working", total=None)
        return opened.desk.advance(in_flight=in_flight, progress=lambda _stream: bar.advance(task))


def work(workspace: Path | None, *, watch: bool, in_flight: int) -> None:
    """Once, or on and on."""
    with office(workspace) as opened:
        done = advance_with_progress(opened, show=not watch, in_flight=in_flight)
        console().print(f"{done} event(s) dealt with")
        while watch:
            time.sleep(PAUSE)
            done = opened.desk.advance(in_flight=in_flight)
            if done:
                console().print(f"{datetime.now(UTC):%H:%M:%S} UTC: {done} event(s) dealt with")


def advance_clock(to: str, workspace: Path | None) -> None:
    """Moves a replay clock forward."""
    from domain.fact import NewFact
    from memory import chain
    from memory.clock import hold_replay_clock, move_replay_clock

    moment = _moment(to)
    with office(workspace) as opened:
        if not opened.clock.replayed:
            raise NotAllowed("this workspace runs on real time; only a replay can be advanced")
        if moment < opened.clock.now():
            raise NotAllowed(
                f"it is {opened.clock.now():%Y-%m-%d %H:%M} UTC here already, later than {to}; "
                "a clock is only moved forward"
            )
        with opened.ledger.transaction() as connection:
            hold_replay_clock(connection, None)
            move_replay_clock(connection, moment)
            fact = NewFact(
                stream="workspace",
                kind="clock_advanced",
                at=moment,
                actor="person",
                body={"to": moment.isoformat()},
            )
            chain.append(connection, [fact])
        done = advance_with_progress(opened, show=True)
        console().print(
            f"it is {opened.clock.now():%Y-%m-%d %H:%M} UTC; {done} event(s) dealt with"
        )


def _moment(typed: str) -> datetime:
    try:
        moment = datetime.fromisoformat(typed)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):  # also what no calendar in UTC holds
        raise BadInput(f"{typed!r} is no time", remedy="write it as 2026-03-12T09:00Z") from None


def _progress(show: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=30), MofNCompleteColumn())
    screen = console()
    return Progress(
        *columns, console=screen, disable=not (show and screen.is_terminal), transient=True
    )
