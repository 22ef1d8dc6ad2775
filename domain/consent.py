"""What a yes or no says: it stands alone, or a sum beside it is as far as it goes."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.errors import Refused
from domain.words import Hit, lexicon

#: Signs between the words of an answer; a question mark is none of them.
_BETWEEN = " \t,;:.!–—-、，。！"
#: A sum that reads the same in every country, with the currency before or behind.
_SUM = re.compile(r"(?:([a-z]{3}) ?)?([0-9]{1,12}(?:[.,][0-9]{1,2})?) ?([a-z]{3}\b)?", re.I)
#: Currencies of the sums that the question itself names.
_CURRENCY = re.compile(r"[0-9] ([A-Z]{3})\b|\b([A-Z]{3}) [0-9]")


def consent(slot: str, value: str, asked: str, *, with_sum: bool) -> str:
    """`yes`, `no`, or the sum up to which it is so (`with_sum`: the question knows one).

    Refused for a yes with anything else beside it: nobody reads a condition as consent. `asked` is
    the question's text: a sum is in its currency or is none.
    """
    first, rest = _read(value)
    if first == "denies":
        return "no"
    if first == "agrees" and not rest:
        return "yes"
    amount = _limit(rest, asked) if with_sum else None
    if amount is not None:
        return f"{amount:f}"
    form = "yes, no or the sum, as 1250.00" if with_sum else "yes or no"
    if first == "agrees":
        raise Refused(f"{slot}={value!r} says more than yes; answer {form}, alone")
    raise Refused(f"{slot}={value!r} is neither yes nor no; answer {form}")


def _read(value: str) -> tuple[str, str]:
    """What the answer begins with, and what follows all words of that kind."""
    rest, first = value.strip(), ""
    while (hit := begins_with(rest)) is not None and hit.code in ("agrees", "denies"):
        if first not in ("", hit.code):
            break
        first, rest = hit.code, rest[hit.end :].strip(_BETWEEN)
    return first, rest


def begins_with(value: str) -> Hit | None:
    """The longest words of a yes, a no, a doubt or a limit that an answer begins with."""
    hits = [one for one in lexicon("yes_no").find(value) if not value[: one.start].strip()]
    return max(hits, key=lambda one: one.end, default=None)


def _limit(words: str, asked: str) -> Decimal | None:
    """The sum, where nothing else is said but that it is the most and what currency it is in."""
    found = _SUM.match(rest := _past_limits(words))
    if found is None or _past_limits(rest[found.end() :].strip(_BETWEEN)):
        return None
    known = {"".join(pair) for pair in _CURRENCY.findall(asked)}
    said = {one.upper() for one in found.group(1, 3) if one}
    return Decimal(found[2].replace(",", ".")) if not said or said == known else None


def _past_limits(words: str) -> str:
    while (hit := begins_with(words)) is not None and hit.code == "limit":
        words = words[hit.end :].strip(_BETWEEN)
    return words
