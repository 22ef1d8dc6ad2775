"""Any other question: facts that hold its longer words, each with the sentence that does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from domain.fact import Fact
from graph.answers.evidence import Answer, Found, Line, line, none, rows_of

#: Words of a question that name nothing.
_EMPTY = re.compile(
    r"wh(?:at|en|ere|ich)|do(?:es)?|we?re|with|from|th(?:at|is|ere|eir|ey|em|en|an)|have|been|"
    r"about|many|much|will|would|could|should|into|onto|your|case"
)


#: Facts whose kind and time tell a reader nothing: what they hold is asked for in other words.
_MACHINERY = frozenset(
    {
        "recalled",
        "options_priced",
        "proposed",
        "ruled",
        "approval_asked",
        "intended",
        "model_called",
    }
    | {"effect_confirmed", "outcome_verified", "remembered", "watch_set", "grant"}
)


def search(found: Found) -> Answer:
    """Findings, questions and other facts that hold all longer words of the question."""
    words = [
        one for one in re.findall(r"\w{4,}", found.question.lower()) if not _EMPTY.fullmatch(one)
    ]
    told = [fact for fact in found.facts if fact.kind not in _MACHINERY]
    hits = [fact for fact in told if words and _holds(str(fact.body), words)]
    if not hits:
        wanted = " and ".join(words) or "nothing"
        return none(found.question, f"facts of this case that hold {wanted}")
    lines = [one for fact in hits for one in _lines(fact, words)]
    if not lines:
        return none(found.question, f"sentences of this case that hold {' and '.join(words)}")
    return found.answer(lines)


def _holds(text: str, words: list[str]) -> bool:
    lowered = text.lower()
    return all(word in lowered for word in words)


def _lines(fact: Fact, words: list[str]) -> Iterator[Line]:
    findings = fact.body.get("findings", ()) if fact.kind == "assessed" else ()
    told = [one for one in findings if _holds(f"{one['text']} {one['rests_on']}", words)]
    for one in told:
        text, rows = f"{fact.body['function']}: {one['text']}", rows_of(one["rests_on"])
        yield Line(text=text, facts=(fact.number,), rows=rows)
    if fact.kind == "assessed":
        return
    said = [one for one in _sentences(fact.body) if _holds(one, words)]
    for text in said:
        yield line(f"{fact.kind.replace('_', ' ')} on {fact.at:%Y-%m-%d}: {text}", fact)
    if not said:
        yield line(f"{fact.kind.replace('_', ' ')} on {fact.at:%Y-%m-%d %H:%M} UTC", fact)


def _sentences(body: Any) -> Iterator[str]:
    """What a fact says in words: its texts, quotes, reasons and subjects."""
    if isinstance(body, dict):
        for name, one in body.items():
            if isinstance(one, str) and name in _SAID:
                yield " ".join(one.split())[:_LONG]
            else:
                yield from _sentences(one)
    elif isinstance(body, list):
        for one in body:
            yield from _sentences(one)


_SAID = frozenset({"text", "quote", "reason", "subject", "because", "said", "what", "value"})
_LONG = 240
