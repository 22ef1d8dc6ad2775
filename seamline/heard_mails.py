"""What became of mails: the reading of each, and the facts of cases that it moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from domain.fact import Fact
from evals.exchange import reading_line
from memory import chain
from memory.cases import cases

if TYPE_CHECKING:
    from seamline.wiring import Office


class Heard(NamedTuple):
    """A mail by its name: its last reading, what cases made of it until they heard the next one.

    `again` names the mail that it repeats; `read` is None then, and where nothing could be read.
    """

    name: str
    read: Fact | None
    told: tuple[Fact, ...] = ()
    again: str = ""

    def line(self) -> dict[str, Any]:
        """Its line as readings are exchanged (`evals/exchange.py`)."""
        if self.read is None:
            same = {"same_as": self.again} if self.again else {}
            return {"id": self.name, "verdict": "suspect", **same}
        return reading_line(self.name, self.read, self.told)


def heard(office: Office, keys: Mapping[str, str]) -> Iterator[Heard]:
    """Each mail by its name and the key of its stream; one that repeats another says which."""
    with office.ledger.reading() as connection:
        moved = _moved(
            chain.of_stream(connection, f"case:{state.id}") for state in cases(connection)
        )
        first: dict[str, str] = {}
        for name, key in keys.items():
            read = chain.of_stream(connection, f"message:{key}", kinds=("message_read",))
            if key in first or not read:
                yield Heard(name, None, again=first.get(key, ""))
                continue
            first[key] = name
            told = tuple(fact for one in read for fact in moved.get(one.id, []))
            yield Heard(name, read[-1], told)  # read again: the last time counts


def _moved(streams: Iterable[list[Fact]]) -> dict[str, list[Fact]]:
    """The facts of cases by the reading of the mail that came last before them."""
    found: dict[str, list[Fact]] = {}
    for facts in streams:
        cause = ""
        for one in facts:
            if one.kind == "case_joined" and one.causes:
                cause = one.causes[0]
            found.setdefault(cause, []).append(one)
    return found
