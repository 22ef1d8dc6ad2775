"""What was written: letters and notes of ours with how far each has come, and partners' words."""

from __future__ import annotations

from collections.abc import Iterator

from domain.effect_state import EffectState
from domain.news import News
from domain.owed import asked_for
from graph.answers.evidence import Answer, Found, Line, none, valued, worded
from graph.answers.promises import whom
from graph.answers.spoken import notes

#: Acts that tell somebody something.
_TELLS = (
    "SendMessage",
    "NotifyFunction",
    "RequestBooking",
    "RequestDocument",
    "RepromiseCustomer",
    "DisputeCharge",
)
#: So many values of one message are told in a line.
_MOST = 8


def told(found: Found) -> Answer:
    """Letters that went out, and to whom; those of a partner or kind of partner that the question
    names. Where none went there: that, and which of our functions was told of it."""
    written = [one for one in found.state.effects if one.kind in _TELLS]
    mine = [one for one in written if _is_to(found, one)]
    lines = [_letter(one) for one in mine]
    waiting = [*_waiting(found)]
    if not lines and not waiting and not written:
        return none(found.question, "letters, notes or requests of ours in this case")
    if not lines:
        lines = [Line(text=f"nothing has gone to {_whom(found)} from this case")]
        lines += waiting
        lines += [_letter(one) for one in written if one.to in _FOR.get(_kind(found), ())]
        return found.answer(lines)
    return found.answer([*lines, *waiting])


#: Which of our functions speaks to which kind of partner.
_FOR = {"customer": ("customer service",), "supplier": ("procurement",), "carrier": ("logistics",)}


def _kind(found: Found) -> str:
    """The kind of partner a question is about, by its words or by whom it names."""
    kinds = [*whom(found.question), *(found.partners.get(one, "") for one in found.named)]
    return next(iter(kinds), "")


def _whom(found: Found) -> str:
    kinds = whom(found.question)
    return " or ".join([*found.named.values(), *(f"a {one}" for one in kinds)]) or "anybody"


def _is_to(found: Found, one: EffectState) -> bool:
    kinds = whom(found.question)
    if not found.named and not kinds:
        return True
    return one.to in found.named or found.partners.get(one.to, "") in kinds


def _letter(one: EffectState) -> Line:
    when = f"{one.at:%Y-%m-%d}: " if one.at else ""
    return Line(text=f"{when}{asked_for(one.said)} — {one.state}", facts=(one.number,))


def _waiting(found: Found) -> Iterator[Line]:
    """Letters that are proposed and wait for a decision; whom they go to is told by their words."""
    opened, fact = found.state.proposal, found.state.proposal_fact
    if opened is None or fact is None or found.state.decision is not None:
        return
    for action in opened.actions:
        if action.kind in _TELLS and action.key not in {one.key for one in found.state.effects}:
            text = f"not sent, waits for the decision: {asked_for(action.said())}"
            yield Line(text=text, facts=(fact.number,))


def words(found: Found) -> Answer:
    """What partners' mails state and ask, newest first, each value with its words; then what was
    only said. Of a partner or kind of partner that the question names that one's alone."""
    kinds = whom(found.question)
    mine = [
        one
        for one in found.state.news
        if (not found.named or one.partner_id in found.named)
        and (not kinds or found.partners.get(one.partner_id, "") in kinds)
    ]
    ranked = sorted(mine, key=lambda one: one.sent_at, reverse=True)
    lines = [_message(one) for one in ranked] + notes(found)
    if not lines:
        return none(found.question, "such words in messages, notes of calls or chats in this case")
    return found.answer(lines)


def _message(news: News) -> Line:
    parts = [
        f"{one.object.partition(':')[2]} {worded(one.field)} {valued(one)}"
        for one in news.statements[:_MOST]
    ]
    if len(news.statements) > _MOST:
        parts.append(f"and {len(news.statements) - _MOST} more values")
    parts += [f"left open: {one.text}" for one in news.questions]
    known = "" if news.verdict == "authenticated" else f", {news.verdict.replace('_', ' ')}"
    said = "; ".join(parts) or "nothing that was read as a value"
    head = f'{news.sent_at:%Y-%m-%d} {news.sender}{known} "{news.subject}"'
    return Line(text=f"{head}: {said}", facts=(news.number,))
