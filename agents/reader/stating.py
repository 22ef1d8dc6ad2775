"""Each lot of an order line as a statement of its date, or as a question where it is open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from agents.reader.lots import Lot
from agents.reader.notebook import Notebook
from agents.reader.sizes import recipe_of
from domain.dates import DateSpan
from domain.datewords import TOLD, Later
from domain.evidence import Span
from domain.quantity import Quantity
from domain.reading import DateStated, Question, stated_text
from domain.record import Row

#: Notices arrive late, but not later than this after the day they promise.
_PAST_DAYS = 7
#: No supplier promises a day further ahead; answers of people end there too.
_AHEAD_DAYS = 3 * 366


def str_of(lot: Lot, row: Row | None) -> str:
    """The lot's likeliest date as text; days after the confirmed date counted from the record."""
    found = lot.date.date
    if found.readings:
        return stated_text(DateStated(span=found.readings[0]))
    known = row.day("promised_date") if row is not None else None
    if found.later is None or known is None or found.later.anchor == "previous":
        return found.raw
    return stated_text(DateStated(span=_moved(known.isoformat(), found.later)))


def _moved(anchor: str, later: Later) -> DateSpan:
    """The span so many days after an anchor, a day or `DAY..DAY`."""
    ends = [date.fromisoformat(part) for part in anchor.split("..")]
    span = DateSpan(earliest=ends[0], latest=ends[-1])
    last = span.later_by(later.most).latest
    return span.later_by(later.least).model_copy(update={"latest": last})


def state_lots(about: str, lots: list[Lot], row: Row, notes: Notebook, slot: str) -> None:
    open_qty = (row.number("qty") or 0) - (row.number("received_qty") or 0)
    sizes = state_sizes(about, lots, row, notes)
    lots = _too_many(lots, sizes, Decimal(open_qty))
    sizes = _with_rest(lots, sizes, Decimal(open_qty), row)
    partly = len(lots) > 1 or (sizes[0] is not None and sizes[0].n < open_qty)
    anchor: str | None = None
    for index, (lot, size) in enumerate(zip(lots, sizes, strict=True)):
        name = slot if index == 0 else f"{slot}:{'balance' if index == 1 else f'lot{index + 1}'}"
        anchor = _state_lot(about, lot, size if partly else None, (name, anchor), row, notes)
    if len(lots) == 1 and partly and sizes[0] is not None:
        rest = Quantity(n=open_qty - sizes[0].n, unit=sizes[0].unit)
        text = f"no date is given for the other {rest}"
        notes.ask(question(about, notes, f"{slot}:balance", text, (), rest, words(lots[0], notes)))


def _with_rest(
    lots: list[Lot], sizes: list[Quantity | None], open_qty: Decimal, row: Row
) -> list[Quantity | None]:
    """The quantities, with what the others leave for the lot that is told as the rest."""
    left = open_qty - sum((one.n for one in sizes if one is not None), Decimal(0))
    rest = Quantity(n=left, unit=row.text("uom") or "PCS") if left > 0 else None
    return [rest if lot.rest else size for lot, size in zip(lots, sizes, strict=True)]


def _too_many(lots: list[Lot], sizes: list[Quantity | None], open_qty: Decimal) -> list[Lot]:
    """Lots of more pieces than are still to come: one of them is the whole, or one is wrong."""
    whole = sum((one.n for one in sizes if one is not None), Decimal(0))
    if len(lots) < 2 or open_qty <= 0 or whole <= open_qty:
        return lots
    doubt = f"{whole:f} are stated in lots, {open_qty:f} are still to come"
    return [lot._replace(doubtful=lot.doubtful or doubt) for lot in lots]


def state_sizes(about: str, lots: list[Lot], row: Row, notes: Notebook) -> list[Quantity | None]:
    """The lots' quantities, each stated."""
    found: list[Quantity | None] = []
    for lot in lots:
        size = lot.qty
        if size is None or size.quantity is None or not size.sure:
            found.append(None)
            continue
        part, base = lot.passage.part, lot.passage.start
        recipe, arguments = recipe_of(size, notes.sender)
        span = notes.span(part, base + size.start, base + size.end)
        ordered = row.number("qty") or Decimal(0)
        if size.quantity.n > ordered * _MOST_TIMES > 0:
            text = f"{size.quantity} are far more than the {ordered:f} ordered"
            slot = f"promised_qty_{about.partition(':')[2].replace('/', '_')}"
            notes.ask(_asked_size(about, notes, slot, text, span))
            found.append(None)
            continue
        notes.state(about, "promised_qty", recipe, span, arguments)
        found.append(size.quantity)
    return found


#: A quantity more than so many times what was ordered is a slip of digits, no news.
_MOST_TIMES = 10


def _asked_size(about: str, notes: Notebook, slot: str, text: str, span: Span) -> Question:
    return Question(
        about="promised_qty", object=about, of=notes.sender.object, text=text, slot=slot, span=span
    )


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
    found, span = lot.date.date, words(lot, notes)
    if found.later is not None:
        return _state_later(about, lot, size, place, row, notes)
    far = far_off(found.readings[0], notes.sender.written_on) if found.readings else ""
    if lot.date.role == "kept" and not (lot.doubtful or far):
        arguments = {"anchor": str_of(lot, row), "event": lot.event, "tz": notes.sender.tz}
        stated = notes.state(about, "promised_date", "kept_day", span, arguments, size)
        return arguments["anchor"]
    if (kept := _on_record(lot, row)) is not None:
        arguments = notes.sender.date_arguments(lot.event) | {"pick": str(kept)}
        stated = notes.state(about, "promised_date", "date_words", span, arguments, size)
        return stated_text(stated.value) if stated else anchor
    doubt = lot.doubtful or _doubt_of(lot) or far
    if doubt:
        choices = tuple(stated_text(DateStated(span=one)) for one in found.readings)
        notes.ask(question(about, notes, slot, doubt, choices, size, span))
        return None
    arguments = notes.sender.date_arguments(lot.event)
    stated = notes.state(about, "promised_date", "date_words", span, arguments, size)
    return stated_text(stated.value) if stated else anchor


def _on_record(lot: Lot, row: Row) -> int | None:
    """Which of several readings is the day on record: who names `the 7th` again means that one."""
    found, known = lot.date.date, row.day("promised_date")
    if (
        not found.ambiguous
        or lot.doubtful
        or lot.date.role in ("old", "new", "earliest")
        or not known
    ):
        return None
    fits = [i for i, one in enumerate(found.readings) if one.exact and one.latest == known]
    return fits[0] if len(fits) == 1 else None


def _choices(slot: str, anchor: str | None, later: Later) -> tuple[str, ...]:
    """The day itself where it can be counted; the days to be counted from another answer."""
    if anchor:
        return (stated_text(DateStated(span=_moved(anchor, later))),)
    days = f"{later.least}" if later.least == later.most else f"{later.least}..{later.most}"
    return (f"+{days}d",) if ":" in slot else ()


def far_off(span: DateSpan, written_on: date) -> str:
    """Why a day is hardly meant: over well before the words were written, or years ahead."""
    if (written_on - span.latest).days > _PAST_DAYS:
        return f"{span} lies before the mail was written"
    if (span.latest - written_on).days > _AHEAD_DAYS:
        return f"{span} is more than three years ahead"
    return ""


def _doubt_of(lot: Lot) -> str:
    found = lot.date.date
    if found.fault:
        return f"{found.raw!r}: {found.fault}"
    if lot.date.role in ("now", "later"):
        return f"{found.raw!r} names no day"
    if found.ambiguous:
        return f"{found.raw!r} can be {' or '.join(str(one) for one in found.readings)}"
    if found.bound == "about":
        return f"{found.raw!r} is no certain day"
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
    later, span = lot.date.date.later, words(lot, notes)
    assert later is not None  # the caller looked
    known = row.day("promised_date")
    first = ":" not in slot
    since = _told_since(about, row, notes) if first else ()
    if later.anchor == "confirmed" or (later.anchor in ("", TOLD) and first):
        anchor = known.isoformat() if known else None
    more = first and later.anchor == TOLD
    if more and len(since) == 1:
        anchor, since = since[0], ()
    if more and anchor and anchor[:10] < notes.sender.written_on.isoformat():
        since = (*since, notes.sender.written_on.isoformat())
    doubt = lot.doubtful or ("the number of days is no certain one" if later.rough else "")
    if anchor and not doubt:
        doubt = far_off(_moved(anchor, later), notes.sender.written_on)
    if anchor is None or doubt or (first and later.anchor == "previous"):
        text = doubt if anchor else f"{lot.date.date.raw!r} hangs on a date that is asked for"
        notes.ask(question(about, notes, slot, text, _choices(slot, anchor, later), size, span))
        return None
    if since:
        text = f"{lot.date.date.raw!r} counts from {anchor} or from {', '.join(since)}"
        days = tuple(stated_text(DateStated(span=_moved(one, later))) for one in (*since, anchor))
        notes.ask(question(about, notes, slot, text, days, size, span))
        return None
    arguments = {"anchor": anchor, "event": lot.event, "tz": notes.sender.tz}
    stated = notes.state(about, "promised_date", "later_than", span, arguments, size)
    return stated_text(stated.value) if stated else None


def _told_since(about: str, row: Row, notes: Notebook) -> tuple[str, ...]:
    """Days told of the whole line since the one on record, from which days may be counted too."""
    known = row.day("promised_date")
    days = {stated_text(DateStated(span=one)) for one in notes.told(about) if one.latest != known}
    return tuple(sorted(days))


def question(
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


def words(lot: Lot, notes: Notebook) -> Span:
    found, base = lot.date.date, lot.passage.start
    return notes.span(lot.passage.part, base + found.start, base + found.end)
