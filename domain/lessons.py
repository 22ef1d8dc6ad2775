"""What a correction may be an instance of: mappings worth teaching, which are only offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from domain.corrected import Correction
from domain.datewords.vocabulary import MONTHS, UNITS, WEEKDAYS
from domain.derive import derive
from domain.errors import SeamlineError
from domain.numberwords import NUMBER, is_unit, number
from domain.reading import QuantityStated, Statement, stated_text
from domain.taught import Taught, checked

#: Packs hold no more pieces than this, and no fewer than two.
_MOST_EACH = 10_000
_OF_TIME = frozenset({*MONTHS, *UNITS, *WEEKDAYS})
_COUNTED = re.compile(rf"(?<![\w.,/])({NUMBER})\s?([^\W\d_]{{2,20}})(?!\w)")
_LABEL = re.compile(r"([^\W\d_][\w .'/-]{1,38}?)\s*[:=|\t-]*\s*$")


class Seen(NamedTuple):
    """A correction with what stood around it: the part's text, the line's item and its unit."""

    correction: Correction
    before: Statement | None
    text: str
    partner: str
    item: str
    unit: str
    decimal: str


def lessons(seen: Seen) -> tuple[Taught, ...]:
    """Mappings under which the message would have been read as the person says."""
    if not seen.partner:
        return ()
    found = [*_argument(seen)] or [*_packs(seen), *_label(seen)]
    return tuple(one for one in found if _valid(one))


def _valid(one: Taught) -> bool:
    try:
        checked(one)
    except SeamlineError:
        return False
    return True


def _argument(seen: Seen) -> Iterator[Taught]:
    """Another order of day and month, or another decimal mark, gives the corrected value."""
    before = seen.before
    if before is None or before.span is None or not before.recipe:
        return
    for kind, argument, values in _READ_BY:
        if argument not in before.arguments:
            continue
        for value in values:
            if value != before.arguments[argument] and _gives(before, argument, value, seen):
                yield Taught(partner=seen.partner, kind=kind, value=value)
                break


_READ_BY = (
    ("date-order", "order", ("DMY", "MDY", "YMD")),
    ("decimal-mark", "decimal", (".", ",")),
)


def _gives(before: Statement, argument: str, value: str, seen: Seen) -> bool:
    assert before.span is not None  # the caller looked
    try:
        again = derive(before.recipe, before.span.quote, {**before.arguments, argument: value})
    except (SeamlineError, ValueError, LookupError, ArithmeticError):
        return False
    return stated_text(again) == seen.correction.text


def _packs(seen: Seen) -> Iterator[Taught]:
    """The one number of some other unit that is a whole part of the corrected quantity."""
    stated = seen.correction.stated
    if not isinstance(stated, QuantityStated) or seen.correction.field.endswith("_pct"):
        return
    found: dict[str, Decimal] = {}
    for match in _COUNTED.finditer(seen.text):
        each = _whole(stated.quantity.n, number(match[1], seen.decimal))
        word = match[2].casefold()
        if each and not is_unit(word, seen.unit) and word not in _OF_TIME:
            found.setdefault(word, each)
    if len(found) == 1:
        [(word, each)] = found.items()
        value = f"{each:f}"
        yield Taught(
            partner=seen.partner,
            kind="unit",
            words=word,
            value=value,
            item=seen.item,
            unit=seen.unit,
        )


def _whole(pieces: Decimal, packs: Decimal) -> Decimal | None:
    if packs <= 0 or pieces % packs:
        return None
    each = pieces // packs
    return each if 2 <= each <= _MOST_EACH else None


def _label(seen: Seen) -> Iterator[Taught]:
    """The words right before a date whose event was corrected."""
    before = seen.before
    if seen.correction.field != "event" or before is None or before.span is None:
        return
    line = seen.text[: before.span.start].rpartition("\n")[2]
    match = _LABEL.search(re.split(r"[.;,]\s|\t", line)[-1])
    if match:
        words = match[1].strip()
        yield Taught(partner=seen.partner, kind="label", words=words, value=seen.correction.text)


def command(one: Taught) -> str:
    """The command that teaches it."""
    words = f' "{one.words}"' if one.words else ""
    value = f' "{one.value}"' if " " in one.value else f" {one.value}"
    item = f" --item {one.item}" if one.item else ""
    return f"seamline teach {one.partner} {one.kind}{words}{value}{item} --as PERSON"
