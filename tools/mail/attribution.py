"""Where earlier mail begins and ends: header blocks, "On … wrote:", and runs of `>` lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from domain.datewords.vocabulary import WEEKDAYS, either
from tools.mail import phrases

#: Only so many characters of a line are looked at.
LOOK = 400
#: So many lines above are looked at for words; none of them has any where nothing new is said.
_FAR = 1_000
_ADDRESS = re.compile(r"[^\s@<>]{1,80}@[^\s@<>]{1,80}")
_WRAPPED = re.compile(r">[^\d>]{0,40}:")
_TIME = re.compile(r"\d{1,2}[:h.]\d{2}")
#: A weekday and a year: mail programs write both, people one of them at most.
_DATED_IN_FULL = re.compile(
    rf"(?<!\w)(?:{either(WEEKDAYS)})\w{{0,6}}(?!\w).{{0,40}}(?<!\d)20\d{{2}}(?!\d)", re.IGNORECASE
)
_ENDS = (":", "：", " wrote", "写道")


class Line(NamedTuple):
    """A line: where it starts and ends in the text, and its first characters without blanks."""

    start: int
    end: int
    text: str
    marked: bool


def marked_until(lines: list[Line], number: int) -> int:
    """Where a run of `>` lines ends; a blank or wrapped line between two of them belongs to it."""
    last = number
    at = number
    while at < len(lines) and (lines[at].marked or not lines[at].text):
        last = at if lines[at].marked else last
        at += 1
    return last + 1


def header_block(lines: list[Line], number: int) -> bool:
    """Whether a block of mail headers begins here: sender, time, and a subject or an address."""
    kinds, address, blank = set[str](), False, 0
    for line in lines[number : number + 12]:
        found = phrases.LABEL_LINE.match(line.text)
        kind = phrases.LABEL.get(found[1].strip().lower(), "") if found else ""
        if not line.text and blank < 6 and kinds:
            blank += 1
            continue
        if not kind:
            if not kinds:
                return False
            continue  # a header that goes on in a second line
        if not kinds and kind not in ("from", "sent", "subject"):
            return False
        kinds.add(kind)
        address = address or (kind in ("from", "to") and _ADDRESS.search(line.text) is not None)
    several = {"from", "sent"} <= kinds and ("subject" in kinds or address)
    return several and len(kinds) >= 3


def with_rule(lines: list[Line], number: int) -> int:
    """The line of dashes above a header block belongs to it."""
    above = number - 1
    while above >= 0 and number - above < 4 and not lines[above].text:
        above -= 1
    return above if above >= 0 and phrases.RULE.fullmatch(lines[above].text) else number


def attributed(lines: list[Line], number: int) -> tuple[int, int] | None:
    """Old mail under "On … wrote:", written over up to four lines."""
    for length in (1, 2, 3, 4) if _begins(lines[number].text) else (1,):
        block = lines[number : number + length]
        if len(block) < length or (length > 1 and not _continues(block[-1])):
            return None
        said = _says_wrote(" ".join(line.text for line in block))
        if said:
            return _below(lines, number, number + length, said)
    return None


def _begins(text: str) -> bool:
    """Whether an attribution of several lines may begin so: its date, or its sender and verb."""
    if phrases.OPENERS.match(text):
        return re.search(r"\d", text) is not None
    return _ADDRESS.search(text) is not None and phrases.WROTE.search(text) is not None


def _continues(line: Line) -> bool:
    """Whether an attribution may go on in this line; an address may be wrapped before its `>`."""
    return bool(line.text) and (not line.marked or _WRAPPED.fullmatch(line.text) is not None)


def _says_wrote(text: str) -> str:
    """`sure` for an attribution with an address or a time of day, `likely` without, else empty."""
    if len(text) > LOOK:
        return ""
    if _one_line_header(text):
        return "sure" if _ADDRESS.search(text) or _TIME.search(text) else "likely"
    if not text.rstrip("*_- ").endswith(_ENDS):
        return ""
    opener = phrases.OPENERS.match(text) is not None
    address = _ADDRESS.search(text) is not None
    dated = re.search(r"\d", text) is not None
    verb = phrases.WROTE.search(text) is not None
    if not verb and not (opener and address and dated):
        return ""
    if not (opener or address):
        return "likely" if dated else ""
    timed = _TIME.search(text) is not None or _DATED_IN_FULL.search(text) is not None
    return "sure" if dated and (address or (timed and opener)) else "likely"


def _one_line_header(text: str) -> bool:
    """From: … Sent: … in one line."""
    found = phrases.LABEL_LINE.match(text)
    if not found or phrases.LABEL.get(found[1].strip().lower()) != "from":
        return False
    words = [word.strip("*").lower() for word in found[2].replace("：", ":").split() if ":" in word]
    return any(phrases.LABEL.get(word.rstrip(":")) == "sent" for word in words)


def _below(lines: list[Line], first: int, after: int, said: str) -> tuple[int, int] | None:
    """How far old mail goes under an attribution: the `>` lines, or all when it is sure."""
    following = after
    while following < len(lines) and following - after < 6 and not lines[following].text:
        following += 1
    if following < len(lines) and lines[following].marked:
        return first, marked_until(lines, following)
    above = any(lines[one].text for one in range(first - 1, max(first - _FAR, 0) - 1, -1))
    if said == "sure":
        return first, len(lines) if above else after  # nothing new above it: the answer is below
    return None
