"""Segments sorted into their envelope; what is missing or miscounted there becomes a fault."""

from __future__ import annotations

from typing import NamedTuple

from tools.edi import limits
from tools.edi.cutting import Cut
from tools.edi.received import Group, Interchange, Message, Received
from tools.edi.segments import Segment


class Tags(NamedTuple):
    """The service segments of a syntax."""

    interchange: str
    interchange_end: str
    group: str
    group_end: str
    message: str
    message_end: str


TAGS = {
    "X12": Tags("ISA", "IEA", "GS", "GE", "ST", "SE"),
    "EDIFACT": Tags("UNB", "UNZ", "UNG", "UNE", "UNH", "UNT"),
}
#: Segments of the envelope that carry nothing for us: security, services, deferred delivery.
_SERVICES = frozenset({"ISB", "ISE", "ISA", "UNA", "UCD", "USH", "UST", "UNS"})


def sorted_in(cut: Cut) -> Interchange:
    """The interchange of these segments."""
    return _Sorting(cut).interchange


class _Sorting:
    """One pass over the segments; `group` and `message` are what is open."""

    def __init__(self, cut: Cut) -> None:
        self.tags = TAGS[cut.marks.syntax]
        self.interchange = Interchange(marks=cut.marks)
        self.group: Group | None = None
        self.message: Message | None = None
        self.stray = self.count = 0
        for segment in cut.segments:
            self._take(segment)
        self._end_message(None)
        self._end_group(None)
        self._check_interchange(cut)

    def _take(self, segment: Segment) -> None:
        tags, tag = self.tags, segment.tag
        if tag == tags.message:
            self._begin_message(segment)
        elif tag == tags.message_end:
            self._end_message(segment)
        elif tag == tags.group:
            self._begin_group(segment)
        elif tag == tags.group_end:
            self._end_group(segment)
        elif tag == tags.interchange:
            self.interchange.head = segment
            self.interchange.number = segment.value(13 if tag == "ISA" else 5)
        elif tag == tags.interchange_end:
            self.interchange.trailer = segment
        else:
            self._take_content(segment)

    def _take_content(self, segment: Segment) -> None:
        if self.message is not None:
            self.message.add(segment)
        elif segment.tag == "TA1":
            self.interchange.answers.append(segment)
        elif segment.tag not in _SERVICES:
            self.stray += 1

    def _begin_group(self, segment: Segment) -> None:
        self._end_message(None)
        if self.group is not None and self.group.head is not None:
            self._end_group(None)
        number = segment.value(6 if segment.tag == "GS" else 5)
        self.group = Group(head=segment, number=number)
        self.interchange.groups.append(self.group)

    def _begin_message(self, segment: Segment) -> None:
        self._end_message(None)
        if self.group is None:
            self.group = Group()
            self.interchange.groups.append(self.group)
            if self.tags.group == "GS":
                self.group.fault("no header", f"no {self.tags.group} stands before a message")
        self.message = _message(segment, self.group)
        self.message.add(segment)
        self.count += 1
        if self.count <= limits.MESSAGES:
            self.group.messages.append(self.message)
        elif self.count == limits.MESSAGES + 1:
            self.interchange.fault("unreadable", "it holds more messages than are read")

    def _end_message(self, trailer: Segment | None) -> None:
        message, self.message = self.message, None
        if message is None:
            self.stray += trailer is not None
            return
        message.trailer = trailer
        tag = self.tags.message_end
        if trailer is None:
            message.fault("no trailer", f"{_name(message)} has no {tag}")
            return
        message.add(trailer)
        _check(message, trailer, message.number, len(message.segments), _name(message))

    def _end_group(self, trailer: Segment | None) -> None:
        self._end_message(None)
        group = self.group
        if group is None or (group.head is None and trailer is None):
            return
        self.group, group.trailer = None, trailer
        name = f"group {group.number}"
        if trailer is None:
            group.fault("no trailer", f"{name} has no {self.tags.group_end}")
            return
        _check(group, trailer, group.number, len(group.messages), name)

    def _check_interchange(self, cut: Cut) -> None:
        found, tags = self.interchange, self.tags
        name = f"interchange {found.number}".strip()
        if found.head is None:
            found.fault("no header", f"the file begins without {tags.interchange}")
        if found.trailer is None and found.head is not None:
            found.fault("no trailer", f"{name} has no {tags.interchange_end}")
        if found.trailer is not None and not (found.answers and not found.groups):
            groups = sum(group.head is not None for group in found.groups)
            count = groups if groups or tags.group == "GS" else len(found.messages)
            _check(found, found.trailer, found.number, count, name)
        if self.stray:
            found.fault("unreadable", f"{name} has {self.stray} segment(s) outside its messages")
        if not cut.whole:
            found.fault("unreadable", f"{name} is longer than what is read of a file")


def _message(segment: Segment, group: Group) -> Message:
    if segment.tag == "ST":
        kind, number = segment.value(1), segment.value(2)
        version = segment.value(3) or group.value(8)
    else:
        kind, number = segment.value(2, 1).upper(), segment.value(1)
        version = ".".join(filter(None, (segment.value(2, 2), segment.value(2, 3))))
    return Message(head=segment, kind=kind, number=number, version=version)


def _check(of: Received, trailer: Segment, number: str, count: int, name: str) -> None:
    """Counts and control numbers of a trailer: `TAG+count+number` in either syntax."""
    stated, again = trailer.value(1), trailer.value(2)
    if not _same(again, number):
        words = f"{name} ends with {trailer.tag} of number {again or 'none'}"
        of.fault("wrong control number", words, trailer)
    if not (stated.isascii() and stated.isdecimal() and len(stated) < 12 and int(stated) == count):
        words = f"{name} holds {count}, its {trailer.tag} counts {stated or 'nothing'}"
        of.fault("wrong count", words, trailer)


def _same(one: str, other: str) -> bool:
    """Whether control numbers are the same; leading zeros are padding."""
    return one == other or (one.lstrip("0") == other.lstrip("0") and bool(one) and bool(other))


def _name(message: Message) -> str:
    return f"message {message.kind} {message.number}".rstrip()
