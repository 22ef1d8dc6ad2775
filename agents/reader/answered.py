"""What a reply speaks of that names nothing itself: what the mail was about that it answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from agents.reader.goods_states import states_of_goods
from agents.reader.notebook import Notebook
from agents.reader.our_changes import is_reply
from agents.reader.passages import fresh_ranges
from agents.reader.scopes import Reach
from domain.datewords import find_dates
from domain.evidence import Part
from domain.message import Message
from domain.reading import Question, Reference
from domain.threads import Thread
from domain.words import lexicon

_HOW = "what the mail it answers was about"
_LINES, _ORDERS = "purchase_order_lines:", "purchase_orders:"


class Answers(NamedTuple):
    """What is bound by the thread, and the order and lines spoken of where nothing is said."""

    refs: tuple[Reference, ...] = ()
    reach: Reach = Reach()


def answers(
    message: Message,
    parts: Iterable[Part],
    refs: Iterable[Reference],
    notes: Notebook,
    thread: Thread,
) -> Answers:
    """What the message answers, of the sender's own things alone: one order, and one of any other
    kind. Which of several orders is asked, and whether it is that one under another subject, or
    where something is cancelled or of another order: by its thread alone a mail takes nothing away.
    """
    if message.auto_submitted or not notes.sender.partner_id or any(map(_names, refs)):
        return Answers()
    about = _own(thread(message), notes)
    orders = list(dict.fromkeys(_order(one) for one in about if _order(one)))
    fresh = [part.text[low:high] for part in parts for low, high in fresh_ranges(part)]
    doubted = any(map(_takes_away, fresh))
    if about and (len(orders) > 1 or doubted or not is_reply(message)):
        if doubted or _moves(fresh, notes):
            _ask(message, orders or [one.partition(":")[2] for one in about], notes)
        return Answers()
    tables = [one.partition(":")[0] for one in about]
    bound = [one for one in about if not _order(one) and tables.count(one.partition(":")[0]) == 1]
    lines = tuple(one for one in about if one.startswith(_LINES))
    bound += [f"{_ORDERS}{one}" for one in orders] + list(lines if len(lines) == 1 else ())
    reach = Reach(orders[0] if orders else "", lines if len(lines) == 1 else ())
    return Answers(tuple(Reference(as_written=None, object=one, how=_HOW) for one in bound), reach)


def _names(one: Reference) -> bool:
    """Whether something of the record is named, or what might be; an item may be on any order."""
    return not (one.object or "").startswith("items:")


def _own(about: Iterable[str], notes: Notebook) -> list[str]:
    numbered = {one.object for each in notes.numbers.known.values() for one in each}
    return [one for one in about if one in numbered or _order(one) in notes.book.lines]


def _order(about: str) -> str:
    key = about.partition(":")[2].partition("/")[0]
    return key if about.startswith((_LINES, _ORDERS)) else ""


def _takes_away(text: str) -> bool:
    """Whether it cancels or refuses something, or speaks of another order, line or shipment."""
    taken = any(one.code == "withdrawn" for one in states_of_goods(text))
    return taken or lexicon("cue").has(text, "elsewhere")


def _moves(fresh: Iterable[str], notes: Notebook) -> bool:
    """Whether it tells something that might move one of them."""
    when = notes.sender.when()
    return any(lexicon("delay").has(text) or find_dates(text, when) for text in fresh)


def _ask(message: Message, choices: list[str], notes: Notebook) -> None:
    notes.ask(
        Question(
            about="reference",
            object=f"unresolved:{message.subject[:60] or 'reply'}",
            of=notes.sender.object,
            text="the mail names no order; it answers one about "
            f"{', '.join(dict.fromkeys(choices))}: which is meant?",
            slot="reference_thread",
            choices=tuple(dict.fromkeys(choices)),
        )
    )
