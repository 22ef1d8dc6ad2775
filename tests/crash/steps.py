"""What a user does, a process each, in such a way that it can be done again after a crash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import seamline  # noqa: F401  # first: it settles what libraries may do
from domain.errors import NotAllowed, Refused, Stale, Unknown
from memory.clock import hold_replay_clock, move_replay_clock
from memory.evidence_table import Asked
from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office

#: Beside the workspace's own files: mails and exports that a story brings along.
GIVEN = "given"

#: What a word may be told after a crash: it stands already, there is no case as yet, or what it
#: was about is withdrawn.
TOLD = (
    "waits for no decision",
    "waits for an answer, not an approval",
    "has approved this already",
    "asks nothing",
    "is not asked",
    "no case",
    "the facts have changed",
    "has moved on",
)


@dataclass(frozen=True)
class Step:
    """One thing that a user does; a `word` is somebody's decision."""

    do: Callable[[Office], None]
    word: bool = False

    def again(self, office: Office) -> None:
        """Does it as one who does not know whether it was done."""
        try:
            self.do(office)
        except (NotAllowed, Refused, Stale, Unknown) as refused:
            if not self.word or not any(told in str(refused) for told in TOLD):
                raise


def sample(name: str) -> Step:
    """A mail of the sample company comes in."""
    return Step(lambda office: _file(office, OPENS.folder / "mail" / f"{name}.eml"))


def letter(name: str) -> Step:
    """A mail that the story brings along comes in."""
    return Step(lambda office: _file(office, given(office, name)))


def export(name: str) -> Step:
    """An export that the story brings along is loaded."""

    def load(office: Office) -> None:
        load_export(office, given(office, name))

    return Step(load)


def says(case: str, person: str, verb: str = "approve", **slots: str) -> Step:
    """A person decides, or answers what is asked."""
    return said(case, person, verb, slots)


def said(case: str, person: str, verb: str, slots: dict[str, str]) -> Step:
    """The same with names of slots that are no names of Python."""

    def decide(office: Office) -> None:
        office.desk.decide(case, verb, person=person, reason="as agreed", slots=slots)

    return Step(decide, word=True)


def waives(case: str, person: str) -> Step:
    """A person waits no longer for what the case is owed."""

    def waive(office: Office) -> None:
        for one in views.case(office, case)["owed"]:
            office.desk.waive(case, one["key"], person=person, reason="told on the phone")

    return Step(waive, word=True)


def passes(moment: str) -> Step:
    """Time goes on to this moment (UTC)."""

    def move(office: Office) -> None:
        with office.ledger.transaction() as connection:
            hold_replay_clock(connection, None)
            move_replay_clock(connection, datetime.fromisoformat(f"{moment}+00:00"))
        office.desk.advance()

    return Step(move)


def given(office: Office, name: str) -> Path:
    """Where something lies that the story brings along."""
    return office.workspace.folder / GIVEN / name


def _file(office: Office, mail: Path) -> None:
    """Files a mail and works it off; a second time it is known."""
    assert {one.outcome for one in file_mails(office, [mail])} <= {"filed", "repeated"}
    office.desk.advance()


def _recall(office: Office) -> None:
    office.memory.look(Asked(situation="supplier delay", as_of=office.clock.now().date()))


#: Somebody asks the memory for cases, which brings the index up to the ledger.
RECALLED = Step(_recall)
