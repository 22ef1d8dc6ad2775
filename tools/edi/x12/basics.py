"""Segments that X12 transaction sets share: references, dates, parties, items, charges, terms."""

from __future__ import annotations

from collections.abc import Callable

from domain.codes import meaning
from domain.recipes.written import time_of
from domain.tradedoc import Amount, Cell, Dated, Measure
from tools.edi.draft import Draft, Handler, Handlers
from tools.edi.segments import Segment

_FORMS = {6: "%y%m%d", 8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_TIME_FORMS = {4: "%H%M", 6: "%H%M%S"}
#: Words in a charge's text that say what it is where its code does not.
_CHARGE_WORDS = {
    "fuel": "surcharge",
    "surcharge": "surcharge",
    "freight": "freight",
    "detention": "detention",
    "demurrage": "demurrage",
    "chassis": "chassis",
    "layover": "accessorial",
    "lumper": "accessorial",
    "tax": "tax",
    "discount": "discount",
    "tooling": "tooling",
    "packing": "packing",
}


def dated(
    segment: Segment, event: str, day: int, time: int = 0, zone: int = 0, form: str = ""
) -> Dated | None:
    """The date in element `day`; with a time in a later one, both and what stands between."""
    cell = segment.cell(day)
    if not event or cell is None:
        return None
    form = form or _FORMS.get(len(cell.value), "%Y%m%d")
    tz = meaning("x12.623", segment.value(zone)) if zone else ""
    if time and segment.value(time):
        both = segment.across(day, time)
        between = segment.separator.join(segment.value(at) for at in range(day + 1, time))
        sign = segment.separator
        middle = f"{sign}{between}{sign}" if between else sign
        longer = f"{form}{middle.replace('%', '%%')}"
        longer += _TIME_FORMS.get(len(segment.value(time)), "%H%M")
        if both is not None and time_of(both.value, longer):
            return Dated(event=event, cell=both, form=longer, tz=tz)
    return Dated(event=event, cell=cell, form=form, tz=tz)


def event_of(qualifier: str) -> str:
    """The event of a date qualifier; one that nobody knows is kept as written."""
    if not qualifier:
        return ""
    code = qualifier.zfill(3)
    return meaning("x12.374", code) or f"X12 {code}"


def measure(segment: Segment, number: int, unit: int = 0) -> Measure | None:
    """The quantity in an element with its unit in another."""
    cell = segment.cell(number)
    return None if cell is None else Measure(cell=cell, unit=unit_of(segment.value(unit)))


def unit_of(code: str) -> str:
    """Our word for a unit; the code itself when there is none."""
    return meaning("x12.355", code) or code


def qualified(
    segment: Segment, code: int, day: int, time: int = 0, zone: int = 0, form: str = ""
) -> Dated | None:
    """The date in element `day`, with the event of the qualifier in element `code`."""
    qualifier = segment.value(code)
    found = dated(segment, event_of(qualifier), day, time, zone, form)
    told = {"code": f"x12.374:{qualifier.zfill(3)}"}
    return found.model_copy(update=told) if found else None


def dtm(draft: Draft, segment: Segment) -> None:
    """DTM: a date by its qualifier, a range where it is written as one."""
    if segment.cell(2) is None and segment.value(5).startswith("RD"):
        draft.date(qualified(segment, 1, 6, form="%Y%m%d range"))
        return
    draft.date(qualified(segment, 1, 2, 3, 4))


def dtp(draft: Draft, segment: Segment) -> None:
    """DTP: a date with its format beside it."""
    form = "%Y%m%d range" if segment.value(2).startswith("RD") else ""
    draft.date(qualified(segment, 1, 3, form=form))


def named(code: int, number: int) -> Handler:
    """A reference whose qualifier stands in element `code` and whose number in `number`."""

    def handle(draft: Draft, segment: Segment) -> None:
        kind, cell = meaning("x12.128", segment.value(code)), segment.cell(number)
        if kind == "order_line" and draft.line is not None:
            draft.set("order_line", cell)
        elif kind == "order" and draft.line is not None:
            draft.set("order", cell)
        else:
            draft.ref(kind or f"X12 {segment.value(code)}", cell)

    return handle


def party(draft: Draft, segment: Segment) -> None:
    """N1: a party by its role, with its name, else its number."""
    role = meaning("x12.98", segment.value(1)) or f"X12 {segment.value(1)}"
    draft.held["role"] = role
    if draft.line is None:
        draft.party(role, segment.cell(2) or segment.cell(4))


def currency(element: int) -> Handler:
    """The currency of everything that follows."""

    def handle(draft: Draft, segment: Segment) -> None:
        code = segment.value(element).upper()
        if len(code) == 3 and code.isascii() and code.isalpha():
            draft.head("currency", code)

    return handle


def words(*elements: int) -> Handler:
    """Free words for people."""

    def handle(draft: Draft, segment: Segment) -> None:
        for element in elements:
            draft.note(segment.cell(element))

    return handle


def items(draft: Draft, segment: Segment, first: int) -> None:
    """Pairs of qualifier and number from element `first` on: whose item it is, its order."""
    for code in range(first, len(segment), 2):
        kind = meaning("x12.235", segment.value(code))
        cell = segment.cell(code + 1)
        if kind in ("buyer_item", "seller_item", "order", "order_line"):
            draft.set(kind, cell)
        elif kind:
            draft.ref(kind, cell)


def description(draft: Draft, segment: Segment) -> None:
    """PID: what the goods are called."""
    if draft.line is not None:
        draft.set("description", segment.cell(5))


def terms(draft: Draft, segment: Segment) -> None:
    """ITD: terms of payment as one cell, and its days where it names them."""
    if draft.line is not None:
        return
    draft.ref("payment_terms", segment.all())
    draft.date(dated(segment, "discount", 4))
    draft.date(dated(segment, "due", 6))
    percent = segment.cell(3)
    if percent is not None:
        draft.measure("discount", Measure(cell=percent, unit="PCT"))


def charge(draft: Draft, segment: Segment) -> None:
    """SAC: an allowance or charge, with two implied decimals."""
    cell = segment.cell(5)
    if cell is None or segment.value(1) == "N":
        return
    label = segment.value(15)
    kind = charge_kind(meaning("x12.1300", segment.value(2)), label)
    if segment.value(1) in ("A", "P"):
        kind = "discount" if kind == "discount" else "allowance"
    draft.amount(Amount(kind=kind, cell=cell, label=label, decimals=2))


def charge_kind(kind: str, label: str) -> str:
    """A charge's kind by its code, else by the words of its label."""
    said = label.lower()
    return kind or next((one for word, one in _CHARGE_WORDS.items() if word in said), "charge")


def purpose(element: int) -> Callable[[Draft, Segment], None]:
    """What the document is sent for."""

    def handle(draft: Draft, segment: Segment) -> None:
        draft.head("function", meaning("x12.353", segment.value(element)))

    return handle


def numbered(draft: Draft, cell: Cell | None, kind: str) -> None:
    """The document's own number, which is also a thing others name."""
    draft.head("number", cell)
    draft.ref(kind, cell)


#: What any transaction set may hold.
COMMON: Handlers = {
    "REF": named(1, 2),
    "N9": named(1, 2),
    "L11": named(2, 1),
    "DTM": dtm,
    "DTP": dtp,
    "N1": party,
    "CUR": currency(2),
    "MSG": words(1),
    "NTE": words(2),
    "MTX": words(2, 3),
    "PID": description,
    "ITD": terms,
    "SAC": charge,
}
