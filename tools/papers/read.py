"""Reads any attached file: its form, then that form's reader, and a note where there is none."""

from __future__ import annotations

import importlib
import struct
import zlib
from collections.abc import Callable

from domain.errors import Unreadable
from tools.papers import limits
from tools.papers.forms import form_of
from tools.papers.paper import File, Paper
from tools.text.charset import storable

#: Which module's `read` reads which form; imported when the first such file comes.
READERS = {
    "calendar": "tools.papers.calendar",
    "csv": "tools.papers.delimited",
    "edi": "tools.papers.interchange",
    "html": "tools.papers.page",
    "outlook": "tools.papers.outlook",
    "pdf": "tools.papers.pdf",
    "picture": "tools.papers.picture",
    "rtf": "tools.papers.rtf",
    "sheet": "tools.papers.sheet",
    "text": "tools.papers.plain",
    "tnef": "tools.papers.winmail",
    "word": "tools.papers.word",
    "xml": "tools.papers.trade_xml",
    "zip": "tools.papers.archive",
}
_UNREAD = {
    "unknown": "it is of a kind that is not read",
    "office": "it is an office file of a kind that is not read; ask for a PDF or a DOCX",
    "archive": "it is packed in a way that is not opened; ask for a ZIP or the plain files",
    "locked": "it is locked with a password; ask for it without one",
    "mail": "it is a mail in a file; only an attached mail is read",
    "silent": "",
}
#: All that eight libraries raise on bytes that somebody made up; their own roots are named in
#: their readers.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def read_paper(data: bytes, kind: str, name: str, charset: str = "") -> Paper:
    """What the file says; never raises: what cannot be read is a note that says why."""
    return read_file(File(data, kind, name, charset))


def read_file(file: File) -> Paper:
    """`read_paper` for a file that may lie in another."""
    form = form_of(file.data, file.kind, file.name)
    if form not in READERS:
        note = _UNREAD.get(form, _UNREAD["unknown"])
        return Paper(notes=(note,) if note else ())
    if file.depth > limits.DEPTH:
        return Paper(notes=(f"files lie in it deeper than {limits.DEPTH}; those are not read",))
    try:
        return _fit(_reader(form)(file))
    except Unreadable as fault:
        return Paper(notes=(str(fault),))
    except MemoryError:
        return Paper(notes=("it needs too much memory to be read",))
    except RecursionError:
        return Paper(notes=("it nests too deep to be read",))
    except _FAULTS as fault:
        return Paper(notes=(f"it is damaged and cannot be read ({type(fault).__name__})",))


def prepare(form: str) -> None:
    """Import the form's reader, so that a process made for one file need not."""
    if form in READERS:
        _reader(form)


def _reader(form: str) -> Callable[[File], Paper]:
    reader: Callable[[File], Paper] = importlib.import_module(READERS[form]).read
    return reader


def _fit(paper: Paper) -> Paper:
    """The paper with text that any store can hold, and not more than a person would read."""
    update: dict[str, object] = {
        "text": storable(paper.text),
        "hidden": storable(paper.hidden)[: limits.HIDDEN],
        "notes": tuple(storable(note)[:500] for note in paper.notes),
    }
    if len(paper.text) > limits.TEXT:
        kept = {"notes": (f"only its first {limits.TEXT:,} characters are read", *paper.notes)}
        update |= {"text": storable(paper.text[: limits.TEXT]), **kept, "documents": ()}
    return paper.model_copy(update=update)
