"""EDI text into trade documents: every interchange in it, whatever is wrong with one of them."""

from __future__ import annotations

from typing import cast

from domain.codes import meaning
from domain.tradedoc import DocumentKind, TradeDocument
from domain.values import Value
from tools.edi import limits
from tools.edi.cutting import interchanges
from tools.edi.draft import Draft, Handlers
from tools.edi.edifact import MAPS as EDIFACT
from tools.edi.envelope import sorted_in
from tools.edi.received import Group, Interchange, Message
from tools.edi.segments import Segment
from tools.edi.x12 import MAPS as X12


class EdiRead(Value):
    """The documents of a text in order; `faults` are of its envelopes and what was skipped.

    What is wrong inside a document stands in that document's own faults. `segments` is how many
    were read: whoever reads several texts in one go sets them against what is left.
    """

    documents: tuple[TradeDocument, ...] = ()
    faults: tuple[str, ...] = ()
    segments: int = 0


def read_edi(text: str, most: int = limits.SEGMENTS) -> EdiRead:
    """Every document of every interchange; never raises for what the text holds.

    At most `most` segments are read; a fault says so where there are more.
    """
    segments = 0
    faults: list[str] = []
    documents: list[TradeDocument] = []
    if len(text) > limits.TEXT:
        faults.append(f"only the first {limits.TEXT} characters are read")
    for cut in interchanges(text[: limits.TEXT], most):
        if isinstance(cut, str):
            faults.append(cut)
            continue
        found, segments = sorted_in(cut), segments + len(cut.segments)
        faults += [fault.words for fault in found.faults]
        for group in found.groups:
            faults += [fault.words for fault in group.faults]
        documents += _documents(found)
        if not found.messages and not found.answers:
            faults.append(f"interchange {found.number} holds no message")
    more = len(faults) - limits.FAULTS
    if more > 0:
        faults[limits.FAULTS :] = [f"{more} more faults"]
    return EdiRead(documents=tuple(documents), faults=tuple(faults), segments=segments)


def received(text: str) -> list[Interchange]:
    """The interchanges as they came, for answering them."""
    cuts = interchanges(text[: limits.TEXT], limits.SEGMENTS)
    return [sorted_in(cut) for cut in cuts if not isinstance(cut, str)]


def _documents(found: Interchange) -> list[TradeDocument]:
    documents = [_answer(found, segment) for segment in found.answers]
    for group in found.groups:
        documents += [_document(found, group, message) for message in group.messages]
    return documents


def _answer(found: Interchange, segment: Segment) -> TradeDocument:
    """A TA1, which stands in no message."""
    draft = Draft("acknowledgement")
    _run(draft, X12["TA1"], [segment])
    return _finished(draft, f"X12 TA1 {found.value(12)}".strip(), found, None, None)


def _document(found: Interchange, group: Group, message: Message) -> TradeDocument:
    syntax = found.syntax
    kinds, maps = ("x12.143", X12) if syntax == "X12" else ("edifact.0065", EDIFACT)
    kind = cast(DocumentKind, meaning(kinds, message.kind) or "other")
    draft = Draft(kind)
    _run(draft, maps.get(message.kind, {}), message.segments[1:])
    draft.faults += [fault.words for fault in message.faults]
    if kind == "other":
        draft.faults.append(f"{syntax} {message.kind or 'without a type'} is not read")
    standard = " ".join(filter(None, (syntax, message.kind, message.version)))
    return _finished(draft, standard, found, group, message)


def _run(draft: Draft, handlers: Handlers, segments: list[Segment]) -> None:
    for segment in segments:
        handler = handlers.get(segment.tag)
        if handler is not None:
            handler(draft, segment)
        if draft.full:
            break


def _finished(
    draft: Draft, standard: str, found: Interchange, group: Group | None, message: Message | None
) -> TradeDocument:
    control = {
        "interchange": found.number,
        "group": group.number if group else "",
        "message": message.number if message else "",
        **draft.held.get("control", {}),
    }
    if draft.kind == "acknowledgement" and message is None:
        control.pop("message")
    return draft.document(standard, {name: value for name, value in control.items() if value})
