"""The delay workflow from one mail to a remembered case, and what its users do after a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import seamline  # noqa: F401  # first: it settles what libraries may do
from domain.errors import NotAllowed, Stale, Unknown
from graph.desk import LEASE
from graph.snapshots import case_context
from graph.workflows.registry import workflow
from memory import outbox
from memory.clock import hold_replay_clock, move_replay_clock
from memory.evidence_table import Asked
from seamline.control import resume_execution, stop_execution
from seamline.demo_company import OPENS, make_demo
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace

CASE = "W1-4500018822"
MAIL = OPENS.folder / "mail" / "W1-d.eml"
APPROVERS = ("E007", "E002")
REASON = "covers the gap"
STOPPERS = ("E005", "E020")
COUNT = Path("counted", "2026-03-10", "stock.csv")

#: Machine time of the first process; only leases look at it, business time is replayed.
BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

#: After the day the supplier promised the goods for, and the day it gets beyond that.
SILENT = datetime(2026, 4, 14, 12, tzinfo=UTC)

#: What a decision may be told after a crash: it stands already, there is no case as yet, or what
#: it was about is withdrawn.
TOLD = (
    "waits for no decision",
    "has approved this already",
    f"no case '{CASE}'",
    "the facts have changed",
)


class Machine:
    """The machine's clock, set by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def prepare(folder: Path) -> Path:
    """A workspace after its opening export, W1 allowed to act: every run works on a copy.

    Beside it lies a later count of the stock, for who wants to load it.
    """
    office = open_office(make_demo(folder))
    load_export(office, OPENS.opening())
    office.close()
    stock = (OPENS.opening() / "stock.csv").read_text(encoding="utf-8")
    (folder / COUNT).parent.mkdir(parents=True)
    (folder / COUNT).write_text(stock.replace(",3200,PCS,", ",3190,PCS,", 1), encoding="utf-8")
    return folder


def opened(folder: Path, machine: Machine) -> Office:
    """The workspace in a folder, at a machine time."""
    return open_office(Workspace(folder), machine=machine)


def _mail_comes(office: Office) -> None:
    _file(office)
    office.desk.advance()


def _stock_is_counted(office: Office) -> None:
    load_export(office, [office.workspace.folder / COUNT])


def _planner_approves(office: Office) -> None:
    office.desk.decide(CASE, "approve", person=APPROVERS[0], reason=REASON)


def _lead_approves(office: Office) -> None:
    office.desk.decide(CASE, "approve", person=APPROVERS[1], reason=REASON)


def _days_pass(office: Office) -> None:
    """Nothing comes by the supplier's day: the case opens again, and the supplier is asked."""
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
        move_replay_clock(connection, SILENT)
    office.desk.advance()


def recall(office: Office) -> None:
    """Asks the memory for cases like this one, which brings the index up to the ledger."""
    office.memory.look(Asked(situation="supplier delay", as_of=office.clock.now().date()))


Stage = Callable[[Office], None]

#: The workflow as its users drive it, a process each; the last shows the case that was closed.
#: In another story the record changes under the open proposal, which is then made anew; in a third
#: the supplier does not do what it promised, and is chased.
STORIES: dict[str, tuple[Stage, ...]] = {
    "delay": (_mail_comes, _planner_approves, _lead_approves, recall),
    "silence": (_mail_comes, _planner_approves, _lead_approves, _days_pass),
    "count": (_mail_comes, _stock_is_counted, _planner_approves, _lead_approves, recall),
}


def recover(
    office: Office,
    machine: Machine,
    story: str,
    *,
    eager: bool = False,
    days: int = 0,
    stopped: bool = False,
) -> Iterator[str]:
    """Does everything again, as users would; yields what they find wrong on the way.

    They come back while the dead process still holds its leases, and again after that; `eager`
    ones decide even before. Business goes on `days` later. If `stopped`, somebody stops all
    execution first, and resumes it when nothing more has happened.
    """
    with office.ledger.transaction() as connection:
        move_replay_clock(connection, office.clock.now() + timedelta(days=days))
    machine.at += MINUTE
    _again(office, story, decides=eager)
    machine.at += LEASE
    if stopped:
        yield from _while_stopped(office, story)
    _again(office, story, decides=False)
    yield from _left_behind(office)
    for _ in range(2):  # what they decided on may turn out to be withdrawn: then once more
        _again(office, story, decides=True)
    recall(office)


def _again(office: Office, story: str, *, decides: bool) -> None:
    _mail_comes(office)
    if _stock_is_counted in STORIES[story]:
        _stock_is_counted(office)
    for person in APPROVERS if decides else ():
        _decide_again(office, person)
    office.desk.advance()
    if _days_pass in STORIES[story] and decides and office.desk.case(CASE).decision is not None:
        _days_pass(office)


def _decide_again(office: Office, person: str) -> None:
    try:
        office.desk.decide(CASE, "approve", person=person, reason=REASON)
    except (NotAllowed, Stale, Unknown) as refused:
        if not any(words in str(refused) for words in TOLD):
            raise


def _file(office: Office) -> None:
    """Files the mail; a second time it is known."""
    assert {one.outcome for one in file_mails(office, [MAIL])} <= {"filed", "repeated"}


def _while_stopped(office: Office, story: str) -> Iterator[str]:
    """A stop holds until it is lifted, also for what was begun and surely never happened."""
    stop_execution(office, "all", STOPPERS[0], "halt")
    before = _done(office)
    _again(office, story, decides=True)
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
    state = office.desk.case(CASE)
    if state.phase == "review" and state.proposal is not None:
        context = case_context(office.deps, state, workflow(state.workflow))
        if context.snapshot != state.proposal.snapshot:
            yield "the open proposal rests on facts that have changed, and nobody told the case"
