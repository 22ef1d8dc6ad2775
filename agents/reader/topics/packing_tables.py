"""Tables that tell how goods are packed: packages, weights, volume and day ready of each line."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.grids import GridRow, grid_rows
from agents.reader.letter import Letter
from agents.reader.notation import notation_of
from agents.reader.tables import Cell
from domain.datewords import find_dates
from domain.measurewords import PACKED, WEIGHTS, measures
from domain.numberwords import bare_numbers

_LIST = "packing_column"
_UNITS = {
    "packages": PACKED,
    "gross_weight": WEIGHTS,
    "net_weight": WEIGHTS,
    "volume": ("M3",),
}
#: What a column is measured in where neither its cells nor its head say so.
_USUAL = {"gross_weight": "KG", "net_weight": "KG", "volume": "M3"}


def read_packing_tables(letter: Letter) -> Iterator[str]:
    """States what a supplier's table says of each line of the one order, and of the order."""
    orders = letter.bound("purchase_orders") or tuple(
        dict.fromkeys(f"purchase_orders:{one.order}" for one in letter.scopes if one.order)
    )
    if letter.sender.kind != "supplier" or len(orders) != 1:
        return
    order = orders[0].partition(":")[2]
    for row in grid_rows(letter, _LIST):
        about = _about(letter, row, order) if row.line.part.name == "body" else ""
        if about and {*_UNITS} & {*row.cells}:
            for code in _UNITS:
                _state(letter, row, about, code)
            _state_pieces(letter, row, about)
            _state_ready(letter, row, about)
    yield from ()


def _about(letter: Letter, row: GridRow, order: str) -> str:
    """The line by its number or item; the order where a row has neither: it sums up."""
    book = letter.notes.book
    named = [row.cells[code].text for code in ("line", "item") if code in row.cells]
    for code in ("line", "item"):
        words = row.cells[code].text.split() if code in row.cells else []
        for word in words[:2]:
            if found := book.line_object(order, word) if word.isdigit() else "":
                return found
            if len(fits := book.with_item(book.ours(word), [order])) == 1:
                return fits[0]
    summed = not any(any(char.isdigit() for char in one) for one in named)
    return f"purchase_orders:{order}" if summed else ""


def _state(letter: Letter, row: GridRow, about: str, code: str) -> None:
    """The one measure of a cell, in its own unit, else that of its head."""
    cell = row.cells.get(code)
    if cell is None or not any(char.isdigit() for char in cell.text):
        return
    decimal = notation_of(letter, row.line.part).decimal
    found = measures(cell.text, decimal, _UNITS[code])
    where = (row.line.part, cell.start, cell.end)
    if len(found) == 1 and found[0].quantity:
        start = cell.start + found[0].start
        where = (row.line.part, start, start + len(found[0].raw))
        arguments = {"decimal": decimal, "unit": found[0].quantity.unit}
        letter.state(about, code, "measure_words", where, arguments)
        return
    unit = _unit_of(row, code)
    if unit and len(bare_numbers(cell.text, decimal, unit)) == 1 and _is_bare(cell):
        letter.state(about, code, "bare_measure", where, {"decimal": decimal, "unit": unit})


def _state_pieces(letter: Letter, row: GridRow, about: str) -> None:
    """How many of a line are packed, in the unit they are ordered in."""
    cell, ordered = row.cells.get("qty"), letter.notes.book.row(about)
    if cell is None or ordered is None or not _is_bare(cell):
        return
    unit, decimal = ordered.text("uom") or "PCS", notation_of(letter, row.line.part).decimal
    found = bare_numbers(cell.text, decimal, unit)
    if len(found) == 1 and found[0].sure:
        start = cell.start + found[0].start
        where = (row.line.part, start, start + len(found[0].raw))
        letter.state(about, "promised_qty", "quantity_words", where,
                     {"decimal": decimal, "unit": unit})  # fmt: skip


def _state_ready(letter: Letter, row: GridRow, about: str) -> None:
    """The one certain day in the cell of a column for when goods are ready."""
    cell = row.cells.get("ready")
    if cell is None or not about.startswith("purchase_order_lines:"):
        return
    found = [one for one in find_dates(cell.text, letter.sender.when()) if one.readings]
    if len(found) == 1 and found[0].readings[0].exact and not found[0].ambiguous:
        where = (row.line.part, cell.start + found[0].start, cell.start + found[0].end)
        arguments = letter.sender.date_arguments("ready")
        letter.state(about, "ready_date", "date_words", where, arguments)


def _unit_of(row: GridRow, code: str) -> str:
    """The unit that the head of a column names, else the usual one."""
    named = [one.quantity for one in measures(f"1 {row.heads[code]}", ".", _UNITS[code])]
    words = row.heads[code].replace("(", " ").replace(")", " ").replace("/", " ").split()
    named += [one.quantity for word in words for one in measures(f"1 {word}", ".", _UNITS[code])]
    units = {one.unit for one in named if one is not None}
    return units.pop() if len(units) == 1 else _USUAL.get(code, "")


def _is_bare(cell: Cell) -> bool:
    return not any(char.isalpha() for char in cell.text)
