"""Tables of open orders in a text: columns told by their heads, one scope for each row's news."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from agents.reader.mentions import Mention, mentions
from agents.reader.notebook import Notebook
from agents.reader.passages import Passage, fresh_ranges
from agents.reader.scopes import Scope
from agents.reader.sender import Sender
from agents.reader.sizes import packed
from domain.evidence import Part
from domain.words import table

_GAP = re.compile(r"\s*\|\s*|\s*;\s*|[ \xa0]{2,}")
_RULE = re.compile(r"[\s|+=_-]*$")
_SIZES = {"balance": "promised_qty", "shipped": "shipped_qty", "ordered": "ordered_qty"}


#: So many characters above a table are looked at for the order it is of.
_ABOVE = 1_500


class Cell(NamedTuple):
    """Words `start`..`end` of the part."""

    start: int
    end: int
    text: str


class Column(NamedTuple):
    """A head: what stands below it, where it stands in its line, and the event it was taught as.

    `plain`: it says that days stand below, not that they are new ones.
    """

    role: str
    left: int
    event: str = ""
    plain: bool = False


class RowSize(NamedTuple):
    """A quantity that a row states of its line."""

    about: str
    field: str
    passage: Passage


class Named(NamedTuple):
    """The line a row is of, and what the head of its new date says."""

    order: str
    about: str
    event: str
    plain: bool = False


class RowLot(NamedTuple):
    """A row's scope with the cells of its quantity and its new date: one lot of a line.

    `sure` where the table has one column of days: what it tells is how many come when.
    """

    scope: Scope
    size: Cell
    date: Cell
    sure: bool


class Tabled(NamedTuple):
    """What the tables of a part hold."""

    scopes: list[Scope]
    sizes: list[RowSize]
    named: list[Mention]
    old: list[tuple[str, str]]
    taken: list[tuple[int, int]]
    lots: list[RowLot]


@cache
def _roles() -> dict[str, str]:
    return {str(word).casefold(): role for role, words in table("column").items() for word in words}


def read_tables(part: Part, notes: Notebook) -> Tabled:
    """Every table with a head that names orders or items, and a date or status."""
    found = Tabled([], [], [], [], [], [])
    heads: list[Column] = []
    order = only = ""
    for start, end in _lines(part):
        cells = cells_of(part.text, start, end)
        new = _heads(cells, start, notes.sender) or _of_one_line(part, cells, start, notes)
        if new:
            heads = new
            order, only = _known_above(part, heads, start, notes)
            found.taken.append((start, end))
        elif heads and len(cells) > 1:
            order = _row(part, heads, cells, (start, order, only), notes, found)
            found.taken.append((start, end))
        elif not _RULE.match(part.text[start:end]) or not heads:
            heads = []
    _split(found)
    return found


def _split(found: Tabled) -> None:
    """Rows that are lots: of a line in several rows, or of a table of quantities and days."""
    rows = Counter(lot.scope.lines for lot in found.lots)
    split = {lot.date.start: lot for lot in found.lots if lot.sure or rows[lot.scope.lines] > 1}
    for index, scope in enumerate(found.scopes):
        if scope.passage.start in split:
            found.scopes[index] = _as_lot(split[scope.passage.start])


def _as_lot(lot: RowLot) -> Scope:
    """The row's scope from quantity to date, with nothing but the two to be read."""
    low, high = min(lot.size.start, lot.date.start), max(lot.size.end, lot.date.end)
    part = lot.scope.passage.part
    words = [" "] * (high - low)
    for cell in (lot.size, lot.date):
        words[cell.start - low : cell.end - low] = part.text[cell.start : cell.end]
    counted = (lot.size.start - low, lot.size.end - low)
    whole = Passage(part, low, high)
    return lot.scope._replace(passage=whole, masked="".join(words), counted=counted)


def _of_one_line(part: Part, cells: list[Cell], start: int, notes: Notebook) -> list[Column]:
    """The columns of a table of quantities and days, where the words above name just one line."""
    known = _roles()
    columns = _as_new([_column(cell, start, known, notes.sender) for cell in cells])
    roles = {column.role for column in columns} - {""}
    if len(columns) < 2 or not {"new", "balance"} <= roles or _above_it(part, start, notes) == "":
        return []
    return columns


def _known_above(part: Part, heads: list[Column], start: int, notes: Notebook) -> tuple[str, str]:
    """The order, and where no column names lines the line, that the words above a table name."""
    roles = {head.role for head in heads}
    if "order" in roles:
        return "", ""
    order = _order_above(part, start, notes)
    return order, "" if roles & {"line", "item"} else _above_it(part, start, notes)


def _above_it(part: Part, start: int, notes: Notebook) -> str:
    """The one order line that the fresh words above this place name; empty when not one."""
    told = {line for one in _named_above(part, start, notes) for line in one.lines}
    order = _order_above(part, start, notes)
    if not told and order:
        told = set(notes.book.line_objects(order))
    return told.pop() if len(told) == 1 else ""


def _order_above(part: Part, start: int, notes: Notebook) -> str:
    """The one order that the fresh words above this place name; empty when not one."""
    orders = {one.order for one in _named_above(part, start, notes) if one.order}
    return orders.pop() if len(orders) == 1 else ""


def _named_above(part: Part, start: int, notes: Notebook) -> list[Mention]:
    end = part.text.rfind("\n", 0, start) + 1
    low = max([0, *(high for low, high in part.quoted + part.signature if high <= end)])
    words = part.text[max(low, end - _ABOVE) : end]
    return mentions(words, notes.book, "")


def _lines(part: Part) -> list[tuple[int, int]]:
    lines = []
    for low, high in fresh_ranges(part):
        at = low
        for line in part.text[low:high].split("\n"):
            lines.append((at, at + len(line)))
            at += len(line) + 1
    return lines


def cells_of(text: str, start: int, end: int) -> list[Cell]:
    """The cells of a line: between tabs, empty ones too, else between wide gaps and bars."""
    if "\t" in text[start:end]:
        ends = [*(at for at in range(start, end) if text[at] == "\t"), end]
        starts = [start, *(at + 1 for at in ends[:-1])]
        return [Cell(a, b, text[a:b].strip()) for a, b in zip(starts, ends, strict=True)]
    cells, at = [], start
    for gap in [*_GAP.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        if text[at:stop].strip():
            cells.append(Cell(at, stop, text[at:stop].strip()))
        at = gap.end() if gap else end
    return cells


def _heads(cells: list[Cell], start: int, sender: Sender) -> list[Column]:
    """The columns, if this line is a head: two known words at least, one of them a new date."""
    known = _roles()
    columns = _as_new([_column(cell, start, known, sender) for cell in cells])
    roles = {column.role for column in columns} - {""}
    identified = roles & {"order", "line", "item"}
    if len(columns) < 2 or not identified or not roles & {"new", "old", "remark"}:
        return []
    return columns


def _as_new(columns: list[Column]) -> list[Column]:
    """A column of days is of new ones where no other column is."""
    if any(one.role == "new" for one in columns):
        return columns
    return [one._replace(role="new", plain=True) if one.role == "day" else one for one in columns]


def _column(cell: Cell, start: int, known: dict[str, str], sender: Sender) -> Column:
    """A column whose head is a label of the sender's holds new dates of that label's event."""
    head = cell.text.casefold().rstrip(":").strip()
    event = sender.habits.labels.get(head, "")
    role = known.get(head, "") or _before_place(cell.text, known)
    return Column("new" if event else role, cell.start - start, event)


#: The name of a place behind what stands in its column: `Ships Boulder`, `ETA Le Havre`.
_OF_PLACE = re.compile(r"(?P<head>\S.{1,24}?)(?:\s[A-ZÀ-Ý][\w’'.-]{1,24}){1,2}:?")


def _before_place(text: str, known: dict[str, str]) -> str:
    """What days stand below a head that names a place as well."""
    match = _OF_PLACE.fullmatch(text.strip())
    role = known.get(match["head"].casefold(), "") if match else ""
    return role if role in ("new", "old", "day") else ""


def _row(
    part: Part,
    heads: list[Column],
    cells: list[Cell],
    place: tuple[int, str, str],
    notes: Notebook,
    found: Tabled,
) -> str:
    """Files one row; the order it names holds for rows below that leave it out."""
    start, order, only = place
    tabbed = "\t" in part.text[start : cells[-1].end]
    row = _aligned(heads, cells, start, tabbed)
    said = row.get("order")
    order = _order(said.text, notes) if said else order
    about, doubt = _line(order, row, notes)
    if only:
        _news(part, row, Named(order, only, "", plain=True), notes, found)
        return order
    first = cells[0]
    if not about:
        if said or row.get("line"):
            written = " ".join(row[role].text for role in ("order", "line", "item") if role in row)
            why = doubt or f"{written} is no open order line of this supplier"
            found.named.append(Mention(first.start, first.end, written, order, doubt=why))
        return order
    naming = [row[role] for role in ("order", "line", "item") if role in row]
    if naming:  # else the order above has this one line, and the row names nothing itself
        ends = [row[role].end for role in ("order", "line") if role in row] or [naming[-1].end]
        begin = min(cell.start for cell in naming)
        words = " ".join(part.text[begin : max(ends)].split())
        found.named.append(Mention(begin, max(ends), words, order, (about,), "order and line"))
    head = next((head for head in heads if head.role == "new"), heads[0])
    _news(part, row, Named(order, about, head.event, head.plain), notes, found)
    return order


def _news(part: Part, row: dict[str, Cell], named: Named, notes: Notebook, found: Tabled) -> None:
    order, about, event, plain = named
    for role in ("new", "remark"):
        if role in row:
            cell = row[role]
            passage = Passage(part, cell.start, cell.end)
            scope = Scope(passage, order, (about,), True, passage.text)
            found.scopes.append(scope._replace(event=event if role == "new" else ""))
            size = row.get("balance") or row.get("ordered")
            if role == "new" and size and _is_size(size.text, about, notes):
                found.lots.append(RowLot(found.scopes[-1], size, cell, plain))
    if "old" in row:
        found.old.append((about, row["old"].text))
    for role, field in _SIZES.items():
        if role in row and _is_size(row[role].text, about, notes):
            found.sizes.append(RowSize(about, field, Passage(part, row[role].start, row[role].end)))


def _is_size(text: str, about: str, notes: Notebook) -> bool:
    """A number with at most a short unit, or with a packing unit that was taught."""
    plain = re.fullmatch(r"\d[\d.,'’\s]*(?:[^\W\d]{1,6})?", text)
    return bool(plain or packed(text, notes.sender, notes.book.row(about)))


def _aligned(heads: list[Column], cells: list[Cell], start: int, tabbed: bool) -> dict[str, Cell]:
    """Cells by role: one to one where all are there, else by where they stand below their heads."""
    if tabbed or len(cells) == len(heads):
        pairs = list(zip(heads, cells, strict=False))
    else:
        pairs = [(_above(heads, cell.start - start), cell) for cell in cells]
    found: dict[str, Cell] = {}
    for head, cell in pairs:
        if head.role and cell.text and head.role not in found:
            found[head.role] = cell
    return found


def _above(heads: list[Column], left: int) -> Column:
    return max(
        (head for head in heads if head.left <= left + 2),
        key=lambda head: head.left,
        default=heads[0],
    )


def _order(text: str, notes: Notebook) -> str:
    digits = re.sub(r"\D", "", text)
    if text in notes.book.lines:
        return text
    if digits in notes.book.lines:
        return digits
    matching = notes.book.ending_with(digits) if len(digits) >= 4 else ()
    return matching[0] if len(matching) == 1 else ""


def _line(order: str, row: dict[str, Cell], notes: Notebook) -> tuple[str, str]:
    """The line object, or why there is none."""
    if not order and "order" in row:
        return "", ""
    if "item" in row and order and row["item"].text.isdigit():  # `Item` heads positions as well
        about = notes.book.line_object(order, row["item"].text)
        if about:
            return about, ""
    if "line" in row:
        number = re.sub(r"\D", "", row["line"].text)
        return (notes.book.line_object(order, number) if number else ""), ""
    lines = notes.book.line_objects(order)
    if "item" in row:
        orders = [order] if order else notes.book.orders_of_items()
        item = notes.book.ours(row["item"].text.strip())
        lines = notes.book.with_item(item.split()[0], orders)
    if len(lines) == 1:
        return lines[0], ""
    return "", f"{row['item'].text if 'item' in row else order} stands on {len(lines)} lines"
