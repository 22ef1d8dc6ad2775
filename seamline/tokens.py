"""Tokens: how programs act in a person's name, made and revoked as facts, kept as hashes."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from domain.errors import NoIdentity, NotAllowed, Refused, Unknown
from domain.fact import Fact, NewFact
from domain.letters import inert
from domain.people import Person
from domain.values import Value
from memory import chain
from seamline.wiring import Office

#: The stream of tokens that were made and revoked; what one is used for has a stream of its own.
STREAM = "tokens"
#: Days that a token holds at most.
LONGEST = 365
#: What every token's text begins with, so that scanners for leaked secrets find one.
PREFIX = "seamline"


class Token(Value):
    """A person's token, without its secret; `revoked` says when it was, if it was."""

    id: str
    person: str
    name: str
    read_only: bool
    made: datetime
    until: datetime
    hash: str
    revoked: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether it lets nobody in any more."""
        return self.revoked is not None or now >= self.until


class Tokens:
    """The tokens of a workspace, as its ledger tells them now."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def make(self, name: str, called: str, days: int, *, read_only: bool) -> tuple[Token, str]:
        """A new token of a person and its text, which is shown this once and kept nowhere."""
        known = self._office.people
        person = known.require(name) if read_only else known.actor(name)
        if not 1 <= days <= LONGEST:
            raise Refused(f"a token holds from 1 to {LONGEST} days; say --days {LONGEST} or fewer")
        token_id = secrets.token_hex(4)
        text = f"{PREFIX}_{token_id}_{secrets.token_urlsafe(32)}"
        now = self._office.clock.wall()
        made = Token(
            id=token_id,
            person=person.id,
            name=inert(called)[:100],
            read_only=read_only,
            made=now,
            until=now + timedelta(days=days),
            hash=_hash(text),
        )
        self._note("token_made", made.model_dump(mode="json", exclude={"revoked"}))
        return made, text

    def all(self) -> list[Token]:
        """Every token that was made, oldest first."""
        with self._office.ledger.reading() as connection:
            return _folded(chain.of_stream(connection, STREAM))

    def revoke(self, token_id: str) -> Token:
        """Ends a token at once."""
        found = next((one for one in self.all() if one.id == token_id.strip().lower()), None)
        if found is None:
            raise Unknown(f"there is no token {token_id!r}; `seamline tokens` lists them")
        if found.revoked is not None:
            raise NotAllowed(f"token {found.id} was revoked at {found.revoked:%Y-%m-%d %H:%M} UTC")
        now = self._office.clock.wall()
        self._note("token_revoked", {"id": found.id, "at": now.isoformat()})
        return found.model_copy(update={"revoked": now})

    def holder(self, text: str) -> tuple[Token, Person]:
        """The token with this text and whose it is; NoIdentity when it lets nobody in."""
        made = text.split("_", 2)
        named = made[1] if len(made) == 3 and made[0] == PREFIX else ""
        token = next((one for one in self.all() if one.id == named), None)
        # a digest of 256 random bits cannot be searched for, so a fast one does
        if token is None or not secrets.compare_digest(token.hash, _hash(text)):
            raise NoIdentity("no such token; `seamline token PERSON` makes one")
        person = self._office.people.get(token.person)
        if token.is_over(self._office.clock.wall()) or person is None:
            raise NoIdentity("this token is over; `seamline token PERSON` makes another")
        return token, person

    def note_use(self, token: Token, what: str, case: str) -> None:
        """Notes that a program, and not the person by hand, asks for something to be done."""
        at = self._office.clock.wall().isoformat()
        told = {"id": token.id, "person": token.person, "what": what, "case": case, "at": at}
        self._note("token_used", told, f"token:{token.id}")

    def _note(self, kind: str, body: dict[str, Any], stream: str = STREAM) -> None:
        now = self._office.clock.now()
        fact = NewFact(stream=stream, kind=kind, at=now, actor="seamline", body=body)
        with self._office.ledger.transaction() as connection:
            chain.append(connection, [fact])


def _folded(facts: list[Fact]) -> list[Token]:
    found: dict[str, Token] = {}
    for fact in facts:
        if fact.kind == "token_made":
            found[fact.body["id"]] = Token.model_validate(fact.body)
        else:
            at = datetime.fromisoformat(fact.body["at"])
            known = found[fact.body["id"]]
            found[known.id] = known.model_copy(update={"revoked": at})
    return list(found.values())


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
