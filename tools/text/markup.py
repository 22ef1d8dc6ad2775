"""HTML into text: rows of tables with tabs between cells, quotes with `>`, hidden text apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from tools.text import limits
from tools.text.styles import Declarations, Look, look, sheet, styled

_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_SILENT = frozenset({"script", "style", "head", "title", "template", "object", "iframe", "svg"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "body",
        "html",
    ]
)
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol"})
#: Cells longer than this lay a page out, they are no table of data.
_CELL = 400


@dataclass
class _Place:
    """What holds within one open element."""

    tag: str
    look: Look
    silent: bool
    quoted: int
    flat: bool
    pre: bool


@dataclass
class _Page:
    """The text so far: `line` is open, `quoted` is the depth at which its line began."""

    out: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    owed: int = 0

    def add(self, text: str, place: _Place) -> None:
        """Text at a place: shown, hidden or silent."""
        if place.silent:
            return
        if place.look.hidden:
            self.hidden.append(_BLANKS.sub(" ", text))
        elif place.pre:
            first, *rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self.line.append(first)
            for one in rest:
                self.end(place.quoted)
                self.line.append(one)
        else:
            self.line.append(_BLANKS.sub(" ", text))

    def end(self, quoted: int) -> None:
        """End the line, even an empty one."""
        text = _joined(self.line)
        self.line = []
        mark = "> " * quoted
        if text:
            self.out.extend([mark.rstrip()] * min(self.owed, 1))
            self.out.append(mark + text)
            self.owed = 0
        else:
            self.owed += 1

    def block(self, quoted: int, spaced: bool) -> None:
        """End the line where a block begins or ends."""
        if _joined(self.line):
            self.end(quoted)
        self.line = []
        self.owed = max(self.owed, 1 if spaced and self.out else 0)


def _joined(pieces: list[str]) -> str:
    text = "".join(pieces)
    if "  " in text and "\t" not in text:
        text = re.sub(r"(?<=\S) {2,}(?=\S)", " ", text)
    return re.sub(r" ?\t ?", "\t", text).strip(" ").rstrip()


def to_text(html: str) -> tuple[str, str]:
    """The text a reader sees, and the text that the styles hide."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(html[: limits.HTML].encode(), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return "", ""
    if root is None:
        return "", ""
    page = _Page()
    rules = sheet("\n".join(one.text or "" for one in root.iter("style")))
    _walk(root, rules, page)
    page.end(0)
    hidden = " ".join(" ".join(page.hidden).split())
    return "\n".join(page.out)[: limits.TEXT], hidden[: limits.HIDDEN]


def _walk(root: Any, rules: dict[str, Declarations], page: _Page) -> None:
    """Every element once, without recursion: nesting is the sender's to choose."""
    places = [_Place("", Look(), False, 0, False, False)]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            place = _opened(element, places[-1], rules, page)
            places.append(place)
            if element.text:
                page.add(element.text, place)
        else:
            _close(element, places.pop(), page)
            if element.tail:
                page.add(element.tail, places[-1])


def _opened(element: Any, above: _Place, rules: dict[str, Declarations], page: _Page) -> _Place:
    tag = element.tag.lower() if isinstance(element.tag, str) else ""
    attributes = element.attrib
    shown = look(above.look, attributes, styled(tag, attributes, rules))
    cites = tag == "blockquote" and (
        attributes.get("type") == "cite" or "gmail_quote" in attributes.get("class", "")
    )
    _begin(element, tag, above, page)
    return _Place(
        tag,
        shown,
        above.silent or tag in _SILENT,
        above.quoted + cites,
        above.flat or (tag == "tr" and _is_data(element)),
        above.pre or tag == "pre",
    )


def _begin(element: Any, tag: str, above: _Place, page: _Page) -> None:
    if tag in ("td", "th") and element.getprevious() is not None:
        page.line.append("\t" if above.flat else "")
        if not above.flat:
            page.block(above.quoted, False)
    elif tag == "br" and not above.look.hidden:
        page.line.append(" ") if above.flat else page.end(above.quoted)
    elif tag in _BLOCKS:
        if above.flat:
            page.line.append(" ")
        else:
            page.block(above.quoted, tag in _SPACED)


def _close(element: Any, place: _Place, page: _Page) -> None:
    if place.tag not in _BLOCKS:
        return
    if place.flat and place.tag != "tr":
        page.line.append(" ")
    else:
        page.block(place.quoted, place.tag in _SPACED)


def _is_data(row: Any) -> bool:
    """Whether a row holds data: two cells or more, each short, none with a table inside."""
    cells = [one for one in row if one.tag in ("td", "th")]
    if len(cells) < 2 or next(row.iter("table"), None) is not None:
        return False
    return all(sum(map(len, one.itertext())) <= _CELL for one in cells)
