"""Who promised what: partners' commitments in their words, kept or not, and what we promised."""

from __future__ import annotations

import re

from domain.effect_state import in_one_line
from domain.fact import Fact
from domain.news import News
from domain.reading import Statement
from graph.answers.evidence import Answer, Found, Line, line, none, valued, worded

#: Words of a question → kinds of partner whose promises it asks for.
_WHO = (
    (r"carrier|forwarder|shipping line|trucker|haulier", ("carrier", "forwarder")),
    (r"supplier|vendor|maker", ("supplier",)),
    (r"broker", ("broker",)),
    (r"customer", ("customer", "distributor")),
    (r"warehouse", ("warehouse",)),
    (r"\bbank\b", ("bank",)),
)
_OURS = re.compile(r"\b(?:we|us|our|ours)\b|to (?:the |our )?customer")
#: What a message states that is a word given for a day.
_GIVEN = ("deadline:promise", "promised_date")
#: What it states that is an estimate: told as such, for nobody is bound by it.
_ESTIMATED = ("eta", "etd", "alternative_eta")


def commitments(found: Found) -> Answer:
    """Promises as objects with who, words, when, and kept or not; then what was only stated."""
    asked = found.question.lower()
    if _OURS.search(asked):
        return _ours(found)
    who = whom(asked)
    made = [
        one
        for one in found.of("commitment_made")
        if (not who or one.body.get("kind") in who)
        and (not found.named or one.body["by"] in found.named)
    ]
    ended = {fact.causes[0]: fact for fact in _ends(found) if fact.causes}
    lines = [_made(one, ended.get(one.id)) for one in made]
    covered = {one.body["words"] for one in made}
    for news in found.state.news:
        kind = found.partners.get(news.partner_id, "")
        mine = not found.named or news.partner_id in found.named
        if mine and (not who or kind in who):
            lines += [_stated(news, one) for one in news.statements if _is_new(one, covered)]
    lines += _silent(found, who)
    if not lines:
        of = f"of a {' or '.join(who)} " if who else ""
        return none(found.question, f"commitments {of}in this case, or promises in its messages")
    return found.answer(lines)


def _silent(found: Found, who: tuple[str, ...]) -> list[Line]:
    """What they should have told and have not."""
    newest = found.of("silence_found")[-1:]
    return [
        line(f"{found.whose(one.expected.partner)} is silent: {one.expected.said}", *newest)
        for one in found.state.silence
        if (not found.named or one.expected.partner in found.named)
        and (not who or found.partners.get(one.expected.partner, "") in who)
    ]


def whom(question: str) -> tuple[str, ...]:
    """The kinds of partner a question is about; none for all."""
    asked = question.lower()
    return next((kinds for words, kinds in _WHO if re.search(words, asked)), ())


def _ends(found: Found) -> list[Fact]:
    return found.of("commitment_kept", "commitment_broken")


def _made(fact: Fact, end: Fact | None) -> Line:
    body = fact.body
    due = f" by {body['due']}" if body["due"] else ""
    words = f' ("{body["words"]}")' if body["words"] else ""
    state = end.kind.removeprefix("commitment_") if end is not None else "not yet due"
    shown = tuple(end.body.get("shown_by", ())) if end is not None else ()
    said = line(f"{body['name']}: {body['what']}{due}{words} — {state}", fact, end)
    return said.model_copy(update={"rows": tuple(one for one in shown if ":" in one)})


def _is_new(one: Statement, covered: set[str]) -> bool:
    quote = one.span.quote if one.span else ""
    return one.field in (*_GIVEN, *_ESTIMATED) and quote not in covered


def _stated(news: News, one: Statement) -> Line:
    about = one.object.partition(":")[2]
    if one.field in _ESTIMATED:
        text = f"{about} {worded(one.field).upper()} {valued(one)} — an estimate"
    else:
        text = f"{about} by {valued(one)} — stated, not watched"
    return Line(text=f"{news.sent_at:%Y-%m-%d} {news.sender}: {text}", facts=(news.number,))


def _ours(found: Found) -> Answer:
    """New dates that went to customers, how far each has come, and whether it was kept."""
    effects = [one for one in found.state.effects if one.kind == "RepromiseCustomer"]
    if not effects:
        return none(found.question, "promises of ours in this case")
    ended = {fact.causes[0]: fact for fact in _ends(found) if fact.causes}
    given = [one for one in found.of("commitment_made") if one.body.get("to")]
    written = [
        Line(text=f"{in_one_line(one.said)} — {one.state}", facts=(one.number,)) for one in effects
    ]
    return found.answer([*written, *(_made(one, ended.get(one.id)) for one in given)])
