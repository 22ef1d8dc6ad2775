"""997 functional acknowledgements, with TA1 where the interchange is asked about or faulty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.codes import meaning
from tools.edi.answering.taken import Taken, TakenGroup, TakenMessage
from tools.edi.faults import Fault, FaultKind
from tools.edi.received import Interchange

#: Faults in the codes of elements 718 (set), 716 (group), 720 (segment), 723 (element), I18 (TA1).
_SET: dict[FaultKind, str] = {
    "no trailer": "2",
    "wrong control number": "3",
    "wrong count": "4",
    "unknown message": "1",
    "repeated control number": "23",
}
_GROUP: dict[FaultKind, str] = {
    "no trailer": "3",
    "wrong control number": "4",
    "wrong count": "5",
}
_ELEMENT: dict[FaultKind, str] = {
    "element missing": "1",
    "invalid number": "6",
    "invalid date": "8",
    "invalid time": "9",
}
_INTERCHANGE: dict[FaultKind, str] = {
    "wrong control number": "001",
    "wrong count": "021",
    "no trailer": "023",
}
_MISSING, _HAS_ERRORS, _SEGMENTS_IN_ERROR = "3", "8", "5"
#: AK502 to AK506, AK905 to AK909.
_CODES = 5


def functional(interchange: Interchange, found: Taken, number: str, at: datetime) -> str:
    """The interchange of 997s, one for each functional group, in the signs of what it answers."""
    marks = interchange.marks
    assert marks is not None and interchange.head is not None  # it was received
    rows = [_isa(interchange, number, at)]
    wanted = interchange.value(14) == "1"
    if wanted or found.faults:
        rows.append(_ta1(interchange, found))
    for place, group in enumerate(found.groups, start=1):
        rows += _group(interchange, group, (number, place), at)
    rows.append(["IEA", str(len(found.groups)), number])
    end = marks.terminator if marks.terminator == "\n" else f"{marks.terminator}\n"
    return "".join(marks.element.join(row) + end for row in rows)


def _isa(interchange: Interchange, number: str, at: datetime) -> list[str]:
    """The envelope with sender and receiver changed places; a test stays a test."""
    value, marks = interchange.value, interchange.marks
    assert marks is not None  # it was received
    eleventh = marks.repetition or value(11) or "U"
    return [
        "ISA", "00", " " * 10, "00", " " * 10, value(7)[:2], f"{value(8):<15.15}", value(5)[:2],
        f"{value(6):<15.15}", f"{at:%y%m%d}", f"{at:%H%M}", eleventh, value(12), number, "0",
        value(15) or "P", marks.component or ">",
    ]  # fmt: skip


def _ta1(interchange: Interchange, found: Taken) -> list[str]:
    code = "R" if found.faulty else "E" if found.faults else "A"
    notes = [_INTERCHANGE[one.kind] for one in found.faults if one.kind in _INTERCHANGE]
    note = notes[0] if notes else "024" if found.faults else "000"
    return ["TA1", interchange.number, interchange.value(9), interchange.value(10), code, note]


def _group(
    interchange: Interchange, group: TakenGroup, number: tuple[str, int], at: datetime
) -> Iterator[list[str]]:
    """GS to GE with the one 997 that answers this group."""
    control, place = number
    own = str(int(control) + place - 1)  # of each group its own, counted on from the interchange's
    head = group.group
    version = head.value(8) or "004010"
    sender, receiver = head.value(3) or interchange.value(8), head.value(2) or interchange.value(6)
    yield [
        "GS", "FA", sender, receiver, f"{at:%Y%m%d}", f"{at:%H%M}", own, head.value(7) or "X",
        version,
    ]  # fmt: skip
    body = [["ST", "997", f"{place:04d}"], ["AK1", head.value(1) or _kind(group), head.number]]
    for one in group.messages:
        body += _message(one, _signs(interchange))
    body.append(_group_answer(group))
    body.append(["SE", str(len(body) + 1), f"{place:04d}"])
    yield from body
    yield ["GE", "1", own]


def _kind(group: TakenGroup) -> str:
    """The group's code where it has no header, by its first message."""
    first = group.messages[0].message.kind if group.messages else ""
    return meaning("x12.479", first) or "ZZ"


def _signs(interchange: Interchange) -> str:
    marks = interchange.marks
    assert marks is not None  # it was received
    return marks.element + marks.component + marks.terminator + marks.repetition


def _message(one: TakenMessage, signs: str) -> Iterator[list[str]]:
    """AK2, the segments in error, AK5."""
    yield ["AK2", one.message.kind, one.message.number]
    inside = [fault for fault in one.faults if fault.segment and fault.kind not in _SET]
    for place in dict.fromkeys((fault.segment, fault.tag) for fault in inside):
        here = [fault for fault in inside if (fault.segment, fault.tag) == place]
        missing = any(fault.kind == "segment missing" for fault in here)
        yield ["AK3", place[1], str(place[0]), "", _MISSING if missing else _HAS_ERRORS]
        for fault in here if not missing else ():
            yield _element(fault, signs)
    codes = [_SET[fault.kind] for fault in one.faults if fault.kind in _SET]
    codes += [_SEGMENTS_IN_ERROR] if inside else []
    state = "R" if one.refused else "E" if one.faults else "A"
    yield ["AK5", state, *list(dict.fromkeys(codes))[:_CODES]]


def _element(fault: Fault, signs: str) -> list[str]:
    """AK4: the element, its error, and what stood there."""
    row = ["AK4", str(fault.element), "", _ELEMENT[fault.kind]]
    if fault.value and not any(sign in fault.value for sign in signs):
        row.append(fault.value)
    return row


def _group_answer(group: TakenGroup) -> list[str]:
    """AK9: the whole group, how many sets it says it has, has, and were accepted."""
    trailer, received = group.group.trailer, len(group.messages)
    stated = trailer.value(1) if trailer is not None else ""
    codes = [_GROUP[one.kind] for one in group.group.faults if one.kind in _GROUP]
    clean = not group.group.faults and not any(one.faults for one in group.messages)
    state = "A" if clean else "R" if group.refused else "E"
    if state == "E" and group.accepted < received:
        state = "P"
    counted = stated if stated.isascii() and stated.isdecimal() and len(stated) < 7 else received
    row = ["AK9", state, str(counted), str(received), str(group.accepted)]
    return [*row, *list(dict.fromkeys(codes))[:_CODES]]
