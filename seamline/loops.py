"""The loops of a running Seamline: the worker, and whatever brings messages in, each kept alive."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from typing import Protocol

from tenacity import (
    RetryCallState,
    Retrying,
    sleep_using_event,
    stop_when_event_set,
    wait_exponential_jitter,
)
from tenacity.wait import wait_base

from domain.errors import SeamlineError
from domain.letters import inert
from seamline.accounts import IMAP, account
from seamline.folders import FolderLoop
from seamline.loading import catch_up
from seamline.mailboxes import MailboxLoop, Watched
from seamline.wiring import Office

#: Seconds until a loop that failed is tried again: doubled each time, up to five minutes.
PATIENCE = wait_exponential_jitter(initial=1, max=300, jitter=1)
#: Seconds between two looks of the worker when nothing was due.
PAUSE_S = 1.0
#: Seconds that a loop has to end what it is at.
GRACE_S = 20.0

Say = Callable[[str], None]


class Loop(Protocol):
    """Work that goes on and on: a turn does what there is, then waits for more, or until told to
    stop; a turn that fails is said and taken again later."""

    name: str

    def turn(self, stopping: Event) -> None: ...
    def close(self) -> None: ...


class Worker:
    """Deals with everything that is due."""

    name = "worker"

    def __init__(self, office: Office, say: Say, in_flight: int = 8) -> None:
        self._office, self._say, self._in_flight = office, say, in_flight
        self._told: set[str] = set()

    def turn(self, stopping: Event) -> None:
        """All that is due now, then a pause."""
        catch_up(self._office)
        done = self._office.desk.advance(in_flight=self._in_flight, until=stopping.is_set)
        if done:
            self._say(f"{done} event(s) dealt with")
        self._say_held()
        stopping.wait(PAUSE_S)

    def _say_held(self) -> None:
        """What another worker holds, once for each time it took it."""
        held = {one.said() for one in self._office.desk.held()}
        for one in sorted(held - self._told):
            self._say(one)
        self._told = held

    def close(self) -> None:
        """Nothing is open."""


def channels(office: Office, say: Say) -> list[Loop]:
    """The loops that bring messages in, as the settings name them."""
    found: list[Loop] = []
    for one in office.settings.mailbox:
        reached = account(one, IMAP, office.workspace.folder)
        for folder in one.folders:
            watched = Watched(
                mailbox=one.name,
                folder=folder,
                user=one.user,
                marks=one.mark_seen,
                since=one.since,
                look_every_s=one.look_every_s,
            )
            found.append(MailboxLoop(office, reached, watched, say))
    found += [
        FolderLoop(office, one.path, say, contact=one.contact) for one in office.settings.folder
    ]
    return found


@contextmanager
def running(
    loops: Sequence[Loop], stopping: Event, say: Say, patience: wait_base = PATIENCE
) -> Iterator[None]:
    """Each loop in a thread of its own while inside; afterwards they are told to stop, and have."""
    threads = [
        Thread(target=keep, args=(one, stopping, say, patience), name=one.name, daemon=True)
        for one in loops
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopping.set()
        for thread in threads:
            thread.join(GRACE_S)
            if thread.is_alive():
                say(f"{thread.name}: does not end; what it has not committed is done again")


def keep(loop: Loop, stopping: Event, say: Say, patience: wait_base = PATIENCE) -> None:
    """Takes turn after turn until told to stop; a turn that went well ends a row of failures."""
    attempts = Retrying(
        wait=patience,
        sleep=sleep_using_event(stopping),
        stop=stop_when_event_set(stopping),
        before_sleep=lambda state: say(_failure(loop.name, state)),
        retry_error_callback=lambda state: None,
    )
    while not stopping.is_set():
        attempts.copy()(loop.turn, stopping)
    loop.close()


def _failure(name: str, state: RetryCallState) -> str:
    """One line: what failed, and when it is tried again."""
    problem = state.outcome.exception() if state.outcome else None
    seconds = state.next_action.sleep if state.next_action else 0
    said = " ".join(inert(_words(problem)).split())
    return f"{name}: {said}; again in {seconds:.0f} s"


def _words(problem: BaseException | None) -> str:
    if isinstance(problem, SeamlineError):
        return str(problem)
    if isinstance(problem, OSError):
        return f"{problem.filename or ''} {problem.strerror or problem}".strip()
    where = traceback.extract_tb(problem.__traceback__)[-1] if problem else None
    at = f" ({where.filename.rsplit('/', 1)[-1]}:{where.lineno})" if where else ""
    return f"a fault of the program: {type(problem).__name__}: {problem}{at}"
