"""Why something was late or otherwise than agreed: stated causes and whose they are."""

from __future__ import annotations

import re

from domain.news import News
from domain.reading import Statement, stated_text
from graph.answers.evidence import Answer, Found, Line, none


def cause(found: Found) -> Answer:
    """Each stated cause with the party it lies with, in the sender's words; where nobody states one
    what is late, as the newest assessment found it."""
    lines = [line for news in found.state.news for line in _of_message(news)]
    if not lines and found.state.news and (late := _late(found)):
        lines = [Line(text="nobody states a cause; what is late:", facts=late[0].facts), *late]
    if not lines:
        return none(found.question, "statements of a cause in messages of this case")
    return found.answer(lines)


#: A finding that something comes later than it was confirmed or wanted.
_LATER = re.compile(r"^line .*: later \(|\+\d+ d\b")


def _late(found: Found) -> list[Line]:
    assessed = found.of("assessed")
    newest = [one for one in assessed if one.body["run"] == assessed[-1].body["run"]]
    return [
        Line(text=f"  {one['text']}", facts=(fact.number,))
        for fact in newest
        for one in fact.body["findings"]
        if _LATER.search(one["text"])
    ]


def _of_message(news: News) -> list[Line]:
    parties = {
        one.object: stated_text(one.value) for one in news.statements if one.field == "cause_party"
    }
    about: dict[str, list[str]] = {}
    for one in news.statements:
        if one.field == "cause":
            text = _said(one, parties.get(one.object, "not stated whose"))
            about.setdefault(text, []).append(one.object.partition(":")[2])
    head = f"{news.sent_at:%Y-%m-%d} {news.sender}: "
    return [
        Line(
            text=f"{head}{text}, about {', '.join(dict.fromkeys(objects))} (sender {news.verdict})",
            facts=(news.number,),
        )
        for text, objects in about.items()
    ]


def _said(one: Statement, party: str) -> str:
    quote = f': "{one.span.quote}"' if one.span else ""
    right = f" (put right by {one.source.person})" if one.source else ""
    return f"{stated_text(one.value)}, party: {party}{quote}{right}"
