"""How a message's sender writes, as far as the gate must know to read its words again."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from datetime import date
from typing import NamedTuple

from domain.message import Message
from domain.options import Held
from domain.ports import Reads
from domain.provenance import DocSpan
from domain.reading import Statement
from domain.sender import Knows, Sender, nothing_taught, sender_of

#: What was read of a message, as the ledger has it.
Said = Callable[[Message], Iterable[Statement]]


class Known(NamedTuple):
    """What the ledger knows beside the messages: those, by hash, whose sender a person vouches
    for, what was taught of how a partner writes, what was read of a message, and what other cases
    hold."""

    vouched: Container[str] = ()
    knows: Knows = nothing_taught
    said: Said = lambda message: ()
    held: tuple[Held, ...] = ()


#: Nothing beside the messages is known.
NOTHING = Known()

#: Arguments that follow from the message and its sender, by recipe.
_FOLLOWS = {
    "date_words": ("reference", "order", "language"),
    "moment_words": ("reference", "order", "language"),
    "quantity_words": ("decimal",),
    "percent_words": ("decimal",),
    "packs": ("decimal",),
}

#: Arguments that only a reading settles: the reading of two, and the day another hangs on.
_READ = ("pick", "anchor")


def senders(message: Message, reads: Reads, known: Known) -> tuple[Sender, Sender]:
    """The sender as taught and as on file: what was taught holds from the next mail on, so an older
    one may have been read either way."""
    return sender_of(message, reads, known.knows), sender_of(message, reads, nothing_taught)


def allowed(
    source: DocSpan, ways: tuple[Sender, Sender], said: Callable[[], Iterable[Statement]]
) -> dict[str, tuple[str, ...]]:
    """The values each argument of the span's recipe may have; `said` is what was read of it."""
    found = {
        name: tuple(dict.fromkeys(_written(one, name) for one in ways))
        for name in _FOLLOWS.get(source.recipe, ())
    }
    read = [name for name in _READ if name in source.arguments]
    dated = _as_dated(source, ways[0])
    if read or dated:
        same = [one for one in said() if one.span == source.span]
        found |= {name: tuple(one.arguments.get(name, "") for one in same) for name in read}
        if dated and "reference" in found and _counted_from(ways[0].dated_on, same):
            found["reference"] += (str(ways[0].dated_on),)
    return found


def _as_dated(source: DocSpan, sender: Sender) -> bool:
    """Whether a day is counted from the Date where the writer's clock showed another day."""
    counted = source.arguments.get("reference", "")
    return sender.dated_on != sender.written_on and counted == str(sender.dated_on)


def _counted_from(day: date, same: Iterable[Statement]) -> bool:
    """Whether the ledger's reading counted from the day of the Date as it stands: an older one did,
    also where the writer's clock showed another day."""
    return any(one.arguments.get("reference") == str(day) for one in same)


def _written(sender: Sender, name: str) -> str:
    return sender.decimal if name == "decimal" else sender.date_arguments()[name]
