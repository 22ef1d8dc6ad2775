"""Words a model points at: where they stand, what speaks against them, how code reads them."""

from __future__ import annotations

import re

from agents.reader.lots import NO_GOODS, dated, event_of
from agents.reader.notebook import Notebook
from agents.reader.passages import Passage, clauses, sentences
from domain.datewords import find_dates
from domain.evidence import Part, Span
from domain.message import Message
from domain.ports import Reads
from domain.words import lexicon

_RECIPES = {
    "promised_qty": "quantity_words",
    "offered_partial_qty": "quantity_words",
    "cost_share_pct": "percent_words",
    "surcharge_pct": "percent_words",
    "unit_price": "price_words",
    "line_state": "code",
    "cause": "code",
    "cause_party": "cause_party",
    "substitute_item": "row_key",
}


def readable(message: Message) -> list[Part]:
    """Subject and body."""
    return [part for part in message.parts if part.name in ("subject", "body")]


def locate(quote: str, message: Message, notes: Notebook) -> tuple[Part, Span] | None:
    """The first place in the fresh text where these words stand, white space apart."""
    words = quote.split()
    if not words or len(quote) > 300:
        return None
    pattern = re.compile(r"\s{1,8}".join(re.escape(word) for word in words))
    for part in reversed(readable(message)):
        for match in pattern.finditer(part.text):
            if part.is_fresh(match.start(), match.end()):
                return part, notes.span(part, match.start(), match.end())
    return None


def _clause(part: Part, span: Span) -> Passage:
    for sentence in sentences(part, []):
        for clause in clauses(sentence):
            if clause.start <= span.start < clause.end:
                return clause
    return Passage(part, span.start, span.end)


def unfit(about: str, field: str, part: Part, span: Span, notes: Notebook, reads: Reads) -> str:
    """What the words around it say against it."""
    clause = _clause(part, span)
    cue = lexicon("cue")
    if cue.has(clause.text, "machine_talk"):
        return "the words speak to a machine"
    if field == "substitute_item" and reads.row("items", span.quote) is None:
        return "that is no item on record"
    if field != "promised_date":
        return ""
    if cue.has(clause.text, "condition", "doubt"):
        return "its sentence leaves it open"
    at = span.start - clause.start
    roles = [
        each.role
        for each in dated(clause.text, notes.sender, notes.book.row(about))
        if each.date.start < at + len(span.quote) and each.date.end > at
    ]
    return f"its date is an {roles[0]} one" if roles and roles[0] in NO_GOODS else ""


def recipe_of(
    about: str, field: str, part: Part, span: Span, notes: Notebook
) -> tuple[str, dict[str, str]]:
    """How code gets the field's value from words, and with which arguments."""
    row = notes.book.row(about)
    if field in ("promised_date", "deadline:reply"):
        event = (
            "reply"
            if field == "deadline:reply"
            else event_of(_clause(part, span).text, notes.sender)
        )
        event = event or (row.text("promised_event") if row else "")
        dates = find_dates(span.quote, notes.sender.when())
        known = row.day("promised_date") if row else None
        hangs = dates and dates[0].later is not None and dates[0].later.anchor == "confirmed"
        if hangs and known:
            return "later_than", {
                "anchor": known.isoformat(),
                "event": event,
                "tz": notes.sender.tz,
            }
        return "date_words", notes.sender.date_arguments(event)
    arguments = {"decimal": notes.sender.decimal}
    if field in ("line_state", "cause"):
        arguments = {"list": field}
    elif field == "substitute_item":
        arguments = {"table": "items"}
    elif field.endswith("_qty"):
        arguments["unit"] = (row.text("uom") if row else "") or "PCS"
    return _RECIPES[field], arguments
