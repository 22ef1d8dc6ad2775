"""Parts of a mail that hold EDI get the documents it states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.evidence import Part
from tools.edi import limits
from tools.edi.marks import looks_like_edi
from tools.edi.read import read_edi


def with_documents(parts: Iterable[Part]) -> Iterator[Part]:
    """The same parts; those whose text is EDI with its documents, and a note for each fault.

    All parts of a mail share what may be read of it. A file has no quoted mail and no signature
    in it, whatever its lines look like; an enclosed earlier mail stays history.
    """
    left = limits.SEGMENTS
    for part in parts:
        if part.name == "subject" or part.documents or not looks_like_edi(part.text):
            yield part
            continue
        found = read_edi(part.text, left)
        left -= found.segments
        whole = part.quoted == ((0, len(part.text)),)
        labels = {} if whole else {"quoted": (), "signature": ()}
        notes = (*part.notes, *found.faults)
        yield part.model_copy(update={**labels, "documents": found.documents, "notes": notes})
