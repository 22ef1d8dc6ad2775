"""Interchanges out of a file or a mail: what is in them, and the answers to them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from domain.errors import BadInput
from tools.edi import EdiRead, charset_of, looks_like_edi, read_edi
from tools.edi.answering import Answer, answers
from tools.mail.isolate import parse_safely
from tools.text.charset import decode

#: Bytes of a file; a mail may hold no more either.
_MOST = 25 * 2**20


def interchanges_in(path: Path) -> list[str]:
    """The text of an EDI file, or of every part of a mail that is EDI; BadInput for none."""
    if not path.is_file():
        raise BadInput("there is no such file", file=str(path))
    size = path.stat().st_size
    if size > _MOST:
        raise BadInput(f"it has {size:,} bytes; at most {_MOST:,} are read", file=str(path))
    data = path.read_bytes()
    if looks_like_edi(data):
        return [decode(data, charset_of(data))]
    texts = [part.text for part in parse_safely(data).parts if part.is_interchange]
    if not texts:
        raise BadInput(
            "it holds no X12 or EDIFACT interchange",
            file=str(path),
            remedy="name an EDI file, or a mail with one in it",
        )
    return texts


def documents_in(path: Path) -> EdiRead:
    """Everything the interchanges hold."""
    found = [read_edi(text) for text in interchanges_in(path)]
    return EdiRead(
        documents=tuple(one for each in found for one in each.documents),
        faults=tuple(one for each in found for one in each.faults),
        segments=sum(each.segments for each in found),
    )


def answers_to(path: Path, at: datetime) -> list[Answer]:
    """The acknowledgements to send, made `at`."""
    return [answer for text in interchanges_in(path) for answer in answers(text, at)]
