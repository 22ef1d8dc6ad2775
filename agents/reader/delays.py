"""What one scope says of its lines' dates: lots, withdrawn, unchanged, on hold, no date."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from agents.reader.denied import lots_refused, unreal
from agents.reader.goods_states import states_of_goods
from agents.reader.lots import NO_GOODS, Dated, Lot, dated, event_of, pair
from agents.reader.notebook import Notebook
from agents.reader.passages import Passage, clauses
from agents.reader.portions import portions
from agents.reader.scopes import Scope
from agents.reader.sizes import amounts
from agents.reader.stands import of_a_part, refuses, stands
from domain.amounts import find_amounts
from domain.dates import DateSpan
from domain.datewords import When
from domain.evidence import Span
from domain.numberwords import FoundNumber
from domain.record import Row
from domain.words import Hit, lexicon

#: So far from the number of its line a day may stand without a word that says what it is.
_NEAR_NAME = 48
_DENIED = re.compile(
    r"(?:\b(?:not|no|without|keine?n?|nicht|ohne|sans|pas|sin|no está|sem|não está|non è|senza|"
    r"inte|ingen|niet|geen|nie|bez)\s(?:\w{1,12}\s)?|没有|不会|無)$",
    re.IGNORECASE,
)


@dataclass
class LineNews:
    """All a message says of one line, before it is weighed."""

    lots: list[Lot] = field(default_factory=list)
    old: list[tuple[DateSpan, ...]] = field(default_factory=list)
    states: list[tuple[str, Span]] = field(default_factory=list)
    unknown: list[Span] = field(default_factory=list)
    aside: list[tuple[DateSpan, ...]] = field(default_factory=list)
    announced: list[Span] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    kept: list[tuple[str, Span]] = field(default_factory=list)
    partly: list[Span] = field(default_factory=list)


News = defaultdict[str, LineNews]


def read_scope(scope: Scope, notes: Notebook, news: News) -> None:
    """Files what the scope says under each of its lines, or under the order."""
    if _about_the_rest(scope):
        return
    for clause in clauses(scope.passage):
        low = clause.start - scope.passage.start
        masked = scope.masked[low : low + len(clause.text)]
        part = scope._replace(passage=clause, masked=masked)
        for about in scope.lines or ([f"purchase_orders:{scope.order}"] if scope.order else []):
            _read_clause(part, about, notes, news[about])


def _about_the_rest(scope: Scope) -> bool:
    """`Rest on schedule` names nothing that could be bound."""
    cue = lexicon("cue")
    if (scope.named and scope.lines) or not cue.has(scope.masked, "rest"):
        return False
    lots = cue.has(scope.masked, "balance", "first_lot")
    return not lots or lexicon("line_state").has(scope.masked, "unchanged")


def _read_clause(scope: Scope, about: str, notes: Notebook, line: LineNews) -> None:
    if _is_no_news(scope.masked):
        return
    row = notes.book.row(about)
    line.doubts += _other_items(scope, row)
    sizes = amounts(scope, notes.sender, row)
    found = dated(scope.masked, notes.sender, row, len(sizes))
    found = _kept_in_part(scope, found, sizes, row)
    line.old += [one.date.readings for one in found if one.role == "old"]
    coming = _coming(scope.masked, found, notes)
    stated = _state(scope.masked, coming, notes.sender.when())
    if _in_portions(scope, about, (found, stated), notes, line):
        return
    kept = stated is not None and stated.code == "unchanged"
    if kept and _leaves_nothing(scope, coming):
        return
    stated = None if kept and line.partly else stated
    if stated is not None:
        line.states.append((stated.code, _span(notes, scope.passage, stated)))
        if stated.code != "unchanged":
            return
    if _of_other_things(scope.masked) or _no_date_given(scope, coming, notes, line):
        return
    _note_aside(scope, found, notes, line)
    if stated is None or not _only_restated(coming, about, notes):
        _file_lots(scope, about, (coming, sizes), notes, line)
    else:
        line.lots += [Lot(scope.passage, one, event=_event(scope, about, notes)) for one in coming]


def _in_portions(
    scope: Scope,
    about: str,
    told: tuple[list[Dated], Hit | None],
    notes: Notebook,
    line: LineNews,
) -> bool:
    """Whether the words give parts of the line each its time; filed as lots if they do."""
    found, stated = told
    if (stated is not None and stated.code != "unchanged") or _of_other_things(scope.masked):
        return False
    coming = _coming(scope.masked, found, notes)
    row = notes.book.row(about)
    lots = portions(scope, coming, notes.sender, row)
    if all(one.rest for one in lots):
        line.partly += _partly(scope, row, notes)
    event, doubt = _event(scope, about, notes), _doubt(scope)
    line.lots += [one._replace(event=event, doubtful=doubt) for one in lots]
    return bool(lots)


def _partly(scope: Scope, row: Row | None, notes: Notebook) -> list[Span]:
    """`As confirmed` said of a part alone, where no number beside it is the whole."""
    hit = of_a_part(scope.masked, notes.sender.when())
    sizes = [one.quantity.n for one in amounts(scope, notes.sender, row) if one.quantity]
    coming = (row.number("qty") or 0) - (row.number("received_qty") or 0) if row else 0
    asked = scope.passage.text.rstrip().endswith(("?", "？"))
    if hit is None or asked or any(n >= coming for n in sizes):
        return []
    return [_span(notes, scope.passage, hit)]


def _kept_in_part(
    scope: Scope, found: list[Dated], sizes: list[FoundNumber], row: Row | None
) -> list[Dated]:
    """`by the confirmed date only 3500`: the day stays, for as many as are told beside it."""
    if not found or len(found) != len(sizes) or row is None:
        return found
    return [
        one._replace(role="comes") if _is_kept(scope.masked, one, size, row) else one
        for one, size in zip(found, sizes, strict=True)
    ]


def _is_kept(text: str, one: Dated, size: FoundNumber, row: Row) -> bool:
    """Whether the day on record is told once more, for fewer than are to come, and not refused."""
    low = max(text.rfind(mark, 0, one.date.start) for mark in (", ", "; ")) + 1
    ends = [at for mark in (", ", "; ") if (at := text.find(mark, one.date.end)) >= 0]
    if one.role != "old" or refuses(text[low : min(ends, default=len(text))]):
        return False
    known = row.day("promised_date")
    coming = (row.number("qty") or 0) - (row.number("received_qty") or 0)
    same = known and any(each.earliest <= known <= each.latest for each in one.date.readings)
    return bool(same) and size.quantity is not None and size.quantity.n < coming


def _other_items(scope: Scope, row: Row | None) -> list[str]:
    """Items named beside a line that is for another one: either of the two is wrong."""
    mine = row.text("item_id") if row is not None else ""
    others = [one for one in scope.beside if mine and one.casefold() != mine.casefold()]
    return [f"{one} is named beside it, the line is for {mine}" for one in others]


def _of_other_things(text: str) -> bool:
    """Late money, or a late ship or truck of ours: no date of the goods."""
    cue = lexicon("cue")
    if _of_a_bill(text):
        return True
    if cue.has(text, "condition") or event_of(text):
        return False
    return cue.has(text, "money", "carriage")


def _of_a_bill(text: str) -> bool:
    """A sum with its currency and a day it is due: the day is none of the goods."""
    due = [hit for hit in lexicon("day_role").find(text) if hit.code == "due"]
    told = any(not text[hit.end :].lower().startswith(" to ") for hit in due)  # `due to` is no day
    return told and any(one.currency for one in find_amounts(text, "."))


def _leaves_nothing(scope: Scope, coming: list[Dated]) -> bool:
    """Whether words for `unchanged` are a question, or speak of something else."""
    asked = scope.passage.text.rstrip().endswith(("?", "？"))
    return asked or _of_another_matter(scope, coming)


def _of_another_matter(scope: Scope, coming: list[Dated]) -> bool:
    """Prices, terms or packing stay as they are: that says nothing of the line's date."""
    cue = lexicon("cue")
    other = cue.has(scope.masked, "other_matter") and not cue.has(scope.masked, "schedule")
    return other and not coming


def _is_no_news(text: str) -> bool:
    """A mere question to us, or an offer: agents.reader.deadlines and .offers read those."""
    cue = lexicon("cue")
    asks = cue.has(text, "reply") and not lexicon("delay").has(text)
    offers = cue.has(text, "partial") and cue.has(text, "offered")
    offers = offers or (cue.has(text, "choice") and cue.has(text, "reply"))
    return offers or (asks and not lexicon("line_state").has(text))


def _coming(text: str, found: list[Dated], notes: Notebook) -> list[Dated]:
    """Dates that may be news: not the day goods left, nor until when an answer is wanted."""
    coming = [one for one in found if one.role not in NO_GOODS]
    if lexicon("despatch").has(text, "gone"):
        coming = [one for one in coming if not _is_over(one, notes)]
    if lexicon("cue").has(text, "reply"):
        coming = [one for one in coming if one.date.bound not in ("by", "before")]
    return coming


def _is_over(one: Dated, notes: Notebook) -> bool:
    """Whether the day is that of the letter or one before."""
    readings = one.date.readings
    return bool(readings) and all(each.latest <= notes.sender.written_on for each in readings)


def _no_date_given(scope: Scope, coming: list[Dated], notes: Notebook, line: LineNews) -> bool:
    """Whether the words say that there is no date; noted where they are about a delay."""
    unknown = lexicon("cue").first_of(scope.masked, "date_unknown")
    if unknown is None or any(one.date.readings for one in coming):
        return False
    if scope.named or line.lots or line.states or lexicon("delay").has(scope.masked):
        line.unknown.append(_span(notes, scope.passage, unknown))
    return True


def _note_aside(scope: Scope, found: list[Dated], notes: Notebook, line: LineNews) -> None:
    """A delay told without a date, or with other dates than that of the goods."""
    if (
        not scope.named
        or scope.passage.part.name == "subject"
        or any(one.role not in NO_GOODS for one in found)
    ):
        return
    hit = lexicon("delay").first_of(scope.masked, "announced")
    if hit is not None and not _DENIED.search(scope.masked[max(0, hit.start - 24) : hit.start]):
        line.announced.append(_span(notes, scope.passage, hit))
        line.aside += [one.date.readings for one in found if one.role == "other"]


def _state(text: str, coming: list[Dated], when: When) -> Hit | None:
    """The state said: what stops the line before what leaves it; none that a new date denies."""
    states = states_of_goods(text)
    for code in ("withdrawn", "waiting_on_us", "on_hold"):
        stops = next((hit for hit in states if hit.code == code), None)
        if stops is not None:
            return stops
    kept = (hit for hit in states if hit.code == "unchanged" and stands(text, hit, when))
    said = next(kept, None)
    outspoken = any(one.role in ("new", "earliest") or one.date.later for one in coming)
    return None if outspoken else said


def _only_restated(coming: list[Dated], about: str, notes: Notebook) -> bool:
    """Whether every date is the one on record."""
    row = notes.book.row(about)
    known = row.day("promised_date") if row is not None else None
    return all(
        len(one.date.readings) == 1
        and known is not None
        and one.date.readings[0].earliest <= known <= one.date.readings[0].latest
        for one in coming
    )


def _file_lots(
    scope: Scope,
    about: str,
    told: tuple[list[Dated], list[FoundNumber]],
    notes: Notebook,
    line: LineNews,
) -> None:
    coming, sizes = told
    coming = _without_repeats(coming, notes.book.row(about))
    if (
        not any(_tells(scope, one) for one in coming)
        and not (coming and lexicon("line_state").has(scope.masked, "unchanged"))
        and not (sizes and _comes(scope))
        and not _is_lot_row(scope, coming, sizes)
    ):
        return
    pairs = pair(coming, sizes, scope.masked)
    event = _event(scope, about, notes)
    doubt = _doubt(scope)
    if pairs is None:
        doubt = "the words do not say which quantity comes when"
        pairs = [(one, None) for one in coming]
    elif not sizes and lexicon("cue").has(scope.masked, "first_lot", "later_lot"):
        doubt = doubt or "the words do not say how much this lot is"
    if len(sizes) > 1 and lots_refused(scope.masked, min(one.start for one in sizes)):
        doubt = doubt or "the words refuse something: what comes when?"
    for one, found in pairs:
        size = _as_ordered(found, notes.book.row(about))
        unsure = doubt or ("a quantity reads two ways" if size and not size.sure else "")
        line.lots.append(Lot(scope.passage, one, size, event, unsure))


def _as_ordered(size: FoundNumber | None, row: Row | None) -> FoundNumber | None:
    """`1.000 Stück` of an order of a thousand is a thousand, whoever's decimal mark it is."""
    if size is None or size.sure or size.quantity is None or row is None:
        return size
    ordered = row.number("qty")
    meant = [n for n in (size.quantity.n, size.quantity.n * 1000) if n == ordered]
    if len(meant) != 1:
        return size
    told = size.quantity.model_copy(update={"n": meant[0]})
    return size.model_copy(update={"quantity": told, "sure": True})


def _tells(scope: Scope, one: Dated) -> bool:
    """Whether the date is told as one of delivery: by words near it, or by words of change."""
    return (
        one.role != ""
        or one.date.later is not None
        or lexicon("delay").has(scope.masked)
        or (scope.named and _stands_by_name(scope, one))
    )


def _without_repeats(coming: list[Dated], row: Row | None) -> list[Dated]:
    """`11 April, so five days late`: the days say once more what the date says."""
    known = row.day("promised_date") if row is not None else None
    days = [span for one in coming for span in one.date.readings]
    return [
        one
        for one in coming
        if one.date.later is None
        or known is None
        or not any((span.latest - known).days == one.date.later.most for span in days)
    ]


def _comes(scope: Scope) -> bool:
    """Whether the words, wherever they stand, say that goods come: `2500 are on 2 June ready`."""
    return any(hit.code == "comes" for hit in lexicon("date_role").find(scope.masked))


#: What may stand around quantity and day in a row of a list.
_AROUND = re.compile(
    r"\s*(?:\d{1,2}[.)])?[\s.)(:;,–—*•·|>=-]*(?:(?:lot|batch|on|by|am|zum|le|el|il|op|den|at|ready|for|per|in|to|x)[\s:.,–—-]*)*",
    re.IGNORECASE,
)


def _is_lot_row(scope: Scope, coming: list[Dated], sizes: list[FoundNumber]) -> bool:
    """Whether a row below a line that was named holds one quantity and one day and nothing else:
    `300 pcs 12 May`."""
    if scope.named or len(coming) != 1 or len(sizes) != 1 or len(scope.lines) != 1:
        return False
    text = list(scope.masked)
    for start, end in ((one.start, one.end) for one in (coming[0].date, sizes[0])):
        text[start:end] = " " * (end - start)
    return _AROUND.fullmatch("".join(text)) is not None


def _stands_by_name(scope: Scope, one: Dated) -> bool:
    """Whether a day in figures stands near the number of the order or line."""
    names = [at for at, char in enumerate(scope.masked) if char == "\x00"]
    near = min((max(at - one.date.end, one.date.start - at) for at in names), default=0)
    return near <= _NEAR_NAME and any(char.isdigit() for char in one.date.raw)


def _doubt(scope: Scope) -> str:
    cue = lexicon("cue")
    if cue.has(scope.masked, "condition"):
        return "the date hangs on a condition"
    if cue.has(scope.masked, "doubt") or unreal(scope.masked):
        return "the words leave it open"
    if scope.passage.text.rstrip().endswith(("?", "？")):
        return "it is asked, not stated"
    return ""


def _event(scope: Scope, about: str, notes: Notebook) -> str:
    """The event said, else the event the date on record is of."""
    row = notes.book.row(about)
    said = scope.event or event_of(scope.masked, notes.sender)
    return said or (row.text("promised_event") if row else "")


def _span(notes: Notebook, passage: Passage, hit: Hit) -> Span:
    return notes.span(passage.part, passage.start + hit.start, passage.start + hit.end)
