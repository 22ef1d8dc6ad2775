"""Evidence: the exact words of a stored message that a statement rests on."""

from __future__ import annotations

from pydantic import Field

from domain.tradedoc import TradeDocument
from domain.values import Value

#: Names the way bytes become text. A span is only valid for the parser that made it.
PARSER_VERSION = "text-2"
#: Earlier ways, and the parts of which today's makes the same text character for character.
_SAME_TEXT = {"text-1": ("subject", "body")}


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

    @property
    def is_current(self) -> bool:
        """Whether its offsets count characters of the text that today's parser makes."""
        older = _SAME_TEXT.get(self.parser_version, ())
        return self.parser_version == PARSER_VERSION or self.part in older


class Part(Value):
    """The text of one part of a message, with the ranges that are quoted earlier mail.

    `kind` is the MIME type it came from; `name` as in `Span.part`; `file_name` for attachments.
    `quoted` and `signature` are (start, end) character ranges: labelled, never deleted.
    `recognised` are ranges that a program read from a picture: letters and digits may be wrong,
    so what rests on them counts for less and changes no record by itself (`graph.evidence`).
    `hidden` is text a part hides from its reader; reported, never read. Tables of a file stand
    in `text` as lines with tabs between the cells. `documents` are the structured trade documents
    (EDI, e-invoices) the part holds, their cells placed in `text`. `notes` are what a person
    should know of it: what was cut, left out, or does not agree with itself.
    """

    name: str
    kind: str
    text: str
    file_name: str = ""
    quoted: tuple[tuple[int, int], ...] = ()
    signature: tuple[tuple[int, int], ...] = ()
    recognised: tuple[tuple[int, int], ...] = ()
    hidden: str = ""
    documents: tuple[TradeDocument, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_interchange(self) -> bool:
        """Whether the text is EDI, which programs write for programs: no words to be read."""
        return any(one.standard.startswith(("X12", "EDIFACT")) for one in self.documents)

    def is_fresh(self, start: int, end: int) -> bool:
        """Whether the characters are the sender's own new words."""
        ranges = self.quoted + self.signature
        return all(end <= low or start >= high for low, high in ranges)

    def is_recognised(self, start: int, end: int) -> bool:
        """Whether any of the characters was read from a picture."""
        return any(start < high and end > low for low, high in self.recognised)
