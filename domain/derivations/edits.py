"""Derivations of what a person changed before approving: never more than was worked out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from domain.derivations.registry import derivation
from domain.errors import Refused

#: Characters of a remark: what is longer is a letter of its own.
LONGEST = 800
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,4})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: What nobody sees: control, format, surrogate, private and unassigned characters, separators, and
#: of letters and marks those that Unicode calls default ignorable, with the two that show as blank.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U0001d159\U000e0100-\U000e01ef]"
)


@derivation
def at_most(inputs: Mapping[str, str]) -> str:
    """`wanted`, a number above 0 and no larger than `proposed`, in plain digits and no finer: whole
    pieces stay whole, and money has the minor units of its currency."""
    wanted, proposed = inputs["wanted"].strip(), inputs["proposed"]
    if not _NUMBER.fullmatch(wanted) or not 0 < Decimal(wanted) <= Decimal(proposed):
        raise Refused(f"{wanted!r} is no number above 0 and up to {proposed}")
    if (finest := _decimals(proposed)) < _decimals(wanted):
        digits = f"at most {finest} decimals" if finest else "no decimals"
        raise Refused(f"{wanted!r} is finer than {proposed}: write it with {digits}")
    return wanted


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])


@derivation
def no_earlier(inputs: Mapping[str, str]) -> str:
    """`wanted`, a day not before `proposed` (both YYYY-MM-DD) and at most a year after it."""
    wanted = inputs["wanted"].strip()
    try:
        if not _DAY.fullmatch(wanted):
            raise ValueError
        first, day = date.fromisoformat(inputs["proposed"]), date.fromisoformat(wanted)
    except ValueError:
        raise Refused(f"{wanted!r} is no day; write it YYYY-MM-DD") from None
    if not 0 <= (day - first).days <= 366:
        raise Refused(f"{wanted} is not within a year from {first}")
    return day.isoformat()


@derivation
def with_remark(inputs: Mapping[str, str]) -> str:
    """The words of `proposed` with the person's own (`wanted`) before the last paragraph, by which
    a letter is signed."""
    wanted = lines_of(inputs["wanted"])
    if not wanted or len(wanted) > LONGEST:
        raise Refused(f"a remark has 1 to {LONGEST} characters")
    seen = wanted.replace("\n", "")
    if _BLANK.search(seen) or any(unicodedata.category(one) in _UNSEEN for one in seen):
        raise Refused("a remark holds no control or invisible characters")
    body, blank, signed = inputs["proposed"].rstrip("\n").rpartition("\n\n")
    end = "\n" if inputs["proposed"].endswith("\n") else ""
    parts = (body, wanted, signed) if blank else (signed, wanted)
    return "\n\n".join(parts) + end


def lines_of(text: str) -> str:
    """A typed text with its lines broken by line feeds alone: browsers send others."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


#: Ways in which a slot may be changed, by name.
EDITS: dict[str, Callable[[Mapping[str, str]], str]] = {
    "at_most": at_most,
    "no_earlier": no_earlier,
    "with_remark": with_remark,
}

#: What a person may type there.
FORMS = {
    "at_most": "a number, at most {proposed}",
    "no_earlier": "a day, not before {proposed}",
    "with_remark": "words of your own, added to the letter",
}
