"""A small ledger with two cases, their mails and two policies, people, and its trace."""

import json
from pathlib import Path
from typing import Any

from domain.canonical import digest
from domain.fact import Fact, NewFact
from memory import chain
from memory.blobs import Blobs
from memory.ledger import Ledger
from tests.memory.facts import T0

MAILS = (b"From: a@one.example\r\n\r\nPO-1 slips\r\n", b"From: b@two.example\r\n\r\nPO-2: \xff\r\n")
PEOPLE = "people: []  # niemand, für jetzt\n"
POLICIES = ("version: '1'\n", "version: '2'  # Größe\n")


class Books:
    """A ledger and its blobs, being written."""

    def __init__(self, folder: Path) -> None:
        Ledger.create(folder / "ledger.db")
        self.ledger, self.blobs = Ledger(folder / "ledger.db"), Blobs(folder / "blobs")

    def note(self, stream: str, kind: str, *causes: Fact, **body: Any) -> Fact:
        """One more fact."""
        new = NewFact(
            stream=stream,
            kind=kind,
            at=T0,
            actor="E007",
            causes=tuple(fact.id for fact in causes),
            body=body,
        )
        with self.ledger.transaction() as connection:
            return chain.append(connection, [new])[0]

    def policy(self, number: int) -> Fact:
        """A policy comes into force."""
        text = POLICIES[number].encode()
        return self.note(
            "workspace",
            "policy_changed",
            hash=digest(POLICIES[number]),
            text_blob=self.blobs.keep(text),
            number=number,
        )

    def people(self) -> Fact:
        """Who decides is written down."""
        text = PEOPLE.encode()
        return self.note(
            "workspace", "people_changed", hash=digest(PEOPLE), text_blob=self.blobs.keep(text)
        )

    def mail(self, number: int) -> Fact:
        """A mail is filed and read; what the reading left."""
        sha256 = self.blobs.keep(MAILS[number])
        stream = f"message:{number}@mail"
        filed = self.note(stream, "message_filed", sha256=sha256, subject="Größe \u2028\U0001f69a")
        return self.note(stream, "message_read", filed, sha256=sha256, sure=True, none=None)

    def case(self, number: int, read: Fact, steps: int) -> None:
        """A case from its mail to its end."""
        stream = f"case:W1-{number}"
        fact = self.note(stream, "case_opened", read, order=f"purchase_orders:{number}")
        fact = self.note(
            stream, "case_joined", read, fact, news={"message": "m", "lines": [10, 20]}
        )
        for step in range(steps):
            fact = self.note(stream, "note_taken", fact, step=step, text='\x00\x7f\\"')
        self.note(stream, "closed", fact, outcome="resolved as planned")


def books(folder: Path) -> Books:
    """A ledger with two cases whose facts lie between one another."""
    folder.mkdir(parents=True, exist_ok=True)
    found = Books(folder)
    found.note("workspace", "workspace_made", clock="real")
    found.policy(0)
    found.people()
    one, two = found.mail(0), found.mail(1)
    found.case(1, one, 3)
    found.policy(1)
    found.case(2, two, 4)
    found.note("case:W1-1", "reopened", one, because="late news")
    found.note("case:W1-2", "note_taken", two, text="the very last")
    return found


def lines(trace: Path) -> list[dict[str, Any]]:
    """The entries of a trace."""
    text = (trace / "entries.jsonl").read_text(encoding="utf-8")
    return [json.loads(each) for each in text.split("\n")[:-1]]
