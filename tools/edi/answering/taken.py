"""How a received interchange was taken, group by group and message by message."""

from __future__ import annotations

from dataclasses import dataclass, field

from tools.edi.answering.checks import faults_of
from tools.edi.faults import Fault
from tools.edi.received import Group, Interchange, Message

#: Messages and groups that are answers themselves: nobody answers those.
ANSWERS = frozenset({"997", "999", "CONTRL"})


@dataclass
class TakenMessage:
    """A message with everything that was wrong with it."""

    message: Message
    faults: list[Fault]

    @property
    def refused(self) -> bool:
        """Whether it is not to be relied on, or of a kind that is not read."""
        return any(one.grave or one.kind == "unknown message" for one in self.faults)


@dataclass
class TakenGroup:
    """A functional group; one whose own ends do not fit is refused as a whole."""

    group: Group
    messages: list[TakenMessage]

    @property
    def refused(self) -> bool:
        """Whether nothing of it is accepted."""
        faulty = any(one.grave for one in self.group.faults)
        return faulty or all(one.refused for one in self.messages)

    @property
    def accepted(self) -> int:
        """How many of its messages are accepted."""
        return 0 if self.refused else sum(not one.refused for one in self.messages)


@dataclass
class Taken:
    """An interchange; `groups` without those that are answers themselves."""

    faults: list[Fault]
    groups: list[TakenGroup] = field(default_factory=list)

    @property
    def faulty(self) -> bool:
        """Whether the interchange's own ends do not fit."""
        return any(one.grave for one in self.faults)

    @property
    def refused(self) -> bool:
        """Whether nothing of it is accepted."""
        return self.faulty or all(group.refused for group in self.groups)

    def all_faults(self) -> list[Fault]:
        """Every fault at every level."""
        found = [*self.faults]
        for group in self.groups:
            found += group.group.faults
            found += [fault for one in group.messages for fault in one.faults]
        return found


def taken(interchange: Interchange) -> Taken | None:
    """How it was taken; None where there is nobody to tell, or nothing but answers in it."""
    if interchange.head is None:
        return None
    groups = []
    for group in interchange.groups:
        messages = [one for one in group.messages if one.kind not in ANSWERS]
        if messages or (not group.messages and group.value(1) != "FA"):
            groups.append(TakenGroup(group, _messages(messages, interchange.syntax)))
    if not groups:
        return None
    return Taken(faults=list(interchange.faults), groups=groups)


def _messages(messages: list[Message], syntax: str) -> list[TakenMessage]:
    """Each with its faults; a control number that another one of the group has is one."""
    seen: set[str] = set()
    found = []
    for message in messages:
        faults = faults_of(message, syntax)
        if message.number in seen:
            words = f"message {message.number} stands twice in its group"
            faults.append(Fault(kind="repeated control number", words=words))
        seen.add(message.number)
        found.append(TakenMessage(message, faults))
    return found
