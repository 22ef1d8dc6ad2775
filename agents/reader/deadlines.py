"""Until when: answers the sender wants, cut-offs of a booking, and the voyage it is on."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from agents.reader.lots import dated
from agents.reader.notebook import Notebook
from agents.reader.passages import Passage, clauses
from agents.reader.scopes import Scope
from domain.dates import DateSpan
from domain.datewords import FoundDate, find_dates
from domain.durations import find_durations
from domain.ports import Reads
from domain.reading import Question, Reference
from domain.words import Hit, lexicon

_CUT = re.compile(
    r"(?<!\w)(cy|si|vgm)\s?(?:cut-?\s?off|cut|c/o|closing|closes?)\s{0,2}(?:is|on|:|at)?\s{0,2}",
    re.IGNORECASE,
)

#: So many characters may stand between the words for an answer and a time to give it in.
_LEAD = 24
_WITHIN = re.compile(
    r"(?<!\w)(?:within|inside|innerhalb(?:\svon)?|binnen|sous|dans(?:\sles)?|en\sun\splazo\sde|entro|inom|"
    r"dentro\sde|w\sciągu)\s(?:the\snext\s|next\s|max\.?\s)?$",
    re.IGNORECASE,
)
#: Instructions, masses and containers have a day of the booking's: nobody waits for an answer.
_HANDED_IN = re.compile(
    r"(?<!\w)(?:SI|VGM|CY|ISF|AMS|shipping\sinstructions?|verified\sgross\smass)(?!\w)"
)


#: Before a day on which something began that still goes on.
_SINCE = re.compile(
    r"(?<!\w)(?:since|seit|depuis|desde(?:\sel)?|dal|sedan|sinds|od)\s(?:last\s|le\s)?$",
    re.IGNORECASE,
)


def is_since(text: str, start: int) -> bool:
    """Whether the day that begins there is one on which something began that still goes on."""
    return _SINCE.search(text[:start]) is not None


def is_handed_in(text: str) -> bool:
    """Whether the words are of papers or goods that a booking wants by a day."""
    return _HANDED_IN.search(text) is not None


def read_deadlines(
    found: list[Scope], notes: Notebook, refs: tuple[Reference, ...], reads: Reads
) -> None:
    """States reply deadlines on the order, cut-offs and voyages on the shipment."""
    orders = sorted({scope.order for scope in found if scope.order})
    about = f"purchase_orders:{orders[0]}" if len(orders) == 1 else "mail"
    shipments = sorted(
        {one.object for one in refs if one.object and one.object.startswith("shipments:")}
    )
    for scope in found:
        reply_deadline(scope, about, notes)
        if len(shipments) == 1 and shipments[0]:
            _cut_off(scope, shipments[0], notes)
            _voyage(scope, shipments[0], notes, reads)


def reply_deadline(scope: Scope, about: str, notes: Notebook) -> None:
    """Until when the sender wants an answer, with the time of day where one is said."""
    for clause in clauses(scope.passage):
        masked = scope.masked[clause.start - scope.passage.start :][: len(clause.text)]
        cues = [hit for hit in lexicon("cue").find(masked) if hit.code == "reply"]
        if not cues or is_handed_in(masked):
            continue
        told = dated(masked, notes.sender, None)
        days = [one.date for one in told if one.role != "answer"]
        wanted = [one for one in days if is_until(one) or _is_this_week(one)]
        wanted = [one for one in wanted if not is_since(masked, one.start)]
        if not wanted:
            _within(clause, masked, cues, about, notes)
            _by_return(clause, masked, about, notes)
        for one in wanted[:1] if len(wanted) == 1 else []:
            span = notes.span(clause.part, clause.start + one.start, clause.start + one.end)
            if one.ambiguous:
                _ask_until(about, notes, one.raw, [str(each) for each in one.readings])
                continue
            arguments = notes.sender.date_arguments("reply")
            if one.time:
                arguments["time"] = one.time
            recipe = "working_week_end" if _is_this_week(one) else "date_words"
            notes.state(about, "deadline:reply", recipe, span, arguments)


def _is_this_week(one: FoundDate) -> bool:
    """Whether an answer is wanted some day of a week that is told without a number."""
    named = not any(char.isdigit() for char in one.raw)
    return named and one.bound in ("", "by") and [_days(span) for span in one.readings] == [6]


def _days(span: DateSpan) -> int:
    return (span.latest - span.earliest).days


def _by_return(clause: Passage, masked: str, about: str, notes: Notebook) -> None:
    """An answer wanted by return: on the day of the letter."""
    hit = lexicon("by_return").first(masked)
    if hit is not None:
        span = notes.span(clause.part, clause.start + hit.start, clause.start + hit.end)
        anchor = notes.sender.written_on.isoformat()
        arguments = {"event": "reply", "tz": notes.sender.tz, "anchor": anchor}
        notes.state(about, "deadline:reply", "by_return", span, arguments)


def _within(clause: Passage, masked: str, cues: list[Hit], about: str, notes: Notebook) -> None:
    """So many hours or days right behind the words for an answer, counted from when it was sent."""
    found = [
        one
        for one in find_durations(masked)
        if _WITHIN.search(masked[max(0, one.start - _LEAD) : one.start])
        and any(0 <= one.start - hit.end <= _LEAD for hit in cues)
    ]
    sender = notes.sender
    if len(found) != 1 or sender.sent_at is None:
        return
    span = notes.span(clause.part, clause.start + found[0].start, clause.start + found[0].end)
    arguments = {"event": "reply", "tz": sender.tz}
    if found[0].unit == "DAY":
        recipe, arguments["anchor"] = "days_after", sender.written_on.isoformat()
    else:
        recipe, arguments["anchor"] = "time_after", sender.sent_at.isoformat()
        until = sender.sent_at + timedelta(minutes=int(found[0].n))
        arguments["time"] = f"{until.astimezone(ZoneInfo(sender.tz)):%H:%M}"
    notes.state(about, "deadline:reply", recipe, span, arguments)


def is_until(one: FoundDate) -> bool:
    """Whether the words set an end: by, before, or one day that is near by itself."""
    named = not any(char.isdigit() for char in one.raw)
    return one.bound in ("by", "before") or (named and all(day.exact for day in one.readings))


def _ask_until(about: str, notes: Notebook, raw: str, choices: list[str]) -> None:
    notes.ask(
        Question(
            about="deadline:reply",
            object=about,
            of=notes.sender.object,
            text=f"{raw!r} can be {' or '.join(choices)}",
            slot="reply_by",
            choices=tuple(choices),
        )
    )


def _cut_off(scope: Scope, shipment: str, notes: Notebook) -> None:
    text, base = scope.passage.text, scope.passage.start
    for cut in _CUT.finditer(text):
        behind = find_dates(text[cut.end() : cut.end() + 24], notes.sender.when())
        if behind and behind[0].start <= 2 and not behind[0].ambiguous and behind[0].readings:
            start = base + cut.end() + behind[0].start
            span = notes.span(scope.passage.part, start, start + len(behind[0].raw))
            arguments = notes.sender.date_arguments(f"{cut[1].lower()}_cutoff")
            if behind[0].time:
                arguments["time"] = behind[0].time
            notes.state(
                shipment, f"deadline:{cut[1].lower()}_cutoff", "date_words", span, arguments
            )


def _voyage(scope: Scope, shipment: str, notes: Notebook, reads: Reads) -> None:
    row = reads.row(*shipment.split(":", 1))
    vessel = f"{row.text('vessel')} {row.text('voyage')}".strip() if row else ""
    at = scope.passage.text.find(vessel) if len(vessel) > 5 else -1
    if at >= 0:
        start = scope.passage.start + at
        span = notes.span(scope.passage.part, start, start + len(vessel))
        notes.state(shipment, "voyage", "words", span)
