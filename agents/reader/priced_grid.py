"""Prices of an order's lines in a table of goods: each row's line by its number or its item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.changes.amounts import known_line
from agents.reader.claims import Claim
from agents.reader.grids import GridRow, grid_rows
from agents.reader.letter import Letter
from agents.reader.price_claims import Known, fits
from domain.numberwords import currency_codes
from domain.reading import PriceStated
from domain.record import Row

_PER = re.compile(r"(?:/|per|pro|je|par|por|al|för)\s?(1\s?000|100|1000)(?!\d)", re.IGNORECASE)


def grid_prices(letter: Letter, order: Row) -> Iterator[tuple[str, Claim]]:
    """Line object and price of each row that names one line of the order."""
    for row in grid_rows(letter, "goods_column", "price"):
        about = _line_of(letter, order, row)
        line = letter.row(about) if about else None
        claim = _price(letter, row, known_line(order, line)) if line is not None else None
        if claim is not None:
            yield about, claim


def _line_of(letter: Letter, order: Row, row: GridRow) -> str:
    """The line by its number, which must not belong to another order; else by its item."""
    book = letter.notes.book
    number = row.cells.get("line")
    if number is not None and number.text.strip(" .").isdigit():
        found = book.line_object(order.key, number.text.strip(" ."))
        if found:
            return found
    item = row.cells.get("item")
    names = re.findall(r"[\w-]{3,20}", item.text) if item is not None else []
    lines = {one for name in names for one in book.with_item(book.ours(name), [order.key])}
    return lines.pop() if len(lines) == 1 else ""


def _price(letter: Letter, row: GridRow, known: Known) -> Claim | None:
    """The price as its column means it, in the notation and size that the record makes likely."""
    cell, head = row.cells.get("price"), row.heads.get("price", "")
    if cell is None or not re.search(r"\d", cell.text):
        return None
    per = _PER.search(head) or _PER.search(cell.text)
    pers = [re.sub(r"\s", "", per[1])] if per else ["1", f"{known.per:f}"]
    codes = currency_codes(f"{head} {cell.text}") or {known.currency}
    digits = re.search(r"\d[\d.,'’]*", cell.text)
    if len(codes) != 1 or digits is None:
        return None
    start = cell.start + cell_offset(row, cell.text, cell.start) + digits.start()
    for mark in dict.fromkeys((letter.sender.decimal, ".", ",")):
        for each in dict.fromkeys(pers):
            how = {"decimal": mark, "ccy": next(iter(codes)), "unit": known.unit, "per": each}
            claim = Claim(
                "unit_price", "unit_price", row.line.part, start, start + len(digits[0]), how
            )
            if isinstance(claim.value, PriceStated) and fits(claim.value, known):
                return claim
    return None


def cell_offset(row: GridRow, words: str, start: int) -> int:
    """How far a cell's words stand behind its begin: cells between tabs keep their blanks."""
    return row.line.part.text[start : row.line.end].find(words)
