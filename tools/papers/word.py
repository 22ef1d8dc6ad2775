"""Word letters (DOCX): paragraphs and tables in their order, deleted and hidden words left out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from domain.errors import Unreadable
from tools.papers.paper import File, Paper, joined
from tools.papers.remarks import remarks_in
from tools.papers.rows import table_text
from tools.papers.word_hides import Hiding, Shade, shade_of
from tools.papers.xmls import local
from tools.papers.zips import refuse_bombs

#: What is no longer, or not yet, part of the letter, and what is there twice.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "rPr", "pPr", "tblPr", "sectPr"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read(file: File) -> Paper:
    """Head of the pages, body, foot of the pages."""
    refuse_bombs(file.data)
    try:
        letter: Any = docx.Document(io.BytesIO(file.data))
    except (OpcError, KeyError, ValueError, etree.LxmlError) as fault:
        raise Unreadable("it is no Word letter that can be read") from fault
    hiding = Hiding(letter.styles.element)
    blocks = [*_margins(letter, "header"), letter.element.body, *_margins(letter, "footer")]
    paper = joined(_Story(hiding).read(block) for block in blocks)
    paper = paper.with_notes(*remarks_in(file.data))
    if paper.hidden:
        return paper.with_notes("it hides text from its reader; it was not read")
    return paper if paper.text else paper.with_notes("it holds no text")


def _margins(letter: Any, which: str) -> Iterator[Any]:
    """The heads or feet of pages, each once."""
    seen: set[str] = set()
    for section in letter.sections:
        margin = getattr(section, which)
        if not margin.is_linked_to_previous and margin.part.partname not in seen:
            seen.add(margin.part.partname)
            yield margin._element


class _Story:
    """A run of blocks: what is shown as lines, what is hidden apart."""

    def __init__(self, hiding: Hiding) -> None:
        self._hiding = hiding
        self._hidden: list[str] = []

    def read(self, block: Any) -> Paper:
        """The text of a body, a head or a foot."""
        pieces = [self._block(one) for one in _blocks(block)]
        text = "\n".join(pieces).strip("\n")
        return Paper(text=text, hidden=" ".join(" ".join(self._hidden).split()))

    def _block(self, block: Any) -> str:
        if local(block) == "tbl":
            return table_text(self._rows(block)) + "\n"
        return self._words(block, Shade.PAPER)

    def _rows(self, table: Any) -> Iterator[list[str]]:
        for row in _each(table, "tr"):
            cells: list[str] = []
            for cell in _each(row, "tc"):
                cells.append(self._cell(cell, shade_of(cell, table)))
                cells.extend([""] * (_span(cell) - 1))
            if self._hiding.hides_row(row):
                self._hidden.extend(cells)
            else:
                yield cells

    def _cell(self, cell: Any, shade: Shade) -> str:
        return " ".join(
            self._words(one, shade) for one in cell.iterchildren() if local(one) != "tcPr"
        )

    def _words(self, block: Any, shade: Shade) -> str:
        """The words below an element, without recursion: nesting is the sender's to choose."""
        shown: list[str] = []
        into = shown
        walker = etree.iterwalk(block, events=("start", "end"))
        for event, element in walker:
            name = local(element)
            if event == "end":
                into = shown if name == "r" else into
                shown.append("\n" if name in ("p", "tr") and element is not block else "")
            elif name in _SKIPPED:
                walker.skip_subtree()
            elif name == "r":
                into = self._hidden if self._hiding.hides(element, shade) else shown
            elif name == "t":
                into.append(element.text or "")
            elif name in _MARKS:
                into.append(_MARKS[name])
        return "".join(shown).strip("\n ")


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those in a content control."""
    for one in body.iterchildren():
        name = local(one)
        if name == "sdt":
            for inner in one.iterchildren():
                yield from _blocks(inner) if local(inner) == "sdtContent" else ()
        elif name in ("p", "tbl"):
            yield one


def _each(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, also those in a content control; no nested table's."""
    for one in element.iterchildren():
        if local(one) == name:
            yield one
        elif local(one) in ("sdt", "sdtContent", "ins"):
            yield from _each(one, name)


def _span(cell: Any) -> int:
    """How many columns a cell covers."""
    found = next((one for one in cell.iter() if local(one) == "gridSpan"), None)
    value = next(iter(found.attrib.values()), "1") if found is not None else "1"
    return min(int(value), 50) if str(value).isdecimal() else 1
