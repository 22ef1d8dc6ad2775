"""Which signs an interchange uses: X12 says it in ISA, EDIFACT in UNA, or nobody does."""

from __future__ import annotations

import re
from typing import NamedTuple

from tools.edi.segments import BLANKS, Marks

_X12 = re.compile(r"ISA(?P<element>[^0-9A-Za-z\s\u00a0])|ISA(?P<control>[\x1c-\x1f])")
_EDIFACT = re.compile(r"UN[BGH](?=[^0-9A-Za-z \t])")
_UNA = re.compile(r"UNA(?=[^0-9A-Za-z])")
#: Where an interchange may begin again after something that is none.
_AGAIN = re.compile(
    r"(?<![0-9A-Za-z])(?:ISA(?=[^0-9A-Za-z\s\u00a0]|[\x1c-\x1f])|UNA(?=[^0-9A-Za-z\s].{4}[^0-9A-Za-z])"
    r"|UN[BGH](?=[+\x1d=*@]))",
    re.DOTALL,
)
#: What X12 has behind ISA; so a missing component separator is seen.
_AFTER_ISA = re.compile(r"\s{0,200}(?:GS|TA1|IEA|ISB|ISE|ISA)", re.IGNORECASE)
_TAG = re.compile(r"[A-Z]{2}[A-Z0-9][+:]|[A-Z]{2}[A-Z0-9]$")
_VERSION = re.compile(r"[0-9A-Z]{3,6}")
_ISA_ELEMENTS = 16
#: Longest ISA with blanks and line ends in it, by far.
_ISA_LENGTH = 600

#: Level B of EDIFACT: separators that no text holds.
_LEVEL_B = Marks(syntax="EDIFACT", element="\x1d", component="\x1f", terminator="\x1c")


class Start(NamedTuple):
    """Where the first segment of an interchange begins, and with which signs."""

    at: int
    marks: Marks


def looks_like_edi(head: str | bytes) -> bool:
    """Whether a file that begins so is X12 or EDIFACT."""
    if isinstance(head, bytes):
        head = head[:2_000].removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    head = head[:2_000].lstrip(BLANKS)
    return start_at(head, 0) is not None


def start_at(text: str, at: int) -> Start | None:
    """The interchange that begins at this place, None when none does."""
    if _X12.match(text, at):
        return _x12(text, at)
    una = _UNA.match(text, at)
    if una:
        return _with_una(text, at)
    if _EDIFACT.match(text, at):
        return Start(at, _without_una(text, at))
    return None


def next_start(text: str, at: int) -> int:
    """Where the next interchange may begin; the end of the text when there is none."""
    found = _AGAIN.search(text, at)
    return found.start() if found else len(text)


def skip_blanks(text: str, at: int) -> int:
    """The first character that is no blank."""
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at


def _x12(text: str, at: int) -> Start | None:
    """Signs by the place of the sixteenth element, so that a trimmed or wrapped ISA does too."""
    element = text[at + 3]
    end, limit = at + 3, at + _ISA_LENGTH
    for _ in range(_ISA_ELEMENTS - 1):
        end = text.find(element, end + 1, limit)
        if end < 0:
            return None
    last = skip_line_ends(text, end + 1)
    if last >= len(text):
        return None
    component, terminator = text[last], _terminator(text, last + 1)
    if _ends_segments(text, last):
        component, terminator = "", text[last]  # it names no component separator
    if not terminator:
        return None
    fields = [field.strip(BLANKS) for field in text[at:end].split(element)]
    version, eleventh = fields[12], fields[11]
    if not _VERSION.fullmatch(version):
        return None
    repeats = version >= "00402" and len(eleventh) == 1 and not eleventh.isalnum()
    signs = Marks(
        syntax="X12",
        element=element,
        component="" if component.isalnum() else component,
        terminator=terminator,
        repetition=eleventh if repeats and eleventh != component else "",
    )
    return Start(at, signs)


def _ends_segments(text: str, at: int) -> bool:
    """Whether the sixteenth element is missing and its place is taken by the terminator."""
    behind = _AFTER_ISA.match(text, at + 1)
    if behind is None or text[at] in BLANKS:
        return False
    if "\n" not in behind[0]:
        return not behind[0][:1].isspace()
    line_end = text.find("\n", behind.end(), behind.end() + 400)
    return text[behind.end() : line_end if line_end > 0 else None].rstrip(BLANKS)[-1:] == text[at]


def _terminator(text: str, at: int) -> str:
    """The sign behind ISA; a line end counts only where nothing else stands before GS."""
    following = skip_line_ends(text, at)
    if following >= len(text):
        return text[at : at + 1].replace("\r", "\n")
    if following > at and _AFTER_ISA.match(text, following):
        return "\n" if "\n" in text[at:following] else "\r"
    sign = text[following]
    return "" if sign.isalnum() and sign.isascii() else sign


def skip_line_ends(text: str, at: int) -> int:
    while at < len(text) and text[at] in "\r\n":
        at += 1
    return at


def _with_una(text: str, at: int) -> Start | None:
    """Six signs behind UNA: component, element, decimal, release, repetition, terminator."""
    signs = text[at + 3 : at + 9]
    if len(signs) < 6:
        return None
    component, element, _decimal, release, repetition, terminator = tuple(signs)
    if terminator in "\r\n":
        terminator = "\n"
    distinct = {component, element, terminator}
    if len(distinct) < 3 or any(sign.isalnum() for sign in distinct):
        return None
    following = at + 9
    while following < len(text) and text[following] in BLANKS:
        following += 1
    marks = Marks(
        syntax="EDIFACT",
        element=element,
        component=component,
        terminator=terminator,
        repetition="" if repetition in " \r\n" or repetition in distinct else repetition,
        release="" if release in " \r\n" or release in distinct else release,
    )
    return Start(following, marks)


def _without_una(text: str, at: int) -> Marks:
    """The signs of the standard, level B's, or a line end where no apostrophe ends a segment."""
    if text[at + 3] == "\x1d":
        return _LEVEL_B
    plain = Marks(
        syntax="EDIFACT", element=text[at + 3], component=":", terminator="'", release="?"
    )
    lines = [line.strip(BLANKS) for line in text[at : at + 4_000].split("\n")]
    lines = [line for line in lines if line][:60]
    ended = sum(line.endswith("'") for line in lines)
    begun = sum(_TAG.match(line) is not None for line in lines)
    if len(lines) > 1 and ended * 2 < len(lines) < begun * 2:
        return plain.model_copy(update={"terminator": "\n"})
    return plain
