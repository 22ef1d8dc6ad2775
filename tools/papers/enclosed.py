"""Files and letters that lie in a file: each enclosed file a paper under its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from domain.errors import Unreadable
from tools.papers.lzfu import unpacked_rtf
from tools.papers.paper import File, Paper, joined
from tools.papers.read import read_file
from tools.papers.rtf import rtf_text
from tools.text.charset import decode
from tools.text.markup import to_text


class Enclosure(NamedTuple):
    """A file that lies in another."""

    name: str
    kind: str
    data: bytes


def below(file: File, inside: Iterable[Enclosure]) -> Iterable[Paper]:
    """Each enclosed file as a paper under a line with its name."""
    for one in inside:
        name = " ".join(one.name.replace("\0", "").split())[:200]
        paper = read_file(File(one.data, one.kind, name, depth=file.depth + 1))
        notes = tuple(f"{name}: {note}" if name else note for note in paper.notes)
        heading = Paper(text=f"File: {name}") if paper.text and name else Paper()
        yield joined([heading, paper.model_copy(update={"notes": notes})])


def body_text(plain: Any, page: Any, rich: Any) -> tuple[str, str]:
    """What a message says and what it hides: of plain text, HTML and rich text the first."""
    if plain and clean(plain).strip():
        return clean(plain).replace("\r\n", "\n").strip("\n"), ""
    if page:
        return to_text(clean(page).replace("\r\n", "\n"))
    if not isinstance(rich, bytes):
        return "", ""
    try:
        return rtf_text(rich if rich.startswith(b"{\\rtf") else unpacked_rtf(rich))
    except Unreadable:
        return "", ""


def clean(value: Any) -> str:
    """A property that may be bytes, nothing, or end in zeros."""
    if isinstance(value, bytes):
        return decode(value.rstrip(b"\0"))
    return str(value or "").rstrip("\0")
