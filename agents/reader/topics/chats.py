"""Chats that a colleague passes on: hearsay, so what they say is asked for in writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.binders.chats import chat_lines
from agents.reader.letter import Letter, Line
from agents.reader.moments import moments
from domain.reading import CodeStated, Statement
from domain.words import lexicon


def read_chats(letter: Letter) -> Iterator[str]:
    """Dates, prices and our own yes in a chat are questions; causes and answers are on record."""
    said = chat_lines(letter) if letter.sender.ours else []
    about = letter.only("purchase_order_lines") or letter.only("purchase_orders")
    if not said or not about:
        return
    order = letter.row(f"purchase_orders:{about.partition(':')[2].partition('/')[0]}")
    supplier = f"partners:{order.text('supplier_id')}" if order else ""
    theirs = [one for one in said if not _is_ours(letter, one[1])]
    yield from _answered(letter)
    dated = [one for one in theirs if _has_day(letter, one)]
    if dated:
        line, _, start = dated[0]
        letter.ask("promised_date", about, "a chat names another date: please confirm in writing",
                   of=supplier, where=(line.part, line.start + start, line.end))  # fmt: skip
        yield "po_date_change"
    for line, _, start in theirs:
        yield from _price(letter, line, start, about)
        _cause(letter, line, about)
    _own_word(letter, about)


def _is_ours(letter: Letter, name: str) -> bool:
    people = letter.reads.rows("people")
    return any(name.lower() in row.text("name").lower() for row in people if len(name) > 2)


def _has_day(letter: Letter, one: tuple[Line, str, int]) -> bool:
    line, _, start = one
    return bool(moments(line.text[start:], letter.sender, letter.sender.tz))


def _answered(letter: Letter) -> Iterator[str]:
    chase = letter.only("chases")
    for line in letter.lines() if chase else ():
        hit = lexicon("chase").first_of(line.text, "stop_chasing")
        if hit is not None and line.part.name == "body":
            span = letter.notes.span(line.part, line.start, line.end)
            letter.notes.statements.append(
                Statement(object=chase, field="line_state:question",
                          value=CodeStated(text="answered"), span=span)
            )  # fmt: skip
            yield "chase_answer"
            return


def _price(letter: Letter, line: Line, start: int, about: str) -> Iterator[str]:
    words = line.text[start:]
    if lexicon("chase").has(words, "price_up") or re.search(r"\+\s?0?[.,]\d{1,4}", words):
        text = "a chat names another price: is it offered in writing, and do we agree?"
        letter.ask("unit_price", about, text, where=(line.part, line.start + start, line.end))
        yield "price_increase"


def _cause(letter: Letter, line: Line, about: str) -> None:
    hits = sorted(lexicon("cause").find(line.text), key=lambda hit: hit.end - hit.start)
    hits = [hit for hit in hits if hit.start < hits[0].end and hit.end > hits[0].start][:1] or hits
    codes = {hit.code for hit in hits}
    if len(codes) == 1 and codes <= {"breakdown", "tooling", "quality", "labour", "capacity"}:
        where = (line.part, line.start + hits[0].start, line.start + hits[0].end)
        letter.state(about, "cause", "code", where, {"list": "cause"})
        letter.state(about, "cause_party", "cause_party", where)


def _own_word(letter: Letter, about: str) -> None:
    """A colleague's yes outside the system binds nobody until whoever may says so here."""
    for line in letter.lines():
        hit = lexicon("chase").first_of(line.text, "agreed_by_us")
        if hit is not None:
            where = (line.part, line.start + hit.start, line.start + hit.end)
            letter.ask("approval", about, "a colleague agreed outside the system: does it hold?",
                       of="", where=where)  # fmt: skip
            return
