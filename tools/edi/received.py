"""What was received: interchanges, groups and messages out of segments, each with its faults."""

from __future__ import annotations

from dataclasses import dataclass, field

from tools.edi.faults import Fault, FaultKind
from tools.edi.segments import Marks, Segment


@dataclass
class Received:
    """What has a header and a trailer: faults in it are told to whoever sent it."""

    head: Segment | None = None
    trailer: Segment | None = None
    faults: list[Fault] = field(default_factory=list)

    def fault(self, kind: FaultKind, words: str, at: Segment | None = None) -> None:
        """Notes a fault."""
        tag, number = (at.tag, at.number) if at else ("", 0)
        self.faults.append(Fault(kind=kind, words=words, tag=tag, segment=number))

    def value(self, element: int, component: int = 1) -> str:
        """A value of the header, empty without one."""
        return self.head.value(element, component) if self.head else ""


@dataclass
class Message(Received):
    """A transaction set or message; `kind` is 855 or ORDRSP, `number` its control number."""

    kind: str = ""
    version: str = ""
    number: str = ""
    segments: list[Segment] = field(default_factory=list)

    def add(self, segment: Segment) -> None:
        """The next segment, numbered."""
        segment.number = len(self.segments) + 1
        self.segments.append(segment)


@dataclass
class Group(Received):
    """A functional group; `head` is None where messages stand in none."""

    number: str = ""
    messages: list[Message] = field(default_factory=list)


@dataclass
class Interchange(Received):
    """An interchange; `answers` are TA1 segments, which stand outside all groups."""

    marks: Marks | None = None
    number: str = ""
    groups: list[Group] = field(default_factory=list)
    answers: list[Segment] = field(default_factory=list)

    @property
    def syntax(self) -> str:
        """X12 or EDIFACT."""
        return self.marks.syntax if self.marks else ""

    @property
    def messages(self) -> list[Message]:
        """All messages of all groups."""
        return [one for group in self.groups for one in group.messages]
