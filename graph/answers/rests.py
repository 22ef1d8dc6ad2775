"""What a case rests on: assumptions and how they stand, senders and how proven, awards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.news import News
from graph.answers.evidence import Answer, Found, Line, found_line, line, none, titled

#: A finding of who gets an order.
_AWARDED = re.compile(r"\bwins?\b|\baward")
#: A finding that somebody may not be who they say, or is to be called back.
_DOUBTED = re.compile(r"call(?:ed)? back|account|impersonat|look-?alike|not proven|claimed|twin")


def rests(found: Found) -> Answer:
    """What was decided on rests on and how each stands now; before that what the chosen option
    would rest on, and how sure the senders are."""
    lines = [*_assumed(found), *_broken(found)] or [*_would(found)]
    lines += [_sender(one) for one in found.state.news]
    return found.answer(lines) if lines else none(found.question, "assumptions of this case")


def trust(found: Found) -> Answer:
    """How far each sender is proven and why, mails that were not heard, and findings that doubt."""
    lines = [_sender(one) for one in found.state.news]
    for fact in found.of("note_taken"):
        if "news" in fact.body:
            one = fact.body["news"]
            text = f"not heard: {one['sender']} ({one['verdict'].replace('_', ' ')})"
            lines.append(line(f"{text}: {one['subject']}", fact))
    lines += [
        found_line(one) for one in found.looked(lambda one: bool(_DOUBTED.search(one["text"])))
    ]
    return found.answer(lines) if lines else none(found.question, "mails of this case")


def awards(found: Found) -> Answer:
    """Who wins what share at which price, and whose approval of it is on record."""
    told = found.looked(lambda one: bool(_AWARDED.search(one["text"])))
    lines = [found_line(one) for one in told]
    return found.answer(lines) if lines else none(found.question, "awards in this case")


def _assumed(found: Found) -> Iterator[Line]:
    health = {
        one.body["of"]: (one.body.get("state", "broken"), one)
        for one in found.of("assumption_changed")
        if one.body.get("of")
    }
    for fact in found.of("assumption_made"):
        state, changed = health.get(fact.id, ("holds as far as is known", None))
        yield line(
            f"{found.title(fact.body['option'])} rests on: {fact.body['text']} — {state}",
            fact,
            changed,
        )


def _broken(found: Found) -> Iterator[Line]:
    for one in found.state.broken:
        yield Line(text=f"no longer so: {one.what}", facts=(one.number,))


def _would(found: Found) -> Iterator[Line]:
    for fact, one in found.chosen():
        for text in one.get("assumptions", ()):
            yield line(f"{titled(one)} would rest on: {text}", fact)


def _sender(news: News) -> Line:
    why = f" ({'; '.join(news.reasons)})" if news.reasons else ""
    vouched = f", vouched for by {news.vouched_by}" if news.vouched_by else ""
    said = f"{news.verdict.replace('_', ' ')}{why}{vouched}"
    text = f'{news.sent_at:%Y-%m-%d} {news.sender} "{news.subject}": {said}'
    return Line(text=text, facts=(news.number,))
