"""What the users of a story do after a crash, and the workspace that each run is a copy of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import seamline  # noqa: F401  # first: it settles what libraries may do
from graph.desk import LEASE
from graph.snapshots import case_context
from graph.workflows.registry import workflow
from memory import outbox
from memory.cases import cases
from memory.clock import move_replay_clock
from seamline.control import resume_execution, stop_execution
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.crash.steps import RECALLED, Step
from tests.crash.stories import STORIES

STOPPERS = ("E005", "E020")

#: Machine time of the first process; only leases look at it, business time is replayed.
BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Machine:
    """The machine's clock, set by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def prepare(story: str, folder: Path, scratch: Path) -> Path:
    """Brings the company in a folder to where the story begins; every run works on a copy.

    Where a story asks the memory at its end, its index is made in it.
    """
    scratch.mkdir()
    office = open_office(Workspace(folder))
    if RECALLED not in STORIES[story].steps:
        RECALLED.do(office)
    STORIES[story].opening(office, scratch)
    office.close()
    return folder


def opened(folder: Path, machine: Machine) -> Office:
    """The workspace in a folder, at a machine time."""
    return open_office(Workspace(folder), machine=machine)


def recover(
    office: Office,
    machine: Machine,
    steps: Sequence[Step],
    *,
    eager: bool = False,
    days: int = 0,
    stopped: bool = False,
) -> Iterator[str]:
    """Does these steps again, as users would; yields what they find wrong on the way.

    The first is the one that somebody died at. They come back while the dead process still holds
    its leases, and again after that; `eager` ones decide even before. Business goes on `days`
    later. If `stopped`, somebody stops all execution first, and resumes it when nothing more has
    happened.
    """
    with office.ledger.transaction() as connection:
        move_replay_clock(connection, office.clock.now() + timedelta(days=days))
    machine.at += MINUTE
    _again(office, steps[:1], words=eager)
    machine.at += LEASE
    if stopped:
        yield from _while_stopped(office, steps)
    _again(office, steps[:1], words=False)
    yield from _left_behind(office)
    _again(office, steps, words=True)
    if _undecided(office):  # what they decided on turned out to be withdrawn: once more
        _again(office, steps, words=True)


def _again(office: Office, steps: Sequence[Step], *, words: bool) -> None:
    for step in steps:
        if words or not step.word:
            step.again(office)
        office.desk.advance()


def _undecided(office: Office) -> bool:
    """Whether any case waits for people."""
    with office.ledger.reading() as connection:
        return any(one.phase == "review" for one in cases(connection))


def _while_stopped(office: Office, steps: Sequence[Step]) -> Iterator[str]:
    """A stop holds until it is lifted, also for what was begun and surely never happened."""
    stop_execution(office, "all", STOPPERS[0], "halt")
    before = _done(office)
    _again(office, steps, words=True)
    if _done(office) != before:
        yield "an effect happened while all execution was stopped"
    for person in STOPPERS:
        resume_execution(office, "all", person, "go on")


def _done(office: Office) -> tuple[int, int]:
    """How many mails were written, and effects entered in the journal of the record."""
    journal = office.record.found("SELECT count(*) FROM effects", ())
    return len(list(office.workspace.outgoing.glob("*.eml"))), journal[0][0]


def _left_behind(office: Office) -> Iterator[str]:
    """Before anybody decides, what may run by itself has run, and what is asked still stands."""
    with office.ledger.reading() as connection:
        for effect in outbox.effects(connection, states=("pending", "sending")):
            yield f"{effect.kind} {effect.key[:8]} is {effect.state} and nobody wakes it"
        open_cases = [one for one in cases(connection) if one.phase == "review"]
    for state in open_cases:
        context = case_context(office.deps, state, workflow(state.workflow))
        if state.proposal is not None and context.snapshot != state.proposal.snapshot:
            yield f"the proposal of {state.id} rests on facts that have changed, and nobody told it"
