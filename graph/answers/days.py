"""When things come: days as chosen, confirmed, stated last and found, and what of it is late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from domain.news import News
from domain.reading import Statement
from graph.answers.evidence import Answer, Found, Line, found_line, none, valued, worded
from graph.answers.lateness import lateness
from graph.answers.ways import open_ways, since_priced, taken

#: Fields of messages that hold a day on which goods are ready, leave or come.
_DAYS = re.compile(
    r"^(?:promised_date|ready_date|eta|etd|alternative_eta)\b|"
    r"^actual_date:(?:received|delivered|arriv\w*|discharged|on_board|sailed|depart\w*|gate_\w+)"
)
#: Acts that put a day on record or before a customer.
_ACTS = ("ChangeOrderLine", "UpdateShipment", "RepromiseCustomer", "RequestBooking")
#: A finding that says when something comes, or that it comes later.
_COMES = re.compile(r"\barriv|\bsails\b|\beta\b|\bnow\b.*\bdays?\b|^line .*: later", re.IGNORECASE)


def arrival(found: Found) -> Answer:
    """The day by what is chosen, what was put on record, and the newest day stated of each thing
    with its words; then what functions found."""
    lines = [*chosen_days(found), *_recorded(found), *_stated(found)]
    told = sorted(found.looked(_comes), key=lambda one: "arriv" not in one[1]["text"])
    lines += [found_line(one) for one in told]
    if not lines:
        return none(found.question, "days of arrival, readiness or delivery in this case")
    return found.answer(lines)


def _comes(finding: dict[str, Any]) -> bool:
    text = finding["text"]
    return bool(_COMES.search(text)) and "papers by" not in text


def late(found: Found) -> Answer:
    """What comes late: by what was decided, else by each way that may be taken, else as stated."""
    lines = lateness(found)
    return found.answer(lines) if lines else none(found.question, "anything late in this case")


def chosen_days(found: Found) -> Iterator[Line]:
    """When it comes by what was decided; before that by each way that may be taken."""
    ways = taken(found) or open_ways(found)
    for way in ways:
        one = way.option
        if not (one.get("arrives") or one["days_late"]):
            continue
        about = way.priced.body["object"].partition(":")[2]
        comes = f" comes {one['arrives']}" if one.get("arrives") else ""
        late = f", {one['days_late']} d late" if one["days_late"] else ", in time"
        stale = since_priced(found, way.priced) if way.decided is None else ""
        since = f" (as priced on {way.priced.at:%Y-%m-%d}; {stale})" if stale else ""
        how = "decided, planned" if way.decided else "proposed" if way.winner else "if taken"
        yield Line(text=f"{about}: {way.title} ({how}){comes}{late}{since}", facts=way.facts)


def _recorded(found: Found) -> Iterator[Line]:
    for one in found.state.effects:
        if one.kind in _ACTS:
            text = f"{' '.join(one.said.split())[:200]} — {one.state}"
            yield Line(text=text, facts=(one.number,), rows=one.objects)


def _stated(found: Found) -> list[Line]:
    """The newest message that states a field of a thing tells it; lots of one are told together."""
    newest: dict[tuple[str, str], tuple[News, list[Statement]]] = {}
    for news in found.state.news:
        told: dict[tuple[str, str], list[Statement]] = {}
        for one in news.statements:
            if _DAYS.match(one.field):
                told.setdefault((one.object, one.field), []).append(one)
        newest |= {key: (news, each) for key, each in told.items()}
    ranked = sorted(newest.items(), key=lambda one: one[1][0].sent_at, reverse=True)
    return [_line(name, field, news, each) for (name, field), (news, each) in ranked]


def _line(name: str, field: str, news: News, told: list[Statement]) -> Line:
    days, what = "; ".join(map(valued, told)), worded(field)
    what = what.upper() if field in ("eta", "etd") else what
    text = f"{name.partition(':')[2]}: {what} {days}, {news.sender} on {news.sent_at:%Y-%m-%d}"
    return Line(text=text, facts=(news.number,))
