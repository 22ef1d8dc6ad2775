"""CONTRL: whether an EDIFACT interchange and each of its messages could be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tools.edi.answering.taken import Taken, TakenGroup, TakenMessage
from tools.edi.faults import Fault, FaultKind
from tools.edi.received import Interchange, Received
from tools.edi.segments import Marks

#: Faults in the codes of element 0085.
_CODES: dict[FaultKind, str] = {
    "no trailer": "13",
    "wrong control number": "28",
    "wrong count": "29",
    "no header": "13",
    "segment missing": "13",
    "element missing": "13",
    "invalid date": "12",
    "invalid time": "12",
    "invalid number": "37",
    "unknown message": "14",
    "repeated control number": "26",
    "unreadable": "18",
}
_ACCEPTED, _REFUSED = "7", "4"
_TRAILERS = {"interchange": "UNZ", "message": "UNT"}

Row = list[list[str]]


def contrl(interchange: Interchange, found: Taken, number: str, at: datetime) -> str:
    """The interchange with the one CONTRL, in the signs of what it answers."""
    marks = interchange.marks
    assert marks is not None and interchange.head is not None  # it was received
    body: list[Row] = [_unh(interchange), _uci(interchange, found)]
    for group in found.groups:
        for one in group.messages:
            body += _message(one, refused=found.faulty or _faulty(group))
    body.append([["UNT"], [str(len(body) + 1)], ["1"]])
    rows = [_unb(interchange, number, at), *body, [["UNZ"], ["1"], [number]]]
    end = marks.terminator if marks.terminator == "\n" else f"{marks.terminator}\n"
    return _una(marks) + "".join(_written(row, marks) + end for row in rows)


def _faulty(group: TakenGroup) -> bool:
    return any(one.grave for one in group.group.faults)


def _una(marks: Marks) -> str:
    """The signs, except for level B, whose control characters speak for themselves."""
    if marks.element == "\x1d":
        return ""
    signs = [marks.component, marks.element, ".", marks.release or " ", marks.repetition or " "]
    return f"UNA{''.join(signs)}{marks.terminator}\n".replace("\n\n", "\n")


def _written(row: Row, marks: Marks) -> str:
    """A segment: components joined, empty ends left out, signs in values released."""
    elements = [marks.component.join(_released(part, marks) for part in _cut(one)) for one in row]
    return marks.element.join(_cut(elements))


def _cut(values: list[str]) -> list[str]:
    """Without empty values at the end; the first one stays."""
    end = len(values)
    while end > 1 and not values[end - 1]:
        end -= 1
    return values[:end]


def _released(value: str, marks: Marks) -> str:
    signs = marks.component + marks.element + marks.terminator + marks.repetition
    if not marks.release:
        return "".join(" " if sign in signs else sign for sign in value)
    return "".join(
        marks.release + sign if sign in signs + marks.release else sign for sign in value
    )


def _composite(of: Received, element: int, parts: int) -> list[str]:
    return [of.value(element, part) for part in range(1, parts + 1)]


def _unb(interchange: Interchange, number: str, at: datetime) -> Row:
    """The envelope with sender and receiver changed places; a test stays a test."""
    row = [
        ["UNB"],
        _composite(interchange, 1, 4),
        _composite(interchange, 3, 4),
        _composite(interchange, 2, 4),
        [f"{at:%y%m%d}", f"{at:%H%M}"],
        [number],
    ]
    if interchange.value(11) == "1":
        row += [[""], ["CONTRL"], [""], [""], [""], ["1"]]
    return row


def _unh(interchange: Interchange) -> Row:
    newer = interchange.value(1, 2) >= "4"
    return [["UNH"], ["1"], ["CONTRL", *(("4", "1") if newer else ("D", "3")), "UN"]]


def _uci(interchange: Interchange, found: Taken) -> Row:
    """The interchange by its reference, who sent it to whom, and how it was taken."""
    row = [
        ["UCI"],
        [interchange.number],
        _composite(interchange, 2, 4),
        _composite(interchange, 3, 4),
        [_REFUSED if found.faulty else _ACCEPTED],
    ]
    return [*row, *_error(found.faults, "interchange")]


def _error(faults: list[Fault], level: str) -> Row:
    """The first fault by its code, and the segment it is at."""
    for fault in faults:
        tag = fault.tag or (_TRAILERS[level] if fault.kind == "no trailer" else "")
        return [[_CODES[fault.kind]], [tag]]
    return []


def _message(one: TakenMessage, *, refused: bool) -> Iterator[Row]:
    """UCM, and the segments and elements in error below it."""
    action = _REFUSED if refused or one.refused else _ACCEPTED
    own = [fault for fault in one.faults if not fault.element and fault.kind != "segment missing"]
    yield [
        ["UCM"],
        [one.message.number],
        _composite(one.message, 2, 5),
        [action],
        *_error(own, "message"),
    ]
    inside = [fault for fault in one.faults if fault not in own]
    for place in dict.fromkeys(fault.segment for fault in inside):
        here = [fault for fault in inside if fault.segment == place]
        missing = next((fault for fault in here if fault.kind == "segment missing"), None)
        yield [["UCS"], [str(place)], [_CODES[missing.kind] if missing else ""]]
        for fault in here:
            if fault.element:
                at = [str(fault.element + 1), str(fault.component) if fault.component else ""]
                yield [["UCD"], [_CODES[fault.kind]], at]
