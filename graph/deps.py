"""What the graph package is handed: one bundle of ports, built by the wiring alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.acknowledging import EdiPartner
from domain.case import CaseState
from domain.message import Message, SenderVerdict
from domain.people import People
from domain.policy import Policy
from domain.ports import Clock, Hands, Model, Reads
from domain.reading import Reading
from graph.first_seen import senders
from graph.heard import Heard, Report, heard, reports
from graph.partners_away import Away, away_on, aways
from memory.absences import absences
from memory.blobs import Blobs
from memory.folded import Cases, Latest, Running
from memory.ledger import Ledger


@dataclass(frozen=True)
class Deps:
    """Ports and rules of one workspace.

    `fresh_reads` opens a new connection to the record, as verification demands; `kept_reads` is the
    same object while nothing in the record has changed, and looks everything up once. `read` turns
    a message into a reading; `parse` and `verdict` look at raw bytes alone, `identify` parses
    without a look into attachments, by the time of receipt where the mail has no date, `signatures`
    asks once, as a message is filed, which domains signed it. `edi` says whose interchanges are
    answered. `hands` are by kind of action. `worker` names this process in leases, as it is now;
    `staff` is the people file as it was opened; `people` is it with who is said to be away today.
    `gone` says of such a name that its process has surely ended. `known`, `heard`,
    `bounces`, `aways` and `senders` are what was folded from what is committed, carried on at each
    look: never give them a transaction. `looked` is what was found silent last.
    """

    ledger: Ledger
    blobs: Blobs
    reads: Reads
    fresh_reads: Callable[[], Reads]
    kept_reads: Callable[[], Reads]
    policy: Policy
    staff: People
    clock: Clock
    worker: Callable[[], str]
    parse: Callable[[bytes], Message]
    parse_safely: Callable[[bytes], Message]
    identify: Callable[[bytes, datetime | None], Message]
    verdict: Callable[[bytes], SenderVerdict]
    read: Callable[[Message], Reading]
    gone: Callable[[str], bool] = lambda _worker: False
    signatures: Callable[[bytes], dict[str, Any]] = lambda _raw: {}
    model: Model | None = None
    edi: tuple[EdiPartner, ...] = ()
    hands: dict[str, Hands] = field(default_factory=dict)
    known: Cases = field(default_factory=Cases)
    heard: Running[str, Heard] = field(default_factory=heard)
    bounces: Running[str, Report] = field(default_factory=reports)
    aways: Running[str, Away] = field(default_factory=aways)
    senders: Running[str, str] = field(default_factory=senders)
    looked: Latest[Any, Any] = field(default_factory=Latest)

    @property
    def people(self) -> People:
        """Everyone as of today; read anew each time, for others may say that they are away."""
        with self.ledger.reading() as connection:
            return self.people_in(connection)

    def cases(self) -> list[CaseState]:
        """Every case as it is committed, also where a transaction is under way."""
        with self.ledger.reading() as connection:
            return self.known.at(connection)

    def away(self) -> dict[str, Away]:
        """Contacts who are away today by their own word."""
        with self.ledger.reading() as connection:
            return away_on(self.aways.at(connection), self.clock.now().date())

    def first_of(self, address: str) -> str:
        """The stream of the first message that was read of an address; empty where none was."""
        with self.ledger.reading() as connection:
            return self.senders.at(connection).get(address.lower(), "")

    def people_in(self, connection: Connection) -> People:
        """The same, with what was said in a transaction that is under way."""
        return self.staff.on(self.clock.now().date(), absences(connection))
