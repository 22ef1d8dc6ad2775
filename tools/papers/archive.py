"""ZIP archives: each member read as a file of its own, within limits."""

from __future__ import annotations

from collections.abc import Iterator
from zipfile import ZipFile

from domain.errors import Unreadable
from tools.papers import limits
from tools.papers.enclosed import Enclosure, below
from tools.papers.paper import File, Paper, joined
from tools.papers.zips import open_zip, unpacked

#: What programs put into archives beside the files.
_BESIDE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def read(file: File) -> Paper:
    """The members in the order of the archive, each under its name."""
    archive = open_zip(file.data, most=limits.MEMBERS)
    notes: list[str] = []
    papers = list(below(file, _members(archive, notes)))
    if not papers and not notes:
        notes.append("it holds no files")
    return joined([*papers, Paper(notes=tuple(notes))])


def _members(archive: ZipFile, notes: list[str]) -> Iterator[Enclosure]:
    left = limits.UNPACKED
    for member in archive.infolist():
        name = member.filename.replace("\\", "/")
        if member.is_dir() or any(one in name for one in _BESIDE):
            continue
        try:
            data = unpacked(archive, member, left)
        except Unreadable as fault:
            notes.append(f"{name[:200]}: {fault}")
            continue
        left -= len(data)
        yield Enclosure(name.rpartition("/")[2], "", data)
