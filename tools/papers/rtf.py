"""Rich text (RTF): its words in order, rows with tabs between the cells, hidden words apart."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tools.papers.paper import File, Paper
from tools.papers.rows import row_line
from tools.text.charset import decode
from tools.text.markup import to_text

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}]+)",
    re.IGNORECASE | re.DOTALL,
)
#: Groups that hold no words of the letter.
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr "
    b"footnote listtable listoverridetable rsidtbl generator themedata datastore xmlnstbl "
    b"fldinst htmltag mhtmltag bkmkstart bkmkend pntext".split()
)
_WORDS = {
    b"par": "\n",
    b"line": "\n",
    b"tab": "\t",
    b"emdash": "—",
    b"endash": "–",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
}
_DEPTH = 200


class _Group(NamedTuple):
    """What holds within one pair of braces: words left out, words hidden, bytes after `\\u`."""

    silent: bool = False
    hidden: bool = False
    skip: int = 1


def read(file: File) -> Paper:
    """The letter; one that only wraps a page of HTML is read as that page."""
    text, hidden = rtf_text(file.data)
    notes = ("it hides text from its reader; it was not read",) if hidden else ()
    return Paper(text=text, hidden=hidden, notes=notes)


def rtf_text(data: bytes) -> tuple[str, str]:
    """The words that are seen and those that are hidden."""
    data = data.rstrip(b"\0")
    if b"\\fromhtml1" in data[:2000]:
        return to_text(_Unwrapped(data).html())
    story = _Story(_codepage(data))
    story.take(data)
    lines = "\n".join(line.strip(" ") for line in "".join(story.shown).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n"), " ".join("".join(story.hidden).split())


def _codepage(data: bytes) -> str:
    found = re.search(rb"\\ansicpg(\d{3,5})", data[:2000])
    return f"cp{found[1].decode()}" if found and found[1] != b"65001" else "cp1252"


class _Story:
    """Goes through the tokens; `\\cell` closes a cell, `\\row` a row."""

    def __init__(self, codepage: str) -> None:
        self._codepage = codepage
        self._groups = [_Group()]
        self._bytes = bytearray()
        self._skip = 0
        self._star = False
        self._cells: list[str] = []
        self._cell: list[str] = []
        self._in_row = False
        self.shown: list[str] = []
        self.hidden: list[str] = []

    def take(self, data: bytes) -> None:
        """All tokens, in order."""
        for match in _TOKEN.finditer(data):
            word, number, hexed, sign, brace, plain = match.groups()
            if hexed:
                self._byte(bytes.fromhex(hexed.decode()))
            elif plain:
                self._byte(plain.replace(b"\r", b"").replace(b"\n", b""))
            elif brace:
                self._flush()
                self._brace(brace)
            elif sign:
                self._flush()
                self._sign(sign)
            else:
                self._flush()
                self._word(word.lower(), int(number) if number else None)
        self._flush()
        self.end_row()

    def _byte(self, data: bytes) -> None:
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        self._bytes += data[skipped:]

    def _flush(self) -> None:
        if self._bytes:
            self.say(decode(bytes(self._bytes), self._codepage))
            self._bytes.clear()

    def say(self, text: str) -> None:
        """Words at the place that has been reached."""
        group = self._groups[-1]
        if group.silent:
            return
        if group.hidden:
            self.hidden.append(text)
        elif self._in_row:
            self._cell.append(text)
        else:
            self.shown.append(text)

    def _brace(self, brace: bytes) -> None:
        if brace == b"{" and len(self._groups) < _DEPTH:
            self._groups.append(self._groups[-1])
        elif brace == b"}" and len(self._groups) > 1:
            self._groups.pop()
        self._star, self._skip = False, 0

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._set(silent=True)
        elif sign in b"\\{}":
            self.say(sign.decode())
        elif sign in b"~_":
            self.say(" " if sign == b"~" else "-")
        elif sign in b"\r\n":
            self.say("\n")

    def _set(self, **change: Any) -> None:
        self._groups[-1] = self._groups[-1]._replace(**change)

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"u" and number is not None:
            self.say(chr(number % 65536))
            self._skip = self._groups[-1].skip
        elif word == b"uc":
            self._set(skip=max(0, min(number or 0, 8)))
        elif word == b"v":
            self._set(hidden=number != 0)
        elif word == b"plain":
            self._set(hidden=False)
        elif word in _SILENT:
            self._set(silent=True)
        elif word in _WORDS:
            self.say(_WORDS[word])
        else:
            self._table(word)

    def _table(self, word: bytes) -> None:
        if word == b"intbl":
            self._in_row = True
        elif word in (b"cell", b"nestcell") and not self._groups[-1].silent:
            self._cells.append("".join(self._cell))
            self._cell = []
        elif word == b"row":
            self.end_row()
        elif word == b"pard":
            self._in_row = bool(self._cells or self._cell)

    def end_row(self) -> None:
        """The cells so far as a line."""
        cells = [*self._cells, *(["".join(self._cell)] if self._cell else [])]
        if cells:
            self.shown.append(row_line(cells) + "\n")
        self._cells, self._cell, self._in_row = [], [], False


class _Unwrapped(_Story):
    """An HTML page wrapped in RTF (MS-OXRTFEX): tags stand in `\\*\\htmltag`, words outside."""

    def __init__(self, data: bytes) -> None:
        super().__init__(_codepage(data))
        self._data = data

    def html(self) -> str:
        """The page."""
        self.take(self._data)
        return "".join(self.shown)

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"htmltag":
            self._set(silent=False)
        elif word == b"htmlrtf":
            self._set(silent=number != 0)
        elif word not in (b"intbl", b"cell", b"row", b"v"):
            super()._word(word, number)
