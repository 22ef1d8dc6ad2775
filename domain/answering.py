"""Whether a partner's message answers what a case waits for, and whether it says yes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.owed import Owed
from domain.reading import Reading, Statement, stated_text

_HEADS = {"purchase_order_lines": "purchase_orders", "sales_order_lines": "sales_orders"}


def spoken_of(reading: Reading) -> frozenset[str]:
    """The things a message names or speaks of, an order with each of its lines."""
    named = {one.object for one in reading.references if one.object}
    return _with_heads({*named, *(one.object for one in reading.statements)})


def concerns(owed: Owed, reading: Reading, thread: Iterable[str]) -> bool:
    """Whether it is about what is owed: it names a thing of it, or answers our very letter."""
    if owed.kind == "confirmation" and any(_is_ours(owed, one) for one in thread):
        return True
    return bool(_with_heads(owed.objects) & spoken_of(reading))


def confirms(owed: Owed, reading: Reading, sent_at: datetime) -> bool:
    """Whether it says yes to what was asked, and to nothing else than that.

    What was written before we asked confirms nothing, nor does another date, quantity or price.
    """
    awaited, intents = owed.awaited, {*reading.intents}
    if owed.kind != "confirmation" or (owed.since is not None and sent_at < owed.since):
        return False
    about = [one for one in reading.statements if _with_heads({one.object}) & owed.objects]
    if awaited.no & intents or any(_differs(one, owed) for one in about):
        return False
    return bool(awaited.yes & intents) or any(one.field in awaited.fields for one in about)


def _differs(one: Statement, owed: Owed) -> bool:
    wanted = owed.wanted.get(one.field, "")
    return bool(wanted) and stated_text(one.value) != wanted


def _is_ours(owed: Owed, message_id: str) -> bool:
    """The Message-ID of our letter begins with its key (`tools/mailer/letter.py`)."""
    local = message_id.strip("<> ").partition("@")[0]
    return len(local) >= 40 and owed.key.startswith(local)


def _with_heads(objects: Iterable[str]) -> frozenset[str]:
    found = {*objects}
    for name in list(found):
        table, _, key = name.partition(":")
        if table in _HEADS:
            found.add(f"{_HEADS[table]}:{key.split('/')[0]}")
    return frozenset(found)
