"""What people write beside a Word letter or a workbook: comments and footnotes, said and not read.

Whoever wrote them may be one of ours: nothing tells. So they are notes, and state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from domain.errors import Unreadable
from tools.papers.paper import REMARKS
from tools.papers.xmls import local, parsed
from tools.papers.zips import open_zip, unpacked

#: Where they lie (ECMA-376, parts 11.3.2, 11.3.7 and 12.3.3; threaded ones are Microsoft's).
_PLACES = re.compile(
    r"word/(?:comments|footnotes|endnotes)\.xml|xl/(?:comments\d*|comments/comment\d+|"
    r"threadedComments/threadedComment\d+)\.xml"
)
_ONE = frozenset({"comment", "threadedComment", "footnote", "endnote"})
#: What Excel writes into an old comment that stands in for a threaded one.
_STANDS_IN = "[Threaded comment]"
_MOST, _SHOWN, _LOOK = 12, 200, 2_000


def remarks_in(data: bytes) -> tuple[str, ...]:
    """One note with the words of the file's remarks; none where it has none that can be read."""
    try:
        found = list(dict.fromkeys(_remarks(data)))
    except Unreadable:
        return ()
    more = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
    said = "; ".join(found[:_MOST])
    return (f"{REMARKS}: {said}{more}",) if found else ()


def _remarks(data: bytes) -> Iterator[str]:
    archive = open_zip(data)
    for member in archive.infolist():
        if _PLACES.fullmatch(member.filename):
            for one in parsed(unpacked(archive, member)).iter():
                words = _words(one) if local(one) in _ONE else ""
                if words and not words.startswith(_STANDS_IN):
                    place = one.get("ref", "")
                    yield f"{place} {words[:_SHOWN]!r}".strip()


def _words(one: Any) -> str:
    said = (each.text or "" for each in one.iter() if local(each) in ("t", "text"))
    return " ".join("".join(said)[:_LOOK].split())
