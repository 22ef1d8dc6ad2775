"""A typed "what if": what is supposed, of which case or order, and its price beside that of now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from domain.case import CaseState
from domain.errors import Refused, Unknown
from graph.answers import topic
from graph.asked.plain import plain
from graph.supposed import Supposed
from graph.supposed_order import order_named
from graph.what_if import Priced, each_reading, priced_now, what_if_order
from seamline.typed import Line, Said
from seamline.typed_times import days_in
from seamline.wiring import Office

#: Days that are worth a look ahead, and days that a text may leave open between.
_FAR, _MOST = 366, 3
#: The least and the most per cent that are worth a look.
_LEAST, _PCT_MOST = -99, 500
#: The workflow whose cases are about the days of an order.
_DELAY = "W1"
_SUPPOSES = re.compile(
    r"\bwhat (?:if|then|happens)|\bif (?:it|they)\b|^\s*[+-]\s*\d+\s*(?:d|w|%)|"
    r"^(?:suppose|assuming)\b|^\W*(?:(?:and|but|so|then)\b\W*)?(?:if|in case)\b",
    re.IGNORECASE,
)
#: What happens if we do nothing is on record, and no other price.
_NOTHING = re.compile(
    r"\b(?:do(?:es|ing)? nothing|nobody|no one|nothing (?:is done|happens))\b", re.I
)
#: What is asked, and not supposed, in such words: "what happens next?"
_ASKED = ("lapse", "standing")
_EARLIER = re.compile(r"\b(?:earlier|sooner|before)\b", re.IGNORECASE)
#: "in 10 days" is a day from today on; "10 days" are later than stated.
_DAYS = re.compile(r"(?<!\bin )(?<![\w-])([+-]?\s*\d{1,6})\s*(d\b|days?|weeks?|w\b)", re.IGNORECASE)
_PCT = re.compile(r"([+-]?\s*\d{1,3}(?:\.\d{1,2})?)\s*(?:%|per ?cent\b|pct\b)", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less|fewer|lower|down|cut|cheaper|drops?|falls?|short)\b", re.IGNORECASE)
_PRICE = re.compile(r"\b(?:prices?|dearer|cheaper|expensive|costs?)\b", re.IGNORECASE)
_QTY = re.compile(
    r"\b(?:qty|quantit(?:y|ies)|pieces|pcs|amount|volume|fewer|less|more|short)\b", re.IGNORECASE
)
_SLOT = re.compile(
    r"([A-Za-z_][\w:@./-]*|)\s*=\s*(.*?)(?=\s+[A-Za-z_][\w:@./-]*\s*=|\s+[+-]\s*\d+\s*[dw]|$)"
)
_NAME = re.compile(r"\b[\w:-]*\d[\w:/-]{3,}")


class Look(NamedTuple):
    """What is supposed, each reading with its price, beside how it is now (an order has no now)."""

    about: str
    readings: list[tuple[Supposed, tuple[Priced, ...]]]
    now: tuple[Priced, ...]


def supposes(text: str) -> bool:
    """Whether a text asks what if, and not what happens next."""
    text = plain(text)
    if _NOTHING.search(text) or not _SUPPOSES.search(text):
        return False
    return bool(_DAYS.search(text) or _PCT.search(text)) or topic(text) not in _ASKED


def look(office: Office, about: str, supposed: list[Supposed]) -> Look:
    """Prices it for a case, or for an order that needs none; Unknown where neither is called so."""
    state = _case(office, about)
    if state is None:
        told = [(one, what_if_order(office.deps, about, one)) for one in supposed]
        return Look(order_named(office.deps, about), told, ())
    readings = [each for one in supposed for each in each_reading(office.deps, state, one)]
    return Look(state.id, readings, priced_now(office.deps, state))


def _case(office: Office, name: str) -> CaseState | None:
    """The case that is called so, or the open one about a delay of the order that is: what its
    supplier said since counts, and not the day of before."""
    try:
        return office.desk.case(office.desk.named(name))
    except Unknown:
        order = order_named(office.deps, name)
        if not order:
            raise
    try:
        state = office.desk.case(f"{_DELAY}-{order.partition(':')[2]}")
    except Unknown:
        return None
    return state if state.closed is None else None


def supposing(line: Line, text: str) -> Said:
    """The look ahead that a text asks for, of the order or case it names, else of the open one."""
    about, rest = _about(line, plain(text))
    seen = look(line.office, about, supposed_in(rest, line.office.clock.now().date()))
    return Said("what_if", seen._asdict())


def names_something(line: Line, text: str) -> bool:
    """Whether a text names an order or a case that could be supposed of."""
    return bool(_about(line, text)[0])


def _about(line: Line, text: str) -> tuple[str, str]:
    """What is named, and the text without it; the open case where nothing is."""
    for found in _NAME.finditer(text):
        about = _named(line, found[0])
        if about:
            return about, f"{text[: found.start()]} {text[found.end() :]}"
    return line.case, text


def _named(line: Line, name: str) -> str:
    """The open case where its own subject is named, else the order or case that is called so."""
    if line.case and name in line.case:
        return line.case
    if order_named(line.office.deps, name):
        return name
    try:
        return line.office.desk.case(name).id
    except Unknown:
        return ""


def supposed_in(text: str, today: date) -> list[Supposed]:
    """What a text supposes; each day where it names several. Refused where it supposes nothing."""
    answers = dict(_SLOT.findall(text))
    if "" in answers:
        raise Refused("say which answer: /whatif SLOT=VALUE")
    rest = _in_per_cent(_SLOT.sub(" ", text))
    shares = dict(_shares(rest))
    rest = _PCT.sub(" ", rest)
    days = _days(rest)
    told = Supposed(answers=answers, days=days).model_copy(update=shares)
    on = [] if days else days_in(rest, today)
    if len(on) > _MOST:
        raise Refused("say one day: what if it comes 2026-04-20")
    if not (on or days or answers or shares):
        raise Refused(
            "say what is supposed: +10 days, a day, 20% less quantity, 3% more price, or SLOT=VALUE"
        )
    return [told.model_copy(update={"on": day}) for day in on] or [told]


#: Parts of the quantity as people say them: what is left of it, or by what it grows.
_PARTS = (
    (re.compile(r"\b(?:only |just )?(?:by )?(?:a |the )?half\b(?: of it)?", re.I), "-50% quantity"),
    (re.compile(r"\b(?:only|just) (?:a|one) third\b", re.I), "-67% quantity"),
    (re.compile(r"\b(?:only|just) two thirds\b", re.I), "-33% quantity"),
    (re.compile(r"\b(?:only|just) (?:a|one) quarter\b", re.I), "-75% quantity"),
    (re.compile(r"\b(?:twice|double|doubles)\b", re.I), "+100% quantity"),
)


def _in_per_cent(text: str) -> str:
    """ "Only half comes" as a share of the quantity; nothing where a price is halved."""
    if _PRICE.search(text):
        return text
    for words, share in _PARTS:
        text = words.sub(f" {share} ", text)
    return text


def _days(text: str) -> int:
    found = _DAYS.search(text)
    if found is None:
        return 0
    days = int(found[1].replace(" ", "")) * (7 if found[2].lower().startswith("w") else 1)
    if not 0 < abs(days) <= _FAR:
        raise Refused(f"say a number of days between 1 and {_FAR}")
    return -abs(days) if _EARLIER.search(text) else days


def _shares(text: str) -> Iterator[tuple[str, Decimal]]:
    """Per cent of the quantity or the price, each in a clause of its own."""
    for clause in re.split(r"[,;]|\band\b", text):
        found = _PCT.search(clause)
        if found is None:
            continue
        price, qty = _PRICE.search(clause), _QTY.search(clause)
        if not (price or qty):
            raise Refused(f"say of what {found[0].strip()} is: of the quantity or of the price")
        amount = per_cent(found[1])
        yield "price_pct" if price else "qty_pct", -abs(amount) if _LESS.search(clause) else amount


def per_cent(text: str) -> Decimal:
    """`-20%` or `+3` as a number; Refused where it is none, or beyond what is worth a look."""
    plain = text.replace(" ", "").removesuffix("%")
    if not re.fullmatch(r"[+-]?\d{1,3}(\.\d{1,2})?", plain):
        raise Refused(f"{text!r} is no share; write it as -20% or +3%")
    amount = Decimal(plain)
    if not _LEAST <= amount <= _PCT_MOST:
        raise Refused(f"say a share between {_LEAST}% and +{_PCT_MOST}%")
    return amount
