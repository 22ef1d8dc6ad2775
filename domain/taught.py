"""What our people taught about how a partner writes: mappings for reading it, and nothing else.

A mapping is one of a closed list of kinds. None of them can name an account, a contact, a
destination or an authority.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation

from domain.codes import code_list
from domain.errors import Refused
from domain.numberwords import is_unit
from domain.quantity import unit_name
from domain.values import Value
from domain.vocabulary import EVENTS

#: Kind → what a mapping of it says, with `{words}`, `{value}`, `{item}` and `{unit}`.
KINDS: dict[str, str] = {
    "label": '"{words}" is the date of {value}',
    "unit": '"{words}" are {value} {unit} each{item}',
    "date-order": "days, months and years stand in the order {value}",
    "decimal-mark": 'the decimal mark is "{value}"',
    "item": '"{words}" is our item {value}',
    "prefix": '"{words}" before a number stands for "{value}" in our order numbers',
    "code": "code {words} means {value}",
}
#: Kinds that have no words: there is one of each for a partner.
WORDLESS = ("date-order", "decimal-mark")
_ORDERS = ("DMY", "MDY", "YMD")
_LABEL = re.compile(r"[^\W\d_][\w .,'’/&()-]{0,39}")
_UNIT = re.compile(r"[^\W\d_]{1,20}\.?")
_ITEM = re.compile(r"[\w][\w ./-]{1,39}")
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9]{0,9}[ /-]?")
_CODE = re.compile(r"(X12|EDIFACT) ([0-9]{3,4}) ([A-Z0-9]{1,4})")
#: Lists whose codes a partner may use in a way of its own, and whether they name dates.
CODE_LISTS = {
    "X12 374": ("x12.374", True),
    "X12 1650": ("x12.1650", True),
    "X12 1651": ("x12.1651", False),
    "EDIFACT 2005": ("edifact.2005", True),
    "EDIFACT 9011": ("edifact.9011", True),
    "EDIFACT 9013": ("edifact.9013", False),
}
_OURS = re.compile(r"[A-Za-z0-9-]{0,11}")


class Taught(Value):
    """One mapping in force: `number` is that of the fact that holds it, `id` the fact's."""

    id: str = ""
    number: int = 0
    partner: str
    kind: str
    words: str = ""
    value: str
    item: str = ""
    unit: str = ""
    version: int = 1
    by: str = ""
    at: datetime | None = None
    reason: str = ""

    @property
    def about(self) -> tuple[str, str, str, str]:
        """What it is a mapping of: a newer one of the same takes its place."""
        return (self.partner, self.kind, self.words.casefold(), self.item)

    def said(self) -> str:
        """In words."""
        item = f" of item {self.item}" if self.item else ""
        return KINDS[self.kind].format(
            words=self.words, value=self.value, unit=self.unit, item=item
        )


class Pack(Value):
    """A packing unit of a partner: `each` pieces of `unit`, of one item or of any."""

    word: str
    each: Decimal
    unit: str
    item: str
    taught: str


class Meant(Value):
    """What a partner means by a code of an EDI file, by the lesson `taught`."""

    text: str
    taught: str


class Habits(Value):
    """How a partner writes, where it was taught; labels, items and prefixes in lower case, codes
    as `LIST:CODE`."""

    date_order: str = ""
    decimal: str = ""
    labels: dict[str, str] = {}
    packs: tuple[Pack, ...] = ()
    items: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    codes: dict[str, Meant] = {}

    def packs_of(self, item: str, unit: str) -> tuple[Pack, ...]:
        """Packing units of an item that is ordered in this unit."""
        return tuple(
            one
            for one in self.packs
            if one.item in ("", item) and unit_name(one.unit) == unit_name(unit)
        )


def habits(lessons: Iterable[Taught]) -> Habits:
    """Everything taught about one partner as its reader needs it."""
    found: dict[str, list[Taught]] = {}
    for one in lessons:
        found.setdefault(one.kind, []).append(one)

    def mapped(kind: str) -> dict[str, str]:
        return {one.words.casefold(): one.value for one in found.get(kind, ())}

    return Habits(
        date_order=next((one.value for one in found.get("date-order", ())), ""),
        decimal=next((one.value for one in found.get("decimal-mark", ())), ""),
        labels=mapped("label"),
        items=mapped("item"),
        prefixes=mapped("prefix"),
        codes={
            ":".join(code_of(one)): Meant(text=one.value, taught=one.id)
            for one in found.get("code", ())
        },
        packs=tuple(
            Pack(
                word=one.words, each=Decimal(one.value), unit=one.unit, item=one.item, taught=one.id
            )
            for one in found.get("unit", ())
        ),
    )


def checked(one: Taught) -> Taught:
    """The mapping in its one form; Refused in one sentence when it can be none."""
    if one.kind not in KINDS:
        raise Refused(f"{one.kind!r} cannot be taught; use one of {', '.join(KINDS)}")
    words = " ".join(one.words.split())
    tidy = one.model_copy(update={"words": words, "value": one.value.strip()})
    if bool(words) == (one.kind in WORDLESS):
        wanted = "a value and no words" if one.kind in WORDLESS else "words and what they mean"
        raise Refused(f"{one.kind} takes {wanted}")
    problem = _CHECKS[one.kind](tidy)
    if problem:
        raise Refused(problem)
    if one.kind == "code":
        return tidy.model_copy(update={"words": " ".join((_list(tidy), code_of(tidy)[1]))})
    if one.kind == "unit":  # one text form, as recipes name it
        return tidy.model_copy(update={"value": f"{Decimal(tidy.value):f}"})
    return tidy


def _label(one: Taught) -> str:
    if not _LABEL.fullmatch(one.words):
        return f"{one.words!r} is no label: letters first, at most 40 characters"
    if one.value not in EVENTS:
        return f"{one.value!r} is no event; use one of {', '.join(sorted(EVENTS))}"
    return ""


def _unit(one: Taught) -> str:
    if not _UNIT.fullmatch(one.words):
        return f"{one.words!r} is no unit: one word of letters"
    if is_unit(one.words, one.unit):
        return f"{one.words!r} is the order's own unit {one.unit} already"
    each = _decimal(one.value)
    if each is None or not 0 < each <= 1_000_000:
        return f"{one.value!r} is no number of pieces; write it as 12"
    return ""


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _order(one: Taught) -> str:
    return "" if one.value in _ORDERS else f"{one.value!r} is no order; use {', '.join(_ORDERS)}"


def _mark(one: Taught) -> str:
    return "" if one.value in (".", ",") else f"{one.value!r} is no decimal mark; use . or ,"


def _item(one: Taught) -> str:
    fits = _ITEM.fullmatch(one.words) and any(char.isdigit() for char in one.words)
    return "" if fits else f"{one.words!r} is no item number: it has a digit, at most 40 characters"


def _prefix(one: Taught) -> str:
    if not _PREFIX.fullmatch(one.words):
        return f"{one.words!r} is no prefix: letters first, at most 11 characters"
    if not _OURS.fullmatch(one.value):
        return f"{one.value!r} does not begin an order number"
    return ""


def code_of(one: Taught) -> tuple[str, str]:
    """The list of `domain.codes` and the code that a lesson is of, as files name them."""
    name, _, code = one.words.upper().rpartition(" ")
    return CODE_LISTS[name][0], code.zfill(3) if name == "X12 374" else code


def _list(one: Taught) -> str:
    return one.words.upper().rpartition(" ")[0]


def _code(one: Taught) -> str:
    if not _CODE.fullmatch(one.words.upper()) or _list(one) not in CODE_LISTS:
        return f"{one.words!r} is no code; write LIST CODE, LIST one of {', '.join(CODE_LISTS)}"
    name, dates = CODE_LISTS[_list(one)]
    known = {*code_list(name).values(), *(EVENTS if dates else ())}
    if one.value not in known:
        return f"{one.value!r} is no meaning of it; use one of {', '.join(sorted(known))}"
    return ""


_CHECKS = {
    "code": _code,
    "label": _label,
    "unit": _unit,
    "date-order": _order,
    "decimal-mark": _mark,
    "item": _item,
    "prefix": _prefix,
}
