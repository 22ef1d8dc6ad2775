"""Why something was late or otherwise than agreed: stated causes and whose they are."""

from __future__ import annotations

from domain.news import News
from domain.reading import Statement, stated_text
from graph.answers.evidence import Answer, Found, Line, none


def cause(found: Found) -> Answer:
    """Each stated cause with the party it lies with, in the sender's words."""
    lines = [line for news in found.state.news for line in _of_message(news)]
    if not lines:
        return none(found.question, "statements of a cause in messages of this case")
    return found.answer(lines)


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
