"""Pictures of text read by the `tesseract` program, where it is installed: words with places."""

from __future__ import annotations

import io
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from PIL import Image, ImageOps

from domain.errors import Unreadable
from tools.papers import limits
from tools.papers.layout import Word, page_text
from tools.papers.paper import Paper

MISSING = "it is a picture; install tesseract-ocr to have it read"
READ = "it was read from a picture; letters and digits may be wrong"
_LANGUAGES = ("eng", "deu")
#: The program reads letters of thirty points height best; a screenshot has twelve.
_SMALL, _LARGE = 1_200, 12_000_000
#: Lines that slope more than this are no lines of a page that was laid on a scanner.
_SLOPE = 0.1
#: A word's box is lower than its letters' size: most words have no letter that goes below.
_LETTER = 1.3
#: Columns of the program's table: page, block, paragraph and line number a word's line.
_COLUMNS = 12


class _Seen(NamedTuple):
    """A word of the program's answer, in points of the picture."""

    line: tuple[str, ...]
    left: int
    top: int
    width: int
    height: int
    text: str


def recognised(picture: Image.Image) -> Paper:
    """The text of a picture; Unreadable where the program is missing or gives up."""
    words = list(_words(_table(_prepared(picture))))
    text = page_text(words)
    if not text:
        return Paper(notes=("it is a picture without words",))
    return Paper(text=text, recognised=((0, len(text)),), notes=(READ,))


def available() -> bool:
    """Whether pictures can be read here."""
    return _program() is not None


@lru_cache(maxsize=1)
def _program() -> str | None:
    return shutil.which("tesseract", path=os.environ.get("PATH", os.defpath))


@lru_cache(maxsize=1)
def _languages() -> str:
    """Those of ours that are installed."""
    listed = _run(["--list-langs"], b"").decode("utf-8", "replace").split()
    return "+".join(one for one in _LANGUAGES if one in listed) or "eng"


def _prepared(picture: Image.Image) -> bytes:
    """The picture upright, in grey, at a size the program reads well."""
    grey = ImageOps.exif_transpose(picture).convert("L")
    if min(grey.size) < _SMALL:
        grey = grey.resize((grey.width * 2, grey.height * 2))
    if grey.width * grey.height > _LARGE:
        shrunk = (_LARGE / (grey.width * grey.height)) ** 0.5
        grey = grey.resize((int(grey.width * shrunk), int(grey.height * shrunk)))
    out = io.BytesIO()
    grey.save(out, "PPM")
    return out.getvalue()


def _table(picture: bytes) -> str:
    if not available():
        raise Unreadable(MISSING)
    arguments = ["stdin", "stdout", "-l", _languages(), "--psm", "3", "--dpi", "300", "tsv"]
    return _run(arguments, picture).decode("utf-8", "replace")


def _run(arguments: list[str], picture: bytes) -> bytes:
    """The program's answer; it has its own time and as much memory as we."""
    environment = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8", "PATH": os.defpath}
    try:
        done = subprocess.run(
            [str(_program()), *arguments],
            input=picture,
            capture_output=True,
            env=environment,
            timeout=limits.WALL_SECONDS / 2,
            preexec_fn=_limit,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as fault:
        raise Unreadable("it is a picture that takes too long to be read") from fault
    return done.stdout


def _limit() -> None:
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (limits.PICTURE_SECONDS, hard))


def _words(table: str) -> Iterator[Word]:
    """The words with the base line of their line, made level."""
    seen = list(_seen(table))
    lines: dict[tuple[str, ...], list[_Seen]] = {}
    for one in seen:
        lines.setdefault(one.line, []).append(one)
    slope = _slope(lines)
    for line in lines.values():
        base = median(one.top + one.height - slope * one.left for one in line)
        size = _LETTER * median(one.height for one in line)
        for one in line:
            yield Word(one.text, one.left, one.left + one.width, base, size)


def _seen(table: str) -> Iterator[_Seen]:
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == _COLUMNS and cells[0] == "5" and cells[11].strip():
            left, top, width, height = (int(cell) for cell in cells[6:10])
            yield _Seen(tuple(cells[1:5]), left, top, width, height, cells[11].strip())


def _slope(lines: dict[tuple[str, ...], list[_Seen]]) -> float:
    """How much the page is turned: the commonest rise of its long lines."""
    rises = [
        (last.top + last.height - first.top - first.height) / (last.left - first.left)
        for first, *_, last in (line for line in lines.values() if len(line) > 3)
        if last.left - first.left > 200
    ]
    slope = median(rises) if rises else 0.0
    return slope if abs(slope) < _SLOPE else 0.0
