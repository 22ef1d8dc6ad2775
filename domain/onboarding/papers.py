"""The papers of a new partner: what is there, what is lacking, what people still have to check."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from domain.dossier.context import Dossier
from domain.record import Row
from domain.values import Value

#: States that only people set, and that settle a paper.
SETTLED = ("accepted", "waived")
_THERE = ("received", "checked", "call-back open", *SETTLED)
_LEAST = re.compile(r"\b([A-Z]{3}) (\d+(?:\.\d+)?) at least")


class Paper(Value):
    """A paper as it stands: on record, beside what the partner says of it.

    `lacks` are words of the vocabulary `paper_need`: what the partner still owes. `due` is the day
    it promised. `to_check` says that it is there and nobody of ours has accepted it.
    """

    row: Row
    state: str
    valid_to: date | None = None
    due: str = ""
    lacks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called on record."""
        return self.row.text("document")

    @property
    def is_settled(self) -> bool:
        """Accepted or waived by a person, and in force."""
        return self.row.text("state") in SETTLED and not self.lacks

    @property
    def to_check(self) -> bool:
        """There, and waiting for somebody of ours."""
        return self.state in _THERE and not self.lacks and not self.is_settled

    @property
    def calls_back(self) -> bool:
        """Whether its check is a call to a number that is not of the partner's own mail."""
        return "call-back" in self.row.text("rule")


def papers_of(dossier: Dossier) -> tuple[Paper, ...]:
    """Every paper asked of the partner, by name."""
    rows = sorted(dossier.of("onboarding_documents"), key=lambda row: row.key)
    return tuple(_paper(dossier, row) for row in rows)


def _paper(dossier: Dossier, row: Row) -> Paper:
    told = dossier.first("document_state", row.object)
    promised = dossier.first("deadline:promise", row.object)
    state = row.text("state")
    if told is not None and state not in _THERE:
        state = told.text
    found = Paper(
        row=row,
        state=state,
        valid_to=_valid_to(dossier, row),
        due=promised.last_day if promised else "",
    )
    return found.model_copy(update={"lacks": _lacks(dossier, found)})


def _valid_to(dossier: Dossier, row: Row) -> date | None:
    told = dossier.first("deadline:validity", row.object)
    return date.fromisoformat(told.last_day) if told and told.last_day else row.day("valid_to")


def _lacks(dossier: Dossier, paper: Paper) -> tuple[str, ...]:
    """What is lacking. A paper that is read, announced or signed with reserves is not there."""
    found = [_BY_STATE.get(paper.state, "" if paper.state in _THERE else "missing")]
    if paper.valid_to is not None and paper.valid_to < dossier.today:
        found.append("lapsed")
    if _is_too_low(dossier, paper.row):
        found.append("too low")
    if dossier.first("bank_account:holder", paper.row.object) and _holder_differs(dossier, paper):
        found.append("another holder")
    return tuple(one for one in found if one)


_BY_STATE = {"unsigned": "unsigned", "reserves_noted": "with reserves", "discrepant": "discrepant"}


def _is_too_low(dossier: Dossier, row: Row) -> bool:
    least, insured = _LEAST.search(row.text("rule")), dossier.first("document_value:insured")
    if least is None or insured is None or insured.number is None:
        return False
    return insured.currency == least[1] and insured.number < Decimal(least[2])


def _holder_differs(dossier: Dossier, paper: Paper) -> bool:
    """An account in another company's name: the words of the shorter name must be in the other."""
    holder = dossier.first("bank_account:holder", paper.row.object)
    name = dossier.partner.text("name") if dossier.partner else ""
    if holder is None or not name:
        return False
    ours, theirs = _words(name), _words(holder.text)
    return not (ours <= theirs or theirs <= ours)


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name.casefold()) if len(word) > 2}
