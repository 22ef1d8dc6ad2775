"""From what a message says of a line to statements where it is sure, and questions where not."""

from __future__ import annotations

from agents.reader.delays import LineNews
from agents.reader.lots import Lot
from agents.reader.notebook import Notebook
from domain.dates import DateSpan
from domain.evidence import Span
from domain.quantity import Quantity
from domain.reading import DateStated, Question, stated_text
from domain.record import Row


def settle(about: str, line: LineNews, notes: Notebook, slot: str) -> None:
    """States what is unambiguous of one line; `slot` names the answer to a question."""
    row = notes.book.row(about)
    states = sorted(line.states, key=lambda one: _FIRST.index(one[0]))
    for _, span in states[:1]:
        notes.state(about, "line_state", "code", span, {"list": "line_state"})
    if states and states[0][0] != "unchanged":
        return
    _ask_for_a_date(about, line, notes, slot)
    lots = _without_repeats(line.lots, row)
    if not lots:
        return
    if row is None:
        _ask_which_lines(about, lots, notes, slot)
    elif problem := _problem(line, lots, row):
        choices = tuple(dict.fromkeys(str_of(one, row) for one in lots if str_of(one, row)))
        _sizes(about, lots, row, notes)
        _ask(about, notes, slot, problem, choices, None, _words(lots[0], notes))
    else:
        _state_lots(about, lots, row, notes, slot)


_FIRST = ("withdrawn", "waiting_on_us", "on_hold", "unchanged")


def _ask_for_a_date(about: str, line: LineNews, notes: Notebook, slot: str) -> None:
    """Where a delay is told and no date of the goods: other dates told are no answer yet."""
    if line.lots or line.states:
        return
    for span in (line.unknown or line.announced)[:1]:
        choices = tuple(stated_text(DateStated(span=one)) for each in line.aside for one in each)
        text = "no date is given" if not choices else "the date named is not that of the goods"
        _ask(about, notes, slot, text, choices, None, span)


def _problem(line: LineNews, lots: list[Lot], row: Row) -> str:
    """Why the whole line must be asked about; empty when each lot speaks for itself."""
    known = row.day("promised_date")
    for readings in line.old:
        if known and not any(span.earliest <= known <= span.latest for span in readings):
            return f"the old date named is not the one on record ({known})"
    whole = [one for one in lots if one.qty is None]
    if len(whole) > 1 or (whole and len(lots) > 1):
        return "several dates are named"
    if line.states and any(
        str_of(one, row) != str(known) for one in lots if one.date.date.readings
    ):
        return "it is said to be unchanged, with another date"
    return ""


def _without_repeats(lots: list[Lot], row: Row | None) -> list[Lot]:
    """Each date once: `5 days later` beside the day itself only repeats it."""
    kept: list[Lot] = []
    days = {
        str_of(one, row) for one in lots if one.date.date.readings and not one.date.date.ambiguous
    }
    seen: set[tuple[str, str]] = set()
    for one in lots:
        said = str_of(one, row)
        size = format(one.qty.quantity.n, "f") if one.qty and one.qty.quantity else ""
        repeated = one.date.date.later is not None and not size and said in days
        if not repeated and (said, size) not in seen:
            kept.append(one)
            seen.add((said, size))
    sized = {said for said, size in seen if size}
    return [one for one in kept if one.qty or str_of(one, row) not in sized]


def str_of(lot: Lot, row: Row | None) -> str:
    """The lot's likeliest date as text; days after the confirmed date counted from the record."""
    found = lot.date.date
    if found.readings:
        return stated_text(DateStated(span=found.readings[0]))
    known = row.day("promised_date") if row is not None else None
    if found.later is None or known is None or found.later.anchor == "previous":
        return found.raw
    span = DateSpan.on(known)
    last = span.later_by(found.later.most).latest
    moved = span.later_by(found.later.least).model_copy(update={"latest": last})
    return stated_text(DateStated(span=moved))


def _state_lots(about: str, lots: list[Lot], row: Row, notes: Notebook, slot: str) -> None:
    open_qty = (row.number("qty") or 0) - (row.number("received_qty") or 0)
    sizes = _sizes(about, lots, row, notes)
    partly = len(lots) > 1 or (sizes[0] is not None and sizes[0].n < open_qty)
    anchor: str | None = None
    for index, (lot, size) in enumerate(zip(lots, sizes, strict=True)):
        name = slot if index == 0 else f"{slot}:{'balance' if index == 1 else f'lot{index + 1}'}"
        anchor = _state_lot(about, lot, size if partly else None, (name, anchor), row, notes)
    if len(lots) == 1 and partly and sizes[0] is not None:
        rest = Quantity(n=open_qty - sizes[0].n, unit=sizes[0].unit)
        text = f"no date is given for the other {rest}"
        notes.ask(
            _question(about, notes, f"{slot}:balance", text, (), rest, _words(lots[0], notes))
        )


def _sizes(about: str, lots: list[Lot], row: Row, notes: Notebook) -> list[Quantity | None]:
    """The lots' quantities, each stated."""
    found: list[Quantity | None] = []
    for lot in lots:
        size = lot.qty
        if size is None or size.quantity is None or not size.sure:
            found.append(None)
            continue
        part, base = lot.passage.part, lot.passage.start
        arguments = {"decimal": notes.sender.decimal, "unit": size.quantity.unit}
        span = notes.span(part, base + size.start, base + size.end)
        notes.state(about, "promised_qty", "quantity_words", span, arguments)
        found.append(size.quantity)
    return found


def _state_lot(
    about: str,
    lot: Lot,
    size: Quantity | None,
    place: tuple[str, str | None],
    row: Row,
    notes: Notebook,
) -> str | None:
    """States or asks for one lot's date; the date or slot the next lot may hang on."""
    slot, anchor = place
    found, span = lot.date.date, _words(lot, notes)
    if found.later is not None:
        return _state_later(about, lot, size, place, row, notes)
    doubt = lot.doubtful or _doubt_of(lot)
    if doubt:
        choices = tuple(stated_text(DateStated(span=one)) for one in found.readings)
        notes.ask(_question(about, notes, slot, doubt, choices, size, span))
        return None
    arguments = notes.sender.date_arguments(lot.event)
    stated = notes.state(about, "promised_date", "date_words", span, arguments, size)
    return stated_text(stated.value) if stated else anchor


def _doubt_of(lot: Lot) -> str:
    found = lot.date.date
    if found.ambiguous:
        return f"{found.raw!r} can be {' or '.join(str(one) for one in found.readings)}"
    if found.bound == "after" or lot.date.role == "earliest":
        return f"{found.raw!r} is the earliest day only"
    return ""


def _state_later(
    about: str,
    lot: Lot,
    size: Quantity | None,
    place: tuple[str, str | None],
    row: Row,
    notes: Notebook,
) -> str | None:
    """A date that hangs on the confirmed one, or on the lot before."""
    slot, anchor = place
    later, span = lot.date.date.later, _words(lot, notes)
    assert later is not None  # the caller looked
    known = row.day("promised_date")
    first = ":" not in slot
    if later.anchor == "confirmed" or (later.anchor == "" and first):
        anchor = known.isoformat() if known else None
    if anchor is None or lot.doubtful or (first and later.anchor == "previous"):
        days = f"{later.least}" if later.least == later.most else f"{later.least}..{later.most}"
        text = lot.doubtful or f"{lot.date.date.raw!r} hangs on a date that is asked for"
        notes.ask(_question(about, notes, slot, text, (f"+{days}d",), size, span))
        return None
    arguments = {"anchor": anchor, "event": lot.event, "tz": notes.sender.tz}
    stated = notes.state(about, "promised_date", "later_than", span, arguments, size)
    return stated_text(stated.value) if stated else None


def _ask_which_lines(about: str, lots: list[Lot], notes: Notebook, slot: str) -> None:
    order = about.partition(":")[2]
    lines = notes.book.line_objects(order)
    choices = tuple(one.partition(":")[2] for one in lines)
    text = f"which lines of order {order} does the new date {str_of(lots[0], None)} hold for?"
    _ask(about, notes, f"{slot}_lines", text, choices, None, _words(lots[0], notes))


def _ask(
    about: str,
    notes: Notebook,
    slot: str,
    text: str,
    choices: tuple[str, ...],
    size: Quantity | None,
    span: Span,
) -> None:
    notes.ask(_question(about, notes, slot, text, choices, size, span))


def _question(
    about: str,
    notes: Notebook,
    slot: str,
    text: str,
    choices: tuple[str, ...],
    size: Quantity | None,
    span: Span,
) -> Question:
    return Question(
        about="promised_date",
        object=about,
        of=notes.sender.object,
        text=text,
        slot=slot,
        choices=choices,
        for_qty=size,
        span=span,
    )


def _words(lot: Lot, notes: Notebook) -> Span:
    found, base = lot.date.date, lot.passage.start
    return notes.span(lot.passage.part, base + found.start, base + found.end)
