"""From what a message says of a line to statements where it is sure, and questions where not."""

from __future__ import annotations

from agents.reader.delays import LineNews
from agents.reader.lots import Lot
from agents.reader.notebook import Notebook
from agents.reader.stating import question, state_lots, state_sizes, str_of, words
from domain.dates import DateSpan
from domain.evidence import Span
from domain.reading import DateStated, stated_text
from domain.record import Row


def settle(about: str, line: LineNews, notes: Notebook, slot: str) -> None:
    """States what is unambiguous of one line; `slot` names the answer to a question."""
    row = notes.book.row(about)
    if row is None:
        _ask_which_lines(about, line, notes, slot)
        return
    if _makes_up(line, row):
        line.states = []
    states = sorted(line.states, key=lambda one: _FIRST.index(one[0]))
    for _, span in states[:1] if _holds(states, line, row) else ():
        notes.state(about, "line_state", "code", span, {"list": "line_state"})
    if states and states[0][0] != "unchanged":
        return
    _ask_for_a_date(about, line, notes, slot)
    lots = _without_repeats(_as_whole(line.lots), row)
    if not lots:
        return
    if len(lots) > _MOST_LOTS:
        text = "too many dates are named"
        notes.ask(question(about, notes, slot, text, (), None, words(lots[0], notes)))
    elif problem := _problem(about, line, lots, row, notes):
        choices = tuple(dict.fromkeys(str_of(one, row) for one in lots if str_of(one, row)))
        state_sizes(about, lots, row, notes)
        notes.ask(question(about, notes, slot, problem, choices, None, words(lots[0], notes)))
    else:
        state_lots(about, lots, row, notes, slot)


def _holds(states: list[tuple[str, Span]], line: LineNews, row: Row) -> bool:
    """Whether the first state is so: `unchanged` is not, where it is said of a part or a lot
    comes on another day."""
    kept = not (line.partly or moves(line, row))
    return bool(states) and (states[0][0] != "unchanged" or kept)


def moves(line: LineNews, row: Row) -> bool:
    """Whether a lot comes on another day than the one on record: then not all is unchanged."""
    known = row.day("promised_date")
    days = [one.date.date.readings for one in line.lots if one.date.date.readings]
    return known is not None and any(
        not any(span.earliest <= known <= span.latest for span in readings) for readings in days
    )


def _makes_up(line: LineNews, row: Row) -> bool:
    """Whether `unchanged` is said of one of several lots that make up what is ordered."""
    sizes = [one.qty.quantity.n for one in line.lots if one.qty and one.qty.quantity]
    kept = all(code == "unchanged" for code, _ in line.states)
    coming = (row.number("qty") or 0) - (row.number("received_qty") or 0)
    return kept and len(sizes) == len(line.lots) > 1 and sum(sizes) == coming


_MOST_LOTS = 12
_PARTLY = "only a part is said to be as confirmed"
_FIRST = ("withdrawn", "waiting_on_us", "on_hold", "unchanged")


def _ask_for_a_date(about: str, line: LineNews, notes: Notebook, slot: str) -> None:
    """Where a delay is told and no date of the goods: other dates told are no answer yet."""
    if line.lots or (line.states and not line.partly):
        return
    for span in (line.unknown or line.announced or line.partly)[:1]:
        choices = tuple(stated_text(DateStated(span=one)) for each in line.aside for one in each)
        text = "no date is given" if not choices else "the date named is not that of the goods"
        text = text if line.unknown or line.announced else _PARTLY
        notes.ask(question(about, notes, slot, text, choices, None, span))


def _problem(about: str, line: LineNews, lots: list[Lot], row: Row, notes: Notebook) -> str:
    """Why the whole line must be asked about; empty when each lot speaks for itself."""
    if line.doubts:
        return line.doubts[0]
    if line.partly and not _makes_up(line, row):
        return _PARTLY
    known = row.day("promised_date")
    for readings in line.old:
        if known and not _is_known(
            readings, (DateSpan(earliest=known, latest=known), *notes.told(about))
        ):
            return f"the old date named is not the one on record ({known})"
    whole = [one for one in lots if one.qty is None and not one.rest]
    if len(whole) > 1 or (whole and len(lots) > 1):
        return "several dates are named"
    if line.states and not all(
        str_of(one, row) == str(known) or _is_known(one.date.date.readings, notes.told(about))
        for one in lots
        if one.date.date.readings
    ):
        return "it is said to be unchanged, with another date"
    return ""


def _is_known(readings: tuple[DateSpan, ...], days: tuple[DateSpan, ...]) -> bool:
    """Whether one of the readings is a day that is known: on record, or told before."""
    return any(
        one.earliest <= day.latest and day.earliest <= one.latest
        for one in readings
        for day in days
    )


def _as_whole(lots: list[Lot]) -> list[Lot]:
    """The lots; a rest beside which no part is told is the line."""
    parts = [one for one in lots if one.qty is not None]
    rests = len([one for one in lots if one.rest])
    return lots if parts and rests == 1 else [one._replace(rest=False) for one in lots]


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
        size = "rest" if one.rest else size
        repeated = one.date.date.later is not None and not size and said in days
        if not repeated and (said, size) not in seen:
            kept.append(one)
            seen.add((said, size))
    sized = {said for said, size in seen if size}
    return [one for one in kept if one.qty or one.rest or str_of(one, row) not in sized]


def _ask_which_lines(about: str, line: LineNews, notes: Notebook, slot: str) -> None:
    """An order of several lines is named, and none of them: nothing is stated."""
    order = about.partition(":")[2]
    spans = [words(lot, notes) for lot in line.lots]
    spans += [span for code, span in line.states if code != "unchanged"]
    for span in [*spans, *line.unknown, *line.announced][:1]:
        choices = tuple(one.partition(":")[2] for one in notes.book.line_objects(order))
        text = f"which lines of order {order} does {span.quote!r} hold for?"
        notes.ask(question(about, notes, f"{slot}_lines", text, choices, None, span))
