"""Who has not answered: what partners are asked and silent about, orders that nobody confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from domain.cells import cell_text
from domain.silence.book import Book
from domain.silence.expected import Silent
from domain.silence.order_lines import OpenLine, confirmations, confirmed_date, open_lines
from graph.answers.evidence import Line
from graph.asked.company import Company, first_of
from graph.owing import owing
from graph.silence_look import book_of, look

_MOST = 15
_MORE = "`seamline sweep` lists all"


def unconfirmed(asked: Company) -> list[Line]:
    """Open order lines that nobody confirmed, or for which no day is confirmed; of the partners
    named, or of all."""
    book, keys = book_of(asked.deps, asked.connection), {one.key for one in asked.partners}
    lines = [
        Line(text=text, rows=(one.row.object,))
        for one in open_lines(book)
        if (not keys or one.supplier in keys) and (text := _lacks(asked, book, one))
    ]
    of = f" of {', '.join(asked.partner(one) for one in sorted(keys))}" if keys else ""
    none = f"every open order line{of} is confirmed, as far as is known"
    return first_of(lines, _MOST, _MORE) or [Line(text=none)]


def _lacks(asked: Company, book: Book, one: OpenLine) -> str:
    """What a line lacks of a confirmation; empty where it lacks nothing."""
    if confirmed_date(book, one.row) is not None:
        return ""
    told = one.row.text("supplier_ack_no") or confirmations(book, one.row)
    lacks = "has no confirmed day" if told else "is not confirmed"
    issued = one.head.day("created_on") if one.head is not None else None
    of = f"{cell_text(one.row, 'qty')} {one.row.text('uom')} {one.row.text('item_id')}"
    need = f", needed {one.row.day('need_date')}" if one.row.day("need_date") else ""
    said = f"{one.row.key} of {asked.partner(one.supplier)} {lacks}: {of}"
    return f"{said}, ordered {issued or 'on no date'}{need}"


def unanswered(asked: Company) -> list[Line]:
    """What partners owe an answer, a confirmation or a promise, by partner; of those named, or of
    all."""
    lines = [*_owed(asked), *(_line(asked, one) for one in _silent(asked))]
    who = " and ".join(one.text("name") for one in asked.partners) or "nobody"
    nothing = "no answer" if asked.partners else "an answer"
    return first_of(lines, _MOST, _MORE) or [
        Line(text=f"{who} owes us {nothing}, as far as is known")
    ]


def _silent(asked: Company) -> list[Silent]:
    keys = {one.key for one in asked.partners}
    found = look(asked.deps).found.silent
    return [
        one for one in found if one.expected.partner and (not keys or one.expected.partner in keys)
    ]


def _line(asked: Company, one: Silent) -> Line:
    said, rows = one.expected.said, (one.expected.object,)
    since = f"late since {one.expected.late:%Y-%m-%d}"
    return Line(text=f"{asked.partner(one.expected.partner)}: {said} ({since})", rows=rows)


def _owed(asked: Company) -> Iterator[Line]:
    """What open cases wait for from partners."""
    keys = {one.key for one in asked.partners}
    for state in asked.open:
        for one in owing(asked.deps.policy, state):
            if one.kind not in ("confirmation", "promise") or (keys and one.who not in keys):
                continue
            who = asked.partner(one.who)
            said = one.said().removeprefix(one.who).strip()
            since = f" (asked {one.since:%Y-%m-%d})" if one.since is not None else ""
            facts = (one.number,) if one.number else ()
            yield Line(text=f"{who} {said}{since}, in {state.id}", facts=facts)
