"""file, work, clock advance: messages in, and everything that is due dealt with."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from domain.errors import BadInput, NotAllowed
from seamline.cli.office import console, office, print_held, print_json, safe
from seamline.cli.waiting import still_held

if TYPE_CHECKING:
    from seamline.filing import FiledMail
    from seamline.loops import Loop
    from seamline.wiring import Office


def file(paths: list[Path], workspace: Path | None, *, work: bool, as_json: bool) -> None:
    """Files every mail under the paths and says what became of them."""
    with office(workspace) as opened:
        filed = file_with_progress(opened, paths, show=not as_json)
        if work:
            advance_with_progress(opened, show=not as_json)
        held = still_held(opened) if work else []
    if as_json:
        print_json([one.model_dump(mode="json") for one in filed])
        return
    counts = Counter(one.outcome for one in filed)
    screen = console()
    screen.print(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    for one in filed:
        if one.outcome == "parked":
            screen.print(safe(f"parked {one.origin}: {one.reason}"))
    print_held(held)
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
    from seamline.loading import catch_up

    catch_up(opened)
    with _progress(show) as bar:
        task = bar.add_task("working", total=None)
        return opened.desk.advance(in_flight=in_flight, progress=lambda _stream: bar.advance(task))


def work(workspace: Path | None, *, watch: bool, in_flight: int) -> None:
    """Once, or on and on with everything that brings messages in."""
    with office(workspace) as opened:
        if watch:
            go_on(opened, in_flight)
            return
        done = advance_with_progress(opened, show=True, in_flight=in_flight)
        console().print(f"{done} event(s) dealt with")
        print_held(opened.desk.held())


def go_on(opened: Office, in_flight: int, more: Sequence[Loop] = ()) -> None:
    """Until SIGTERM or Ctrl-C: what is begun is ended, then nothing more is."""
    from seamline.loops import Worker, channels, keep, running
    from seamline.notifying import notices

    loops = [*channels(opened, say), *notices(opened, say), *more]
    watched = ", ".join(one.name for one in loops) or "nothing but what is filed here"
    with _told_to_stop() as stopping:
        say(f"working; watching {watched}")
        with running(loops, stopping, say):
            keep(Worker(opened, say, in_flight), stopping, say)
    say("stopped")


@contextmanager
def _told_to_stop() -> Iterator[Event]:
    """Set by the first SIGTERM or Ctrl-C; a second one ends the program as usual."""
    stopping = Event()
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}

    def told(_number: int, _frame: object) -> None:
        stopping.set()
        for number, handler in before.items():
            signal.signal(number, handler)

    for number in before:
        signal.signal(number, told)
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def say(words: str) -> None:
    """One line of a program that goes on, with the time."""
    console().print(safe(f"{datetime.now(UTC):%H:%M:%S} UTC {words}"), soft_wrap=True)


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
        print_held(opened.desk.held())


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
