"""What is wrong with a received file: told to people in words, to its sender in codes."""

from __future__ import annotations

from typing import Literal

from domain.values import Value

#: Kinds of syntax fault, in our words; `tools.edi.answer` knows their codes in each standard.
FaultKind = Literal[
    "no trailer",
    "wrong control number",
    "wrong count",
    "no header",
    "segment missing",
    "element missing",
    "invalid date",
    "invalid time",
    "invalid number",
    "unknown message",
    "repeated control number",
    "unreadable",
]

#: Faults after which what the message says cannot be relied on.
GRAVE: frozenset[FaultKind] = frozenset(
    {"no trailer", "wrong control number", "segment missing", "element missing", "unreadable"}
)


class Fault(Value):
    """One fault. `segment` is the place of a segment in its message, counted from 1; `element`
    and `component` count within it; 0 where the fault is not at one of them."""

    kind: FaultKind
    words: str
    tag: str = ""
    segment: int = 0
    element: int = 0
    component: int = 0
    value: str = ""

    @property
    def grave(self) -> bool:
        """Whether the message is not to be relied on."""
        return self.kind in GRAVE
