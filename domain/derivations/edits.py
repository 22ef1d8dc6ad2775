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
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,4})?")


@derivation
def at_most(inputs: Mapping[str, str]) -> str:
    """`wanted`, a number above 0 and no larger than `proposed`."""
    wanted, proposed = inputs["wanted"].strip(), Decimal(inputs["proposed"])
    if not _NUMBER.fullmatch(wanted) or not 0 < Decimal(wanted) <= proposed:
        raise Refused(f"{wanted!r} is no number above 0 and up to {inputs['proposed']}")
    return wanted


@derivation
def no_earlier(inputs: Mapping[str, str]) -> str:
    """`wanted`, a day not before `proposed` (both YYYY-MM-DD) and at most a year after it."""
    wanted = inputs["wanted"].strip()
    try:
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
    wanted = inputs["wanted"].strip()
    if not wanted or len(wanted) > LONGEST:
        raise Refused(f"a remark has 1 to {LONGEST} characters")
    if any(unicodedata.category(one) in ("Cc", "Cf", "Co") and one != "\n" for one in wanted):
        raise Refused("a remark holds no control or invisible characters")
    body, blank, signed = inputs["proposed"].rstrip("\n").rpartition("\n\n")
    end = "\n" if inputs["proposed"].endswith("\n") else ""
    parts = (body, wanted, signed) if blank else (signed, wanted)
    return "\n\n".join(parts) + end


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
