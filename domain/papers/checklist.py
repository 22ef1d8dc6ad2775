"""The checklist of a shipment: each paper with its owner, due time, state and open points."""

from __future__ import annotations

from datetime import datetime

from domain.cells import cell
from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.provenance import Slot, fixed
from domain.reading import Question
from domain.record import Row
from domain.values import Value

#: What partners say of a paper, in the words in which its state is recorded.
_STATES = {
    "unsigned": "discrepant",
    "discrepant": "discrepant",
    "missing": "missing",
    "requested": "requested",
    "pending": "pending",
    "revised": "received",
    "received": "received",
    "query": "query",
    "hold": "held",
    "exam": "held",
    "released": "released",
}
#: States in which nothing is owed any more.
DONE = frozenset({"accepted", "filed", "released", "presented", "checked"})


def is_owed(row: Row) -> bool:
    """Whether a paper of the record is still to come, or to be put right."""
    return row.text("state") not in (*DONE, "received")


#: States that news of a paper's absence does not undo: who has it knows better than who misses it.
_ABSENT = frozenset({"missing", "requested", "pending"})


class Paper(Value):
    """A paper of the record: `state` as told now, `told` what says so, `open` what is asked of it.

    `owner` is `partners:ID` or `people:ID`, empty for nobody.
    """

    row: Row
    owner: str
    state: str
    told: Told | None = None
    open: tuple[Question, ...] = ()

    @property
    def name(self) -> str:
        """As people call it."""
        return self.row.text("doc_type")

    @property
    def due(self) -> datetime | None:
        """Until when it must be there, with its offset."""
        value = self.row.values.get("due_at")
        return value if isinstance(value, datetime) and value.tzinfo is not None else None

    @property
    def is_new(self) -> bool:
        """Whether what is told differs from the record."""
        return self.told is not None and self.state != self.row.text("state")

    @property
    def is_owed(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state not in DONE and (self.state != "received" or bool(self.open))

    def is_late(self, now: datetime) -> bool:
        """Whether it is owed and its time is over."""
        return self.is_owed and self.due is not None and now > self.due


def checklist(dossier: Dossier) -> tuple[Paper, ...]:
    """Every paper of the dossier, the one that is due first on top."""
    papers = [_paper(dossier, row) for row in dossier.of("documents")]
    return tuple(sorted(papers, key=lambda one: (one.due is None, str(one.due), one.row.key)))


def _paper(dossier: Dossier, row: Row) -> Paper:
    open_points = tuple(one for one in dossier.questions if one.object == row.object)
    told = dossier.first("document_state", row.object) or dossier.first("customs_state", row.object)
    state = _told_state(told, row.text("state"))
    if state is None:
        told, state = None, row.text("state")
    if told is None and _disagrees(open_points):
        told = _shown(dossier, row, open_points)
        state = "discrepant" if told is not None else state
    return Paper(row=row, owner=_owner(dossier, row), state=state, told=told, open=open_points)


def _told_state(told: Told | None, known: str) -> str | None:
    """None where nothing usable is told, or it says less than the record knows."""
    state = _STATES.get(told.text) if told is not None else None
    if state in _ABSENT and known in DONE:
        return None
    if state == "requested" and known in ("missing", "pending"):
        return None  # asked for again: it is as absent as before
    return state


def _disagrees(questions: tuple[Question, ...]) -> bool:
    return any(one.about in ("document_value", "gross_weight", "net_weight") for one in questions)


def _shown(dossier: Dossier, row: Row, questions: tuple[Question, ...]) -> Told | None:
    """The figure on the paper that others contradict."""
    return next((dossier.first(one.about, row.object) for one in questions), None)


def _owner(dossier: Dossier, row: Row) -> str:
    owner = row.text("owner")
    tables = ("partners", "people")
    return next((f"{one}:{owner}" for one in tables if dossier.row(f"{one}:{owner}")), "")


def state_slot(paper: Paper) -> Slot:
    """The state as it is recorded: a word of ours where it was told, else the record's."""
    return fixed("row_state", paper.state) if paper.is_new else cell(paper.row, "state")
