"""What views look at over the whole ledger, kept while the workspace is open and carried on."""

from __future__ import annotations

from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import Connection

from domain.actions import PROTOCOL, action_from
from domain.fact import Fact
from memory.folded import Cases, Running
from memory.outbox import by_standing
from seamline.case_histories import Histories


class Mail(NamedTuple):
    """A mail as it was read last, in short; `speaks` are the objects it names or states of, `asks`
    what it leaves open, in words."""

    stream: str
    number: int
    sha256: str
    sent_at: str
    subject: str
    sender: str
    verdict: str
    partner: str
    intents: list[str]
    stated: int
    workflows: list[str]
    references: list[str]
    speaks: frozenset[str]
    asks: tuple[str, ...] = ()


class Ruled(NamedTuple):
    """The newest ruling on an act under a policy: by which clause, how."""

    clause: str
    outcome: str


class Slip(NamedTuple):
    """By how many days a case would move a date at most, and the fact that says so first."""

    days: int
    number: int


#: What comes of promises.
PROMISE_ENDS = ("commitment_kept", "commitment_broken", "commitment_withdrawn")
#: Facts that tell what a decision rests on and how that stands.
_RESTS = ("assumption_made", "assumption_changed", "commitment_made", *PROMISE_ENDS)


class Seen:
    """The tables that pages share."""

    def __init__(self, cases: Cases) -> None:
        self.cases = cases
        self.mails: Running[str, Mail] = Running(("message_read",), _read)
        #: The cases beside which a message stands that is no news to them, by its hash.
        self.beside: Running[str, str] = Running(("note_taken",), _beside)
        #: By policy, case and act.
        self.ruled: Running[tuple[str, str, str], Ruled] = Running(("ruled",), _ruled)
        self.slips: Running[str, Slip] = Running(("ruled",), _slipped)
        self.rests: Running[str, tuple[Fact, ...]] = Running(_RESTS, _rested)
        #: What was proposed last, in one line, by case.
        self.proposed: Running[str, str] = Running(("proposed",), _proposed)
        self.histories = Histories()
        self.by_itself = ByItself()

    def keys(self, connection: Connection) -> dict[str, str]:
        """The keys of mails that were read, by their hashes: one mail has one name for people."""
        read = self.mails.at(connection).values()
        return {one.sha256: one.stream.removeprefix("message:") for one in read}


def _read(table: dict[str, Mail], fact: Fact) -> None:
    body, reading = fact.body, fact.body["reading"]
    named = {one["object"] for one in reading["references"] if one["object"]}
    table[fact.stream] = Mail(
        stream=fact.stream,
        number=fact.number,
        sha256=body["sha256"],
        sent_at=str(body["sent_at"]),
        subject=body["subject"],
        sender=body["sender"]["address"],
        verdict=body["sender"]["verdict"],
        partner=body["sender"].get("partner_id") or "",
        intents=reading["intents"],
        stated=len(reading["statements"]),
        workflows=reading["workflows"],
        references=sorted(named),
        speaks=frozenset(named | {one["object"] for one in reading["statements"]}),
        asks=tuple(one["text"] for one in reading["questions"]),
    )


def _beside(table: dict[str, str], fact: Fact) -> None:
    news = fact.body.get("again") or fact.body.get("news")
    if news:
        table[news["message"]] = fact.stream.removeprefix("case:")


def _ruled(table: dict[tuple[str, str, str], Ruled], fact: Fact) -> None:
    case = fact.stream.removeprefix("case:")
    for one in fact.body["rulings"]:
        if one["reason"] != "already_done":
            key = (one["policy_hash"], case, one["action_key"])
            table[key] = Ruled(one["clause"], one["outcome"])


def _slipped(table: dict[str, Slip], fact: Fact) -> None:
    case = fact.stream.removeprefix("case:")
    for one in fact.body["rulings"]:
        days = int(one["values"].get("slip_days") or 0)
        if days > table.get(case, Slip(0, 0)).days:
            table[case] = Slip(days, fact.number)


def _rested(table: dict[str, tuple[Fact, ...]], fact: Fact) -> None:
    case = fact.stream.removeprefix("case:")
    table[case] = (*table.get(case, ()), fact)


def _proposed(table: dict[str, str], fact: Fact) -> None:
    table[fact.stream.removeprefix("case:")] = str(fact.body["proposal"]["summary"])


class ByItself:
    """Effects that ran under a standing authority, or are answers of a protocol: in words."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._through = 0
        self._rows: list[dict[str, Any]] = []

    def at(self, connection: Connection) -> list[dict[str, Any]]:
        """All of them in the order in which they were intended; none is ever taken away."""
        with self._lock:
            for one in by_standing(connection, self._through, PROTOCOL):
                said, place = action_from(one.action).said(), one.case_id
                told = f"mail {place[8:16]}" if place.startswith("message:") else place
                row = {
                    "case": told,
                    "what": said,
                    "authority": one.authority["said"],
                    "day": one.day,
                }
                self._rows.append(row)
                self._through = one.position
            return list(self._rows)
