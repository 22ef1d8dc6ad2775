"""A case as a conversation: what came in, what was found, proposed, said and done, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, takewhile
from textwrap import shorten
from typing import Any, Literal

from domain.case import CaseState, fold
from domain.delay.hearsay import OPENING
from domain.errors import Unknown
from domain.fact import Fact
from domain.people import People
from domain.pins import in_words
from domain.ruling import REASONS
from domain.values import Value
from graph.folding import KEPT
from memory import chain
from memory.cases import named
from seamline.overtaken import fallen, fell_with
from seamline.sharing_turns import SAID, override_words, put_right_words, vouching_words
from seamline.wiring import Office

#: Whose words a turn has: a partner's, the agents', a person's of ours, or nobody's (a mere line).
Side = Literal["partner", "agents", "person", "line"]


class Turn(Value):
    """One thing said or done. `number` is the ledger number of its first fact; `kind` names how it
    is shown; `live` is what may still be acted on."""

    number: int
    at: datetime
    side: Side
    kind: str
    who: str
    said: str = ""
    body: dict[str, Any] = {}
    live: bool = False
    past: bool = False


class Talk(Value):
    """A case's turns, and the case as they leave it. Turns in a row that news has overtaken are
    one turn of kind `past`, with them in its body. `fallen` are approvals that no longer count."""

    state: CaseState
    turns: tuple[Turn, ...]
    fallen: tuple[dict[str, Any], ...] = ()


def conversation(office: Office, case_id: str) -> Talk:
    """The conversation of a case; Unknown when there is none of that name."""
    with office.ledger.reading() as connection:
        case_id = named(connection, case_id)
        facts = chain.of_stream(connection, f"case:{case_id}")
    if not facts:
        raise Unknown(f"no case {case_id!r}; the inbox lists them")
    state = fold(case_id, facts)
    told = (
        _as_now(one, facts, state, office.people) for one in _turns(facts, state, office.people)
    )
    return Talk(
        state=state,
        turns=tuple(_reminders(_folded(told))),
        fallen=_fallen(facts, state, office.people),
    )


def _fallen(facts: Sequence[Fact], state: CaseState, people: People) -> tuple[dict[str, Any], ...]:
    """Approvals that must be given again, as long as nobody has decided."""
    undecided = state.decision is None and state.closed is None
    return tuple(fallen(facts, people)) if undecided else ()


def _as_now(turn: Turn, facts: Sequence[Fact], state: CaseState, people: People) -> Turn:
    """A mail with who stands up for it and what was put right of it since it came; a correction
    with the approvals that fell by it."""
    if turn.kind == "corrected":
        names = fell_with(facts, people, turn.number)
        return turn.model_copy(update={"body": {**turn.body, "fell": names}})
    message = turn.body.get("message") if turn.kind == "mail" else None
    news = next((one for one in state.news if one.message == message), None)
    if news is None:
        return turn
    put_right = [
        {**one.model_dump(mode="json"), "by": _name(people, one.person)} for one in news.corrections
    ]
    since = {"vouched_by": _name(people, news.vouched_by), "put_right": put_right}
    return turn.model_copy(update={"body": {**turn.body, **since}})


def _turns(facts: Sequence[Fact], state: CaseState, people: People) -> Iterator[Turn]:
    """Facts as turns; those of one run of the agents, and effects decided together, are one."""
    shown: set[str] = set()
    for fact in facts:
        group = _GROUPS.get(fact.kind)
        if group is not None:
            turn = group(fact, facts, state, shown)
            if turn is not None:
                yield turn
        elif fact.kind in _SINGLE:
            yield _SINGLE[fact.kind](fact, people)


def _folded(turns: Iterator[Turn]) -> Iterator[Turn]:
    """What was proposed and withdrawn again, with nothing else in between, as one turn."""
    for past, group in groupby(turns, key=lambda one: one.past):
        row = list(group)
        made = sum(one.kind == "proposal" for one in row)
        if not past or not made:
            yield from row
            continue
        body = {"turns": row, "proposals": made}
        yield Turn(
            number=row[0].number, at=row[-1].at, side="line", kind="past", who="agents", body=body
        )


#: Reminders in a row that still are shown one by one.
_FEW = 2


def _reminders(turns: Iterator[Turn]) -> Iterator[Turn]:
    """Reminders and escalations in a row as one turn that says how often, and the last of them."""
    for kind, group in groupby(turns, key=lambda one: one.kind):
        row = list(group)
        if kind != "reminder" or len(row) <= _FEW:
            yield from row
            continue
        last = row[-1]
        said = f"asked again {len(row)} times, last: {last.said}"
        update = {"kind": "reminders", "said": said, "body": {"turns": row}}
        yield last.model_copy(update=update)


def _line(said: Callable[[dict[str, Any]], str], kind: str = "line") -> Callable[..., Turn]:
    """A turn that is one sentence about the case."""

    def make(fact: Fact, people: People) -> Turn:
        return Turn(
            number=fact.number,
            at=fact.at,
            side="line",
            kind=kind,
            who=_name(people, fact.actor),
            said=said(fact.body),
            body=fact.body,
        )

    return make


def _spoken(kind: str, said: Callable[[dict[str, Any]], str]) -> Callable[..., Turn]:
    """A turn that is a person's word."""

    def make(fact: Fact, people: People) -> Turn:
        who = str(fact.body.get("person") or fact.body.get("by") or fact.actor)
        return Turn(
            number=fact.number,
            at=fact.at,
            side="person",
            kind=kind,
            who=_name(people, who),
            said=said(fact.body),
            body=fact.body,
        )

    return make


def _name(people: People, person: str) -> str:
    found = people.get(person) if person else None
    return found.name if found else person


def _joined(fact: Fact, people: People) -> Turn:
    news = fact.body["news"]
    return Turn(
        number=fact.number,
        at=news["sent_at"],
        side="partner",
        kind="mail",
        who=news["sender"],
        said=news["subject"] + (f" ({same})" if (same := news.get("kept", {}).get(KEPT)) else ""),
        body=news,
    )


def _noted(fact: Fact, people: People) -> Turn:
    note = fact.body.get("note")
    if "again" in fact.body:
        news = fact.body["again"]
        said = f"said again: “{news['subject']}” from {news['sender']}"
        return Turn(
            number=fact.number, at=fact.at, side="line", kind="line", who="intake", said=said
        )
    if note is None:  # a mail of somebody who could not be believed
        news = fact.body["news"]
        said = f"not heard: “{news['subject']}” from {news['sender']} ({news['verdict']})"
        return Turn(
            number=fact.number, at=fact.at, side="line", kind="warning", who="intake", said=said
        )
    if note["channel"] == OPENING:
        return _spoken("opened", lambda _: f"opened it: {note['text']}")(fact, people)
    return Turn(
        number=fact.number,
        at=fact.at,
        side="partner",
        kind="hearsay",
        who=note["name"],
        said=note["text"],
        body={**note, "noted_by": _name(people, note["by"])},
    )


def _decided(fact: Fact, people: People) -> Turn:
    body = fact.body
    words = {"approve": "approved", "reject": "rejected"}
    said = words.get(body["verb"], body["verb"])
    if body["verb"] == "edit":
        said = in_words(body["slots"])
    if not body["person"]:
        return _line(lambda _: "decided by standing authority")(fact, people)
    return _spoken("decided", lambda _: said)(fact, people)


def _kept_in_mind(body: dict[str, Any]) -> str:
    """What cases like this one will be told of it: why it came, what was done, what it cost."""
    why = ", ".join(filter(None, (body["cause"], body["partner_id"], body["item_id"])))
    cost = f" for {body['forecast_cost']} {body['currency']}" if body["forecast_cost"] else ""
    done = f"{body['decision'] or 'nothing decided'}{cost}: {body['outcome']}"
    return f"remembered for cases like it: {f'{why}; ' if why else ''}{done}"


def _taken(body: dict[str, Any]) -> str:
    """Who took a hand-off, or whose mail said yes, or no clear yes, to what was asked; or why a
    person waits for it no longer."""
    if body.get("how") == "waived":
        return f"waived: {body.get('reason') or 'no reason was given'}"
    subject = body.get("subject", "")
    told = f"“{subject}”" if subject else f"by {body.get('by', '')}"
    told += f": {body['said']}" if body.get("said") else ""
    if body["confirmed"]:
        return f"{body.get('how') or 'acknowledged'} {told}"
    return f"answered {told}; no yes to what we asked: {body.get('why') or 'it is unclear'}"


def _asked_again(how: str) -> Callable[..., Turn]:
    def make(fact: Fact, people: People) -> Turn:
        names = ", ".join(_name(people, one) for one in fact.body["people"])
        return _line(lambda _: f"{how} {names}", "reminder")(fact, people)

    return make


def _chased(fact: Fact, people: People) -> Turn:
    by = f" because {_name(people, fact.body['person'])} wants it" if "person" in fact.body else ""
    return _line(lambda _: f"an answer is asked for again{by}", "reminder")(fact, people)


def _withdrawn(fact: Fact, people: People) -> Turn:
    body = fact.body
    return Turn(
        number=fact.number,
        at=fact.at,
        side="line",
        kind="withdrawn",
        who=_name(people, fact.actor),
        said=f"withdrawn: {body['because']}",
        past=True,
    )


_SINGLE: dict[str, Callable[..., Turn]] = {
    "case_opened": _line(lambda body: f"case opened: {body['title']}"),
    "case_joined": _joined,
    "news_replaced": _line(lambda body: f"“{body['news']['subject']}” was read again"),
    "note_taken": _noted,
    "superseded": _withdrawn,
    "question_answered": _spoken("answered", lambda body: f"{body['slot']} = {body['value']}"),
    "decided": _decided,
    "corrected": _spoken("corrected", lambda body: put_right_words(body["correction"])),
    "acknowledged": _line(_taken),
    "reminded": _asked_again("reminded"),
    "escalated": _asked_again("escalated to"),
    "lapsed": _line(lambda body: "nobody decided in time; nothing was done", "warning"),
    "stuck": _line(lambda body: f"stuck: {body['because']}", "warning"),
    "held_back": _line(lambda body: f"held back: {_reasons(body['because'])}", "warning"),
    "commitment_made": _line(lambda body: f"promised: {body.get('what', '')}", "promise"),
    "commitment_kept": _line(lambda body: f"promise kept: {body.get('what', '')}", "promise"),
    "commitment_broken": _line(lambda body: f"promise broken: {body.get('what', '')}", "warning"),
    "chased": _chased,
    "unanswered": _line(lambda body: "no answer came", "warning"),
    "assumption_changed": _line(
        lambda body: f"{body.get('state', 'changed')}: {body.get('what', '')}", "warning"
    ),
    "override_seen": _line(override_words, "warning"),
    "sender_confirmed": _spoken("vouched", vouching_words),
    "remembered": _line(_kept_in_mind),
    "closed": _line(
        lambda body: (
            f"closed: {body['outcome']} — {shorten(body['resolved_by'], 200)}"
            + "".join(f"; still open elsewhere: {one}" for one in body.get("open", ()))
        ),
        "closed",
    ),
    "reopened": _line(lambda body: f"reopened: {body.get('because', '')}"),
    **{kind: _line(said) for kind, said in SAID.items()},
}


def _reasons(names: Sequence[str]) -> str:
    return "; ".join(REASONS.get(one, one) for one in names)


def _findings(fact: Fact, facts: Sequence[Fact], state: CaseState, shown: set[str]) -> Turn | None:
    """What memory, the functions and pricing found in one run, as one turn."""
    run = str(fact.body.get("run", ""))
    if f"run:{run}" in shown:
        return None
    shown.add(f"run:{run}")
    mine = [one for one in facts if one.body.get("run") == run]
    functions = [one.body for one in mine if one.kind == "assessed"]
    return Turn(
        number=fact.number,
        at=fact.at,
        side="agents",
        kind="findings",
        who="agents",
        body={
            "recalled": next((one.body for one in mine if one.kind == "recalled"), None),
            "functions": [one for one in functions if one["findings"]],
            "priced": [one.body for one in mine if one.kind == "options_priced"],
        },
        past=state.proposal is None or state.proposal.run != run,
    )


def _proposed(fact: Fact, facts: Sequence[Fact], state: CaseState, shown: set[str]) -> Turn | None:
    """A proposal with what policy made of it; live while it is the open one."""
    opened = fact.body["proposal"]
    stands = state.proposal_fact is not None and state.proposal_fact.id == fact.id
    return Turn(
        number=fact.number,
        at=fact.at,
        side="agents",
        kind="proposal",
        who=opened["requested_by"],
        said=opened["summary"],
        body=opened,
        live=stands and state.decision is None and state.closed is None,
        past=not stands,
    )


def _effects(fact: Fact, facts: Sequence[Fact], state: CaseState, shown: set[str]) -> Turn | None:
    """Effects intended one after the other under one authority, each with how far it has come."""
    if fact.body["key"] in shown:
        return None
    by_itself = _is_standing(fact)
    rest = (one for one in facts if one.number >= fact.number)
    row = takewhile(lambda one: one.kind == "intended" and _is_standing(one) == by_itself, rest)
    keys = [one.body["key"] for one in row]
    shown.update(keys)
    effects = [one for one in state.effects if one.key in keys]
    return Turn(
        number=fact.number,
        at=fact.at,
        side="agents",
        kind="effects",
        who="agents" if by_itself else "approved",
        body={
            "by_itself": by_itself,
            "effects": [{**one.model_dump(mode="json"), "over": one.is_over} for one in effects],
        },
        live=any(not one.is_over for one in effects),
    )


def _is_standing(fact: Fact) -> bool:
    return str(fact.body["authority"]["said"]).startswith("standing")


_GROUPS: dict[str, Callable[..., Turn | None]] = {
    "recalled": _findings,
    "assessed": _findings,
    "options_priced": _findings,
    "proposed": _proposed,
    "intended": _effects,
}
