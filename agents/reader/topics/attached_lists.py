"""A list attached to a letter against its body: where they tell two figures, neither counts yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from agents.reader.grids import GridRow, grid_rows
from agents.reader.letter import Letter, Line
from agents.reader.papers import papers_in, rows_for
from agents.reader.phrases import phrases
from domain.measurewords import WEIGHTS, measures
from domain.numberwords import number
from domain.reading import PriceStated, Statement
from domain.words import lexicon

_NUMBER = re.compile(r"\d[\d.,'’ ]*")
_BOTH = (".", ",")


def read_attached_lists(letter: Letter) -> Iterator[str]:
    """Asks about prices and total weights that the body and an attached list tell differently."""
    if any(part.name.startswith("attachment") for part in letter.parts):
        _prices(letter)
        _weights(letter)
    yield from ()


def _prices(letter: Letter) -> None:
    listed = list(_listed(letter, "goods_column", "price"))
    for one in list(letter.notes.statements):
        if one.field == "unit_price" and _in_body(one) and isinstance(one.value, PriceStated):
            rows = [row for row in listed if _is_of(letter, row, one.object)]
            price = one.value.money.amount
            if rows and not any(price in _figures(row, "price") for row in rows):
                _ask(letter, "unit_price", one.object, f"{price:f}", rows[0], one)


def _weights(letter: Letter) -> None:
    """The gross weight of all in the body against the sum of a packing list."""
    sums = [row for row in _listed(letter, "packing_column", "gross_weight") if _sums_up(row)]
    papers = rows_for(letter)
    lists = [row for row in papers if "packing" in row.text("doc_type")]
    if len(sums) != 1 or len(lists) != 1:
        return
    told = sorted(_figures(sums[0], "gross_weight"))
    for line in _sentences(letter):
        found = measures(line.text, letter.sender.decimal, WEIGHTS)
        gross = lexicon("transport").has(line.text, "gross", "total")
        of_another = {one.object for one in papers_in(letter, line, papers)} - {lists[0].object}
        if len(found) != 1 or not gross or of_another:
            continue
        size = found[0].quantity
        if size is not None and size.n not in told:
            _ask(letter, "gross_weight", lists[0].object, f"{size}", sums[0], line)


def _sentences(letter: Letter) -> Iterator[Line]:
    for part in letter.parts:
        if part.name == "body":
            yield from (Line(part, one.start, one.end) for one in phrases(part))


def _listed(letter: Letter, words: str, column: str) -> Iterator[GridRow]:
    """Rows of attached tables that have a figure in the column."""
    for row in grid_rows(letter, words, column):
        if row.line.part.name.startswith("attachment") and _figures(row, column):
            yield row


def _figures(row: GridRow, column: str) -> set[Decimal]:
    """The number in a cell, as either notation reads it."""
    cell = row.cells.get(column)
    found = _NUMBER.findall(cell.text) if cell is not None else []
    return {number(found[0].strip(), mark) for mark in _BOTH} if len(found) == 1 else set()


def _sums_up(row: GridRow) -> bool:
    words = " ".join(row.cells[code].text for code in ("line", "item") if code in row.cells)
    return lexicon("transport").has(words, "total")


def _is_of(letter: Letter, row: GridRow, about: str) -> bool:
    """Whether a row names the item that the line is for."""
    line = letter.row(about)
    item = line.text("item_id").casefold() if line is not None else ""
    cell = row.cells.get("item")
    return bool(item) and cell is not None and item in cell.text.casefold().split()


def _in_body(one: Statement) -> bool:
    return one.span is not None and one.span.part == "body"


def _ask(
    letter: Letter, field: str, about: str, told: str, row: GridRow, at: Statement | Line
) -> None:
    cell = row.cells[field.replace("unit_", "")]
    text = f"the letter says {told}, its list {cell.text.strip()}: which holds?"
    if isinstance(at, Line):
        letter.ask(field, about, text, where=at)
    elif (span := at.span) is not None:
        part = next(one for one in letter.parts if one.name == span.part)
        letter.ask(field, about, text, where=(part, span.start, span.end))
