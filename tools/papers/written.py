"""A trade document written out as lines a person can read, each value a cell where it stands."""

from __future__ import annotations

import re
from typing import Any

from domain.codes import code_list, meaning
from domain.tradedoc import (
    Amount,
    Cell,
    Dated,
    DocumentKind,
    DocumentLine,
    Lot,
    Measure,
    Ref,
    TradeDocument,
)
from tools.papers.paper import Paper

#: Lines of a document, values of its head or of one line, and characters of one value.
_LINES, _VALUES, _LONG = 2_000, 200, 2_000
_UNITS = code_list("edifact.6411")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:Z|[+-]\d{2}:\d{2})?")


class _Lines:
    """Text that grows, and the cells in it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def add(self, words: str) -> None:
        """Words that are no value."""
        self._pieces.append(words)
        self._length += len(words)

    def cell(self, label: str, value: str, codes: str = "") -> Cell:
        """A value behind its label."""
        self.add(label)
        start = self._length
        self.add(value)
        return Cell(text=value, start=start, end=self._length, codes=codes)

    def whole(self) -> str:
        """All of it."""
        return "".join(self._pieces)


class Written:
    """A document while it is written: what is said goes to the open line, else to the head.

    A value that is empty is not written; what is beyond the limits is left out, and said.
    """

    def __init__(self, kind: DocumentKind, standard: str) -> None:
        self.kind: DocumentKind = kind
        self._standard = standard
        self._lines = _Lines()
        self._lines.add(f"{kind.replace('_', ' ').capitalize()} ({standard})\n")
        self._values: dict[str, Any] = {}
        self._head: dict[str, list[Any]] = {}
        self._parties: dict[str, Cell] = {}
        self._measures: dict[str, Measure] = {}
        self._done: list[DocumentLine] = []
        self._line: dict[str, Any] | None = None
        self._faults: list[str] = []
        self._count = 0

    def set(self, name: str, text: str, label: str = "", codes: str = "") -> None:
        """A field that holds one cell; the first stays."""
        holder = self._values if self._line is None else self._line
        if name not in holder:
            cell = self._cell(label or name.replace("_", " "), text, codes)
            holder.update({name: cell} if cell is not None else {})

    def state(self, code: str, codes: str) -> None:
        """How an order or a line of it is taken, by a code of the list."""
        found = meaning(codes, code)
        holder = self._values if self._line is None else self._line
        if found and "state" not in holder:
            holder["state"] = found
            self.set("state_cell", code, "state", codes)

    def plain(self, name: str, value: str) -> None:
        """A field that is no cell: currency, function."""
        if value and not self._values.get(name):
            self._values[name] = value

    def ref(self, kind: str, text: str) -> None:
        """A thing the document names."""
        cell = self._cell(kind.replace("_", " "), text)
        if cell is not None:
            self._keep("refs", Ref(kind=kind, cell=cell))

    def date(self, event: str, text: str, until: str = "") -> None:
        """A day written `2026-04-11`, or a period to another."""
        dated = self._dated(event, text, until)
        if dated is not None:
            self._keep("lots" if self._line is not None else "dates", _lot(dated, self._line))

    def amount(self, kind: str, text: str, currency: str = "", label: str = "") -> None:
        """A sum of money."""
        cell = self._cell(label or kind.replace("_", " "), text, after=currency)
        if cell is not None:
            known = currency if re.fullmatch("[A-Z]{3}", currency) else ""
            self._keep("amounts", Amount(kind=kind, cell=cell, currency=known, label=label[:80]))

    def quantity(self, text: str, unit: str) -> None:
        """The quantity of the open line."""
        measure = self._measured("quantity", text, unit)
        if measure is not None and self._line is not None:
            self._line.setdefault("qty", measure)

    def lot(self, text: str, unit: str, event: str, day: str, until: str = "") -> None:
        """A part of the open line: how much, when."""
        qty = self._measured("quantity", text, unit)
        dated = self._dated(event, day, until)
        if self._line is not None and (qty or dated):
            self._line.setdefault("lots", []).append(Lot(qty=qty, dated=dated))

    def price(self, text: str, per: str, unit: str) -> None:
        """The price of the open line, for so many of a unit."""
        if self._line is not None and text:
            per = str(int(float(per))) if re.fullmatch(r"[1-9]\d{0,9}(\.0+)?", per) else "1"
            self.set("price", text)
            self._line |= {"price_per": per, "price_unit": _unit(unit)}

    def measure(self, name: str, text: str, unit: str) -> None:
        """A measure of the whole document."""
        measure = self._measured(name.replace("_", " "), text, unit)
        if measure is not None:
            self._measures.setdefault(name, measure)

    def party(self, role: str, text: str) -> None:
        """A party by its role; the first stays."""
        cell = None if role in self._parties else self._cell(role.replace("_", " "), text)
        if cell is not None:
            self._parties[role] = cell

    def note(self, text: str) -> None:
        """Free words of the whole document."""
        cell = self._cell("note", text)
        if cell is not None:
            self._head.setdefault("notes", []).append(cell)

    def fault(self, words: str) -> None:
        """What is wrong with the file."""
        self._faults.append(words)

    def begin_line(self) -> bool:
        """Opens the next line; False when there are more than are read."""
        self.end_line()
        if len(self._done) >= _LINES:
            self.fault(f"only the first {_LINES:,} lines are read")
            return False
        self._line, self._count = {}, 0
        self._lines.add("Line")
        return True

    def end_line(self) -> None:
        """What follows belongs to the whole document."""
        if self._line is not None:
            self._lines.add("\n")
            several = {name: tuple(v) for name, v in self._line.items() if isinstance(v, list)}
            self._done.append(DocumentLine(**{**self._line, **several}))
            self._line, self._count = None, 0

    def paper(self) -> Paper:
        """The lines, and the document with its cells in them."""
        self.end_line()
        if "number" not in self._values:
            self.fault("it has no number")
        several: dict[str, Any] = {name: tuple(found) for name, found in self._head.items()}
        document = TradeDocument(
            standard=self._standard,
            kind=self.kind,
            parties=self._parties,
            measures=self._measures,
            lines=tuple(self._done),
            faults=tuple(dict.fromkeys(self._faults)),
            **several,
            **self._values,
        )
        return Paper(text=self._lines.whole(), documents=(document,), notes=document.faults)

    def _cell(self, label: str, text: str, codes: str = "", after: str = "") -> Cell | None:
        value = " ".join(text.split())
        self._count += bool(value)
        if not value or self._count > _VALUES:
            return None
        if len(value) > _LONG:
            self.fault(f"only the first {_LONG:,} characters of a {label} are read")
        before = "\t" if self._line is not None else ""
        shown = f"{before}{label.capitalize()}: " if label else before
        cell = self._lines.cell(shown, value[:_LONG], codes)
        self._lines.add(f" {after}" if after else "")
        self._lines.add("" if self._line is not None else "\n")
        return cell

    def _measured(self, label: str, text: str, unit: str) -> Measure | None:
        cell = self._cell(label, text, after=_unit(unit))
        return None if cell is None else Measure(cell=cell, unit=_unit(unit))

    def _dated(self, event: str, text: str, until: str) -> Dated | None:
        days = [match for match in map(_DAY.match, (text.strip(), until.strip())) if match]
        if not days:
            return None
        plain = [match[0][:10] for match in days]
        same = len(set(plain)) == 1
        cell = self._cell(event, plain[0] if same else f"{plain[0]} to {plain[1]}")
        form = "%Y-%m-%d" if same else "%Y%m%d range"
        return None if cell is None else Dated(event=event, cell=cell, form=form)

    def _keep(self, name: str, value: Any) -> None:
        holder = self._head if self._line is None else self._line
        holder.setdefault(name, []).append(value)


def _lot(dated: Dated, line: dict[str, Any] | None) -> Any:
    return dated if line is None else Lot(dated=dated)


def _unit(code: str) -> str:
    """Our word for a unit of UN/ECE Rec 20; the code itself when there is none."""
    return _UNITS.get(code.strip().upper(), code.strip()[:20])
