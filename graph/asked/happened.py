"""What happened in some days: decisions of people, mails that came, cases opened and closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from domain.fact import Fact
from graph.answers.evidence import Line
from graph.asked.company import Company, first_of
from memory import chain

_MOST = 15


def decisions(asked: Company) -> list[Line]:
    """What people decided in these days, or ever: by those who are named, of the kind asked for;
    what only standing authorities ran is counted."""
    told = [one for one in chain.of_kind(asked.connection, "decided") if _in_days(asked, one)]
    persons = {one.id for one in asked.persons}
    by_people = [one for one in told if one.body.get("person")]
    mine = [one for one in by_people if not persons or one.body["person"] in persons]
    if "reject" in asked.ideas:
        mine = [one for one in mine if one.body["verb"] == "reject"]
    lines = [_decision(asked, one) for one in reversed(mine)]
    lines += _undone(asked, lines, len(told) - len(by_people))
    return first_of(lines, _MOST, "`seamline decisions` has all")


def _undone(asked: Company, lines: list[Line], standing: int) -> Iterator[Line]:
    what = "rejected" if "reject" in asked.ideas else "decided"
    if not lines:
        by = " or ".join(asked.person(one.id) for one in asked.persons) or "anybody"
        yield Line(text=f"nothing is on record as {what} by {by}{_when(asked)}")
    if standing and not asked.persons and "reject" not in asked.ideas:
        yield Line(text=f"{standing} case(s) ran by standing authorities alone{_when(asked)}")


def overrides(asked: Company) -> list[Line]:
    """Acts beside a decision that people declared, or that the record showed."""
    told = chain.of_kind(asked.connection, "override_seen")
    lines = [_override(one) for one in reversed(told) if _in_days(asked, one)]
    return lines or [Line(text=f"no override is on record{_when(asked)}")]


def _override(fact: Fact) -> Line:
    body = fact.body
    who, why = body.get("who") or fact.actor, f" ({body['reason']})" if body.get("reason") else ""
    text = f"{fact.at:%Y-%m-%d %H:%M} UTC {_case(fact)}: {who} acted beside the decision: "
    return Line(text=f"{text}{body.get('said', '')}{why}", facts=(fact.number,))


def _decision(asked: Company, fact: Fact) -> Line:
    body = fact.body
    reason = f": {body['reason']}" if body.get("reason") else ""
    text = f"{fact.at:%Y-%m-%d %H:%M} UTC {_case(fact)}: {body['verb']} by "
    return Line(text=f"{text}{asked.person(body['person'])}{reason}", facts=(fact.number,))


def news(asked: Company) -> list[Line]:
    """Mails, openings, decisions and closings of these days, the newest first; mails alone where
    only these are asked for. Without days what came last."""
    only = {"message_read"} if "mail" in asked.ideas else set(_TOLD)
    told = [one for one in chain.of_kind(asked.connection, *sorted(only)) if _in_days(asked, one)]
    lines = [
        line for one in sorted(told, key=_at, reverse=True) for line in _TOLD[one.kind](asked, one)
    ]
    if not lines:
        what = "no mail came" if "mail" in asked.ideas else "nothing happened"
        return [Line(text=f"{what}{_when(asked)}")]
    counted = [Line(text=f"{len(lines)} in all{_when(asked)}:")] if asked.period else []
    return [*counted, *first_of(lines, _MOST, "`seamline inbox` and the cases tell them")]


def news_of_case(asked: Company) -> list[Line]:
    """What happened in the case it is asked in, in these days, the newest first."""
    told = chain.of_stream(asked.connection, f"case:{asked.case}", kinds=sorted(_IN_CASE))
    lines = [
        Line(text=f"{one.at:%Y-%m-%d %H:%M} UTC {text}", facts=(one.number,))
        for one in reversed(told)
        if _in_days(asked, one) and (text := _IN_CASE[one.kind](asked, one))
    ]
    if not lines:
        return [Line(text=f"nothing happened in this case{_when(asked)}")]
    return first_of(lines, _MOST, "the case's conversation tells them")


def _decided_here(asked: Company, fact: Fact) -> str:
    by = asked.person(fact.body["person"]) or "standing authority"
    return f"{fact.body['verb']} by {by}"


_IN_CASE: dict[str, Callable[[Company, Fact], str]] = {
    "case_opened": lambda _, one: f"opened: {one.body['title']}",
    "case_joined": lambda _, one: (
        f'mail of {one.body["news"]["sender"]}: "{one.body["news"]["subject"]}"'
    ),
    "proposed": lambda _, one: f"proposed: {one.body['proposal']['summary']}",
    "question_answered": lambda asked, one: (
        f"answered by {asked.person(one.body['person'])}: {one.body['value']}"
    ),
    "decided": _decided_here,
    "stuck": lambda _, one: f"stuck: {one.body['because']}",
    "lapsed": lambda _, one: "nobody decided in time",
    "commitment_broken": lambda _, one: f"not kept: {one.body['what']}",
    "closed": lambda _, one: f"closed: {one.body['outcome']}",
    "reopened": lambda _, one: f"opened again: {one.body['because']}",
}


def _mail(asked: Company, fact: Fact) -> Iterator[Line]:
    sender, partners = fact.body["sender"], {one.key for one in asked.partners}
    if partners and sender["partner_id"] not in partners:
        return
    who = asked.partner(sender["partner_id"]) or sender["address"]
    text = f'{fact.body["sent_at"][:10]} mail of {who}: "{fact.body["subject"]}"'
    yield Line(text=text, facts=(fact.number,))


def _opened(asked: Company, fact: Fact) -> Iterator[Line]:
    if _is_partners(asked, fact.body["partner"]):
        text = f"{fact.at:%Y-%m-%d} {_case(fact)} was opened: {fact.body['title']}"
        yield Line(text=text, facts=(fact.number,))


def _closed(asked: Company, fact: Fact) -> Iterator[Line]:
    if not asked.partners:
        text = f"{fact.at:%Y-%m-%d} {_case(fact)} was closed: {fact.body['outcome']}"
        yield Line(text=text, facts=(fact.number,))


def _by_person(asked: Company, fact: Fact) -> Iterator[Line]:
    if fact.body.get("person") and not asked.partners:
        yield _decision(asked, fact)


_TOLD = {
    "message_read": _mail,
    "case_opened": _opened,
    "closed": _closed,
    "decided": _by_person,
}


def _is_partners(asked: Company, partner: str) -> bool:
    return not asked.partners or partner in {one.key for one in asked.partners}


def _at(fact: Fact) -> datetime:
    sent = fact.body.get("sent_at")
    return datetime.fromisoformat(sent) if sent else fact.at


def _in_days(asked: Company, fact: Fact) -> bool:
    day: date = _at(fact).date()
    return asked.period is None or asked.period.holds(day)


def _when(asked: Company) -> str:
    return f" {asked.period.words} ({asked.period.said()})" if asked.period is not None else ""


def _case(fact: Fact) -> str:
    return fact.stream.removeprefix("case:")
