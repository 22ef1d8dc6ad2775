"""Whether a partner's message answers what a case waits for, and whether it says yes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from domain import flown
from domain.owed import Owed
from domain.reading import Question, Reading, Statement, stated_text
from domain.record import Row

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


def why_no_yes(
    owed: Owed, reading: Reading, sent_at: datetime, packages: Iterable[Row] = ()
) -> str:
    """Why it is no yes to what was asked, and to nothing else than that; empty where it is one.

    What was written before we asked confirms nothing, nor does another date, quantity or price.
    Where it tells of a flight, that part of it answers what we asked to fly (in these `packages`),
    and the rest the rest.
    """
    awaited, intents = owed.awaited, {*reading.intents}
    if owed.kind != "confirmation":
        return "the record has to show it"
    if owed.since is not None and sent_at < owed.since:
        return "it was written before we asked"
    if flown.is_by_air(owed) and flown.speaks_of_flight(reading):
        return flown.doubt(owed, reading, packages)
    about = [one for one in reading.statements if _with_heads({one.object}) & owed.objects]
    if no := awaited.no & intents:
        return f"it says {_words(min(no))}"
    if other := next((one for one in about if _differs(one, owed)), None):
        return f"{_words(other.field)} {stated_text(other.value)}, not {owed.wanted[other.field]}"
    if awaited.yes & intents:
        return ""
    fields = frozenset[str]() if flown.is_by_air(owed) else awaited.fields
    if not any(one.field in fields for one in about):
        return "it does not say yes"
    return next((f"it leaves open: {one.text}" for one in _other_terms(owed, reading)), "")


#: What a message is asked about that speaks of the matter in terms of its own.
_TERMS = frozenset(
    {"counter_offer", "incoterm", "payment_terms", "promised_qty", "terms_conflict", "unit_price"}
)


def _other_terms(owed: Owed, reading: Reading) -> Iterator[Question]:
    """Questions about terms of the same thing: who repeats terms of its own agrees to none."""
    mine = _with_heads(owed.objects)
    for one in reading.questions:
        if one.about in _TERMS and _with_heads({one.object}) & mine:
            yield one


def _words(code: str) -> str:
    return code.replace("_", " ")


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
