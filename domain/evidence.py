"""Evidence: the exact words of a stored message that a statement rests on."""

from __future__ import annotations

from pydantic import Field

from domain.tradedoc import TradeDocument
from domain.values import Value

#: Names the way bytes become text. A span is only valid for the parser that made it.
PARSER_VERSION = "text-1"


class Span(Value):
    """Characters `start`..`end` of one part's text in the message with this content hash.

    `part` is `subject`, `body` or `attachment:N` (N counts from 0); offsets count Unicode
    characters of the text that the parser named by `parser_version` makes of the stored bytes.
    """

    sha256: str
    part: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    parser_version: str = PARSER_VERSION
    quote: str


class Part(Value):
    """The text of one part of a message, with the ranges that are quoted earlier mail.

    `kind` is the MIME type it came from; `name` as in `Span.part`; `file_name` for attachments.
    `quoted` and `signature` are (start, end) character ranges: labelled, never deleted.
    `hidden` is text an HTML part hides from its reader; reported, never read. Tables of a file
    stand in `text` as lines with tabs between the cells. `documents` are the structured trade
    documents (EDI, e-invoices) the part holds, their cells placed in `text`.
    """

    name: str
    kind: str
    text: str
    file_name: str = ""
    quoted: tuple[tuple[int, int], ...] = ()
    signature: tuple[tuple[int, int], ...] = ()
    hidden: str = ""
    documents: tuple[TradeDocument, ...] = ()

    def is_fresh(self, start: int, end: int) -> bool:
        """Whether the characters are the sender's own new words."""
        ranges = self.quoted + self.signature
        return all(end <= low or start >= high for low, high in ranges)
