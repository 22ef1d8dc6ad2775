"""Where a case stands: whom it waits for, what is open and owed, and what if nobody acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from domain.fact import Fact
from domain.news import News
from domain.owed import Owed, asked_for
from graph.answers.evidence import Answer, Found, Line, found_line, line, none, valued, worded
from graph.answers.lateness import slips
from graph.answers.ways import open_ways

_STEPS = ("proposed", "approval_asked", "decided", "stuck", "closed", "lapsed")
#: A finding that something is not there yet.
_LACKS = re.compile(
    r"missing|not (?:yet |on )?(?:received|requested|file|known|posted|screened|record)|"
    r"\brequested\b|lapsed|expired|discrepant|unanswered|nobody|still to come|\(over\)|waits? for"
)


def standing(found: Found) -> Answer:
    """Its newest step with what is proposed, whom it waits for and until when, what is asked first,
    and what is owed; of a person who is named first whether it waits for that one."""
    steps = found.of(*_STEPS)
    if not steps:
        return none(found.question, "steps of this case")
    first = [*_of_person(found), *_title(found), *_nobody(found)]
    return found.answer([*first, *_step(found, steps[-1]), *_asked(found), *_owed(found)])


def opened(found: Found) -> Answer:
    """What is still open: questions, whose decision, effects under way, what partners owe, and what
    functions found missing; that nothing is where the case is closed."""
    state = found.state
    if state.closed is not None:
        closed = found.of("closed")[-1]
        text = f"nothing: closed on {closed.at:%Y-%m-%d}: {closed.body['outcome']}"
        return found.answer([line(text, closed)])
    lines = [*_asked(found), *_decider(found), *_under_way(found), *_owed(found)]
    lines += [found_line(one) for one in found.looked(lambda one: bool(_LACKS.search(one["text"])))]
    return found.answer(lines) if lines else none(found.question, "open points of this case")


def waits(found: Found) -> Answer:
    """Why it waits: what it is stuck at, what must be answered, whose decision, what is owed."""
    waiting = [*_asked(found), *_proposal(found), *_decider(found)]
    lines = [*_stuck(found), *waiting, *_under_way(found), *_owed(found)]
    return found.answer(lines) if lines else opened(found)


def _nobody(found: Found) -> Iterator[Line]:
    """That nobody has taken it, where it is asked who works on it."""
    state, asked = found.state, found.question.lower()
    if state.together.holder is None and state.closed is None and _WORKS.search(asked):
        yield line("nobody has taken this case to work on", *found.of("case_opened"))


_WORKS = re.compile(r"\bwho(?:'s)?\b.*\b(?:work|handl|deal|look|tak|responsib|charge|sit|own|hold)")


def _stuck(found: Found) -> Iterator[Line]:
    if found.state.stuck and found.state.closed is None:
        yield line(f"stuck: {found.state.stuck}", *found.of("stuck")[-1:])


def answered(found: Found) -> Answer:
    """Who has confirmed, acknowledged or answered, and who has not; their newest mail."""
    given = [
        line(f"{one.body['how']} by {found.whose(one.body.get('person') or one.body['by'])}", one)
        for one in found.of("acknowledged")
    ]
    wrote = [
        _wrote(one) for one in found.state.news if not found.named or one.partner_id in found.named
    ]
    owed = _owed(found)
    if not (given or owed or wrote):
        return none(found.question, "confirmations, answers or mails of partners in this case")
    return found.answer([*owed, *given, *(wrote if found.named or not given else wrote[-1:])])


def _wrote(news: News) -> Line:
    """That a mail came, and what it says of a state: confirmed, rolled, refused."""
    states = [
        f"{worded(one.field)} {valued(one)}"
        for one in news.statements
        if one.field.endswith("_state")
    ]
    head = f'{news.sent_at:%Y-%m-%d} {news.sender} wrote "{news.subject}"'
    return Line(text="; ".join([head, *states]), facts=(news.number,))


def lapse(found: Found) -> Answer:
    """Until when it waits, why until then, and what follows if nobody answers; after that what it
    has cost. Of a decided case what is owed to it and asked for again."""
    state, asked = found.state, found.of("approval_asked")
    lines: list[Line] = []
    if state.decision is None and state.asked is not None and state.proposal is not None:
        why = f" ({state.proposal.until_why})" if state.proposal.until_why else ""
        text = f"if nobody answers until {_minute(state.asked.until)}{why}: {state.asked.if_nobody}"
        lines.append(line(text, *asked[-1:]))
    lines += [
        line(f"nobody answered in time: lapsed on {one.at:%Y-%m-%d}, cost {one.body['cost']}", one)
        for one in found.of("lapsed")[-1:]
    ]
    lines += [*_decider(found), *_asked(found), *_owed(found)]
    if state.closed is not None or not (lines or state.stuck):
        return none(found.question, "anything in this case that waits for an answer")
    return found.answer([*_stuck(found), *lines, *_undone(found)])


def _undone(found: Found) -> Iterator[Line]:
    """What comes of it while nothing is decided: who is late, and what waiting costs."""
    ways = open_ways(found)
    for one in slips(found) if ways else ():
        who = f"{found.names.get(one.customer, one.customer)} {one.line}".strip()
        text = f"as stated, if nothing is done: {who} {one.days} d late"
        yield Line(text=text, facts=one.facts)
    for way in ways:
        if way.waits:
            cost, days = way.option["cost"], way.option["days_late"]
            text = f"{way.title}: {cost['amount']} {cost['currency']}, {days} d late"
            yield Line(text=text, facts=way.facts)


def since(found: Found) -> Answer:
    """Since when there is the case with the mail that began it, since when it waits for whom, and
    since when each thing is owed."""
    state = found.state
    lines = [line(f"open since {one.at:%Y-%m-%d}", one) for one in found.of("case_opened")]
    lines += [_wrote(one) for one in state.news[:1]]
    asked = found.of("approval_asked")
    if asked and state.asked is not None and state.decision is None and state.closed is None:
        whom = ", ".join(found.name(one) for one in state.asked.people) or "nobody: no owner"
        lines.append(line(f"waits for {whom} since {asked[-1].at:%Y-%m-%d}", asked[-1]))
    for one in found.owes(state) if state.closed is None else ():
        when = f", since {one.since:%Y-%m-%d}" if one.since is not None else ""
        lines.append(
            Line(text=f"owed: {_said(found, one)}{when}", facts=(one.number,) if one.number else ())
        )
    lines += [line(f"closed on {one.at:%Y-%m-%d}", one) for one in found.of("closed")[-1:]]
    return found.answer(lines) if lines else none(found.question, "when this case was opened")


def _of_person(found: Found) -> Iterator[Line]:
    asked = found.state.asked if found.state.decision is None else None
    for one in found.persons:
        waits = asked is not None and one.id in asked.people and found.state.closed is None
        given = one.id in {each.person for each in found.state.approvals}
        word = "has approved" if given else "is asked" if waits else "is asked for nothing here"
        yield line(f"{one.name} ({one.role}, {one.id}) {word}", *found.of("approval_asked")[-1:])


def _step(found: Found, last: Fact) -> list[Line]:
    state = found.state
    if last.kind == "approval_asked" and "asked" in last.body:
        return [*_proposal(found), *_decider(found)]
    lines = [*_proposal(found)] if state.decision is None and state.closed is None else []
    because = f": {last.body['because']}" if last.body.get("because") else ""
    ended = f": {last.body['outcome']}" if last.kind == "closed" else ""
    lines.append(line(f"{last.kind} on {last.at:%Y-%m-%d %H:%M} UTC{because}{ended}", last))
    return [*lines, *(_decider(found) if state.decision is None else ()), *_under_way(found)]


def _title(found: Found) -> Iterator[Line]:
    """What it is about, where that is asked, and what it is stuck at."""
    state = found.state
    if re.search(r"about|summar|overview|happened|this\b", found.question.lower()):
        why = f": {state.opened_because}" if state.opened_because else ""
        yield line(f"{state.title}{why}", *found.of("case_opened"))
    if state.stuck and state.closed is None and found.of(*_STEPS)[-1].kind != "stuck":
        yield line(f"stuck: {state.stuck}", *found.of("stuck")[-1:])


def _proposal(found: Found) -> Iterator[Line]:
    opened, fact = found.state.proposal, found.state.proposal_fact
    if opened is not None and not opened.held_by and found.state.closed is None:
        yield line(f"proposed: {opened.summary}", fact)


def _decider(found: Found) -> Iterator[Line]:
    state = found.state
    if state.together.holder is not None and state.closed is None:
        held = state.together.holder
        text = f"{found.name(held.person)} works on it since {held.since:%Y-%m-%d}"
        yield line(text, *found.of("claimed", "assigned", "handoff_accepted")[-1:])
    if state.asked is None or state.decision is not None or state.closed is not None:
        return
    given = {one.person for one in state.approvals}
    people = ", ".join(found.name(one) for one in state.asked.people if one not in given)
    late = _late(found) if state.lapsed else ""
    text = f"waits for {people or 'nobody: no owner'} until {_minute(state.asked.until)}{late}"
    yield line(text, *found.of("approval_asked")[-1:])


def _late(found: Found) -> str:
    """That its time has run out, or had before it was asked again."""
    asked, over = (found.of(kind)[-1:] for kind in ("approval_asked", "lapsed"))
    if asked and over and asked[0].number > over[0].number:
        return " (asked again: nobody answered in time)"
    return " (over: nobody answered)"


def _asked(found: Found) -> Iterator[Line]:
    opened, fact = found.state.proposal, found.state.proposal_fact
    if opened is not None and found.state.decision is None and found.state.closed is None:
        for one in opened.questions:
            choices = f" ({' or '.join(one.choices)})" if one.choices else ""
            yield line(f"to be answered: {one.text}{choices}", fact)


def _under_way(found: Found) -> Iterator[Line]:
    for one in found.state.effects:
        if not one.is_over:
            why = f": {one.detail}" if one.detail else ""
            text = f"under way: {asked_for(one.said)} — {one.state}{why}"
            yield Line(text=text, facts=(one.number,))


def _owed(found: Found) -> list[Line]:
    if found.state.closed is not None:
        return []
    silent = tuple(one.number for one in found.of("silence_found")[-1:])
    return [
        Line(
            text=f"owed: {_said(found, one)}", facts=(one.number,) if one.number else tuple(silent)
        )
        for one in found.owes(found.state)
        if not found.named or one.who in found.named
    ]


def _said(found: Found, one: Owed) -> str:
    """What is owed, with the partner's name for its id."""
    said = one.said()
    name = found.whose(one.who)
    return f"{name}{said.removeprefix(one.who)}" if one.who and said.startswith(one.who) else said


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
