"""What held up customs: papers and filings that were open, how long each, and who said so."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, NamedTuple

from domain.news import News
from domain.reading import Statement, stated_text
from graph.answers.evidence import Answer, Found, Line, found_line, none

#: What is said of a paper that nothing is owed of any more.
_DONE = frozenset({"accepted", "filed", "released", "received", "revised", "presented", "checked"})
#: Causes that lie with papers or customs.
_CAUSES = frozenset({"doc missing", "doc conflict", "customs", "exam"})
_DUE = re.compile(r"due (\d{4}-\d\d-\d\d \d\d:\d\d [+-]\d{4}) \(over\)")


class _Said(NamedTuple):
    """One thing a message says of a paper or of customs."""

    news: News
    text: str
    quote: str


def customs(found: Found) -> Answer:
    """Each paper that was open with its hours, then what customs did."""
    said = _said(found)
    lines = [one for finding in found.findings() if (one := _paper(found, finding, said))]
    covered = {row for one in lines for row in one.rows}
    for name, told in said.items():
        if name not in covered:
            lines += [_told(name, one) for one in told]
    lines += [found_line(one) for one in found.findings() if _is_filing(one)] if lines else []
    if not lines:
        return none(found.question, "papers that were open, or customs events, in this case")
    return found.answer(lines)


def _said(found: Found) -> dict[str, list[_Said]]:
    about: dict[str, list[_Said]] = {}
    for news in found.state.news:
        for one in news.statements:
            if _is_of_papers(one):
                quote = one.span.quote if one.span else ""
                text = f"{one.field.replace('_', ' ')} {stated_text(one.value)}"
                about.setdefault(one.object, []).append(_Said(news, text, quote))
        for asked in news.questions:
            if asked.object.startswith("documents:"):
                about.setdefault(asked.object, []).append(_Said(news, asked.text, ""))
    return about


def _is_of_papers(one: Statement) -> bool:
    """Whether it speaks of a paper of a shipment or of customs, or names them as a cause."""
    if one.field == "cause":
        return stated_text(one.value) in _CAUSES
    return one.object.startswith("documents:") or one.field == "customs_state"


def _paper(
    found: Found,
    finding: tuple[str, dict[str, Any], tuple[int, ...]],
    said: dict[str, list[_Said]],
) -> Line | None:
    rests, text = finding[1]["rests_on"], finding[1]["text"]
    name = next((one for one in rests if one.startswith("documents:")), "")
    over = _DUE.search(text)
    if not name or not (name in said or over):
        return None
    last = found.facts[-1].at
    told = said.get(name, [])
    more = f"; {_open(found, name, told, last)}" if told else ""
    if over:
        due = datetime.strptime(over[1], "%Y-%m-%d %H:%M %z")
        more += f"; {_hours(due, last)} h over its time"
    line = found_line(finding, more)
    numbers = {*line.facts, *(one.news.number for one in told)}
    return line.model_copy(update={"facts": tuple(sorted(numbers))})


def _open(found: Found, name: str, told: list[_Said], last: datetime) -> str:
    """How long it was open: from the first word of it to the word or act that ended it."""
    since = min(one.news.sent_at for one in told)
    ends = [one.news.sent_at for one in told if one.text.rpartition(" ")[2] in _DONE]
    for effect in found.state.effects:
        done = effect.kind == "RecordDocument" and effect.wanted.get("state") in _DONE
        if done and name in effect.objects and effect.at is not None:
            ends.append(effect.at)
    until = min((one for one in ends if one > since), default=None)
    if until is None:
        return f"open {_hours(since, last)} h since {since:%Y-%m-%d %H:%M} UTC, not settled here"
    return f"open {_hours(since, until)} h, {since:%Y-%m-%d %H:%M} to {until:%Y-%m-%d %H:%M} UTC"


def _hours(since: datetime, until: datetime) -> str:
    return format((until - since).total_seconds() / 3600, ".1f")


def _told(name: str, one: _Said) -> Line:
    quote = f': "{one.quote}"' if one.quote else ""
    head = f"{one.news.sent_at:%Y-%m-%d %H:%M} UTC {one.news.sender}: {name.partition(':')[2]}"
    return Line(text=f"{head} {one.text}{quote}", facts=(one.news.number,), rows=(name,))


def _is_filing(finding: tuple[str, dict[str, Any], tuple[int, ...]]) -> bool:
    """Filings and free days of the shipment: what an open paper costs."""
    text = finding[1]["text"]
    return "(stated)" in text or text.startswith("each day after")
