"""Views of a workspace for people and programs: plain JSON, folded from the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from domain.answer_kinds import FORMS, kind_of, slot_of, witness
from domain.approval import gaps, moved_up, still_missing
from domain.call_back import is_call_back
from domain.case import CaseState
from domain.editing import editables, who_changed
from domain.fact import Fact
from domain.owed import Owed
from domain.people import People
from domain.reading import Question
from domain.replies import offered
from domain.settling import choices, is_doubtful
from graph.owing import owing
from graph.partners_away import said
from graph.remind import remindable
from memory import chain, outbox, reservations
from memory.holders import Held
from memory.modes import Modes, modes, stops
from memory.parked import Aside, aside
from seamline.decided import decided
from seamline.news_line import news_line
from seamline.reserved_views import reserved
from seamline.together_views import away, shared
from seamline.uncased import uncased
from seamline.wiring import Office


class Today(NamedTuple):
    """Who there is and what time it is, looked up once for a whole view."""

    people: People
    now: datetime


def inbox(office: Office) -> dict[str, Any]:
    """What waits for people, what ran by itself, what is in no case, what is parked."""
    now = office.clock.now()
    today = Today(office.people, now)
    with office.ledger.reading() as connection:
        states = office.seen.cases.at(connection)
        beside = office.seen.beside.at(connection)
        mails = office.seen.mails.at(connection).values()
        read = [one for one in mails if one.sha256 not in beside]
        set_aside = aside(connection)
        live = stops(connection)
        by_itself = office.seen.by_itself.at(connection)
        known = modes(connection)
    found = [one for one in _by_urgency(states, now) if _waits(one, known)]
    waiting = [one for one in found if one.together.asleep(now) is None]
    asleep = [one for one in found if one.together.asleep(now) is not None]
    return {
        "now": now.isoformat(),
        "stops": live,
        "away": away(today.people, now.date()),
        "held": [_held(one) for one in office.desk.held()],
        "waiting": [_waiting(today, one) for one in waiting],
        "snoozed": [_waiting(today, one) for one in asleep],
        "observed": [_observing(today, one) for one in states if _observed(one, known)],
        "under_way": [
            {
                **_line(today, one),
                "held": _observes(one, known),
                "owed": [each.said() for each in owing(office.policy, one)],
            }
            for one in states
            if one.phase == "effects"
        ],
        "handed_over": [
            _line(today, one) for one in states if one.closed is None and one.together.offered
        ],
        "to_acknowledge": [
            {**_line(today, one), "to": each.who, "what": each.said(), "key": each.key}
            for one in states
            for each in owing(office.policy, one)
            if each.kind == "acknowledgement"
        ],
        "closed": [_line(today, one) for one in states if one.phase == "closed"],
        "by_itself": by_itself,
        "no_workflow": uncased(read, states),
        "parked": [_parked(one) for one in set_aside if one.state == "parked"],
        "dismissed": [_parked(one) for one in set_aside if one.state == "dismissed"],
    }


def case(office: Office, case_id: str) -> dict[str, Any]:
    """One case with everything that is on record about it."""
    state = office.desk.case(case_id)
    case_id = state.id
    today = Today(office.people, office.clock.now())
    with office.ledger.reading() as connection:
        facts = chain.of_stream(connection, f"case:{case_id}")
        effects = outbox.effects(connection, case_id=case_id)
        known = modes(connection)
        live = reservations.held(connection, now=office.clock.now())
        keys = office.seen.keys(connection)
    priced = [one.body for one in _newest_run(facts, "options_priced")]
    return {
        **_line(today, state),
        "about": _objects(state),
        "reserved": reserved(state, live, priced),
        "order": state.order,
        "partner": state.partner,
        "away": _contacts_away(office, state),
        "phase": state.phase,
        "contested": state.contested,
        "superseded": [one.body for one in facts if one.kind == "superseded"],
        "news": [news_line(one, keys) for one in state.news],
        "keys": {what: keys[what] for what in state.sent_on if what in keys},
        "not_heard": [one.body["news"] for one in facts if "news" in _noted(one)],
        "said_again": [one.body["again"] for one in facts if "again" in _noted(one)],
        "notes": [one.model_dump(mode="json") for one in state.notes],
        "corrections": [
            each.model_dump(mode="json") for one in state.news for each in one.corrections
        ],
        "answers": [one.model_dump(mode="json") for one in state.answers],
        "recalled": _last(facts, "recalled"),
        "assessed": [one.body for one in _newest_run(facts, "assessed")],
        "options": priced,
        "proposal": state.proposal.model_dump(mode="json") if state.proposal else None,
        "hash": state.proposal.hash if state.proposal else "",
        "actions": state_actions(state, office.people),
        "mode": known.in_force(state.workflow, state.partner),
        "waiting": _waiting(today, state) if _waits(state, known) else None,
        "observed": _observing(today, state) if _observed(state, known) else None,
        "approvals": [one.model_dump(mode="json") for one in state.approvals],
        "decision": state.decision,
        "decided": decided(facts, office.people),
        "effects": _effects(state, {row.key: row.state for row in effects}),
        "owed": [_owed(one) for one in owing(office.policy, state)],
        "health": _health(state),
        "promises": [one.body for one in facts if one.kind in _PROMISES],
        "overrides": [one.body for one in facts if one.kind == "override_seen"],
        "escalations": [one.body for one in facts if one.kind in ("reminded", "escalated")],
        "closed": state.closed,
        "facts": [
            {"number": f.number, "kind": f.kind, "at": f.at, "actor": f.actor} for f in facts
        ],
    }


def _contacts_away(office: Office, state: CaseState) -> list[str]:
    """Whoever is away today of the partners that the case has heard or waits for."""
    away, of = office.deps.away(), {state.partner, *(one.partner_id for one in state.news)}
    of |= {one.who for one in owing(office.policy, state)} if away else set()
    rows = [row for one in sorted(of) for row in office.reads.rows("contacts", partner_id=one)]
    return [said(away[row.key], row, office.reads) for row in rows if row.key in away]


def _objects(state: CaseState) -> list[str]:
    """What the case is about, and what its acts touch, without lines and contacts: the heads."""
    acts = state.proposal.actions if state.proposal else ()
    named = [*state.abouts, *(name for one in acts for name in one.objects)]
    heads = [one for one in named if one and "/" not in one and not one.startswith("contacts:")]
    return list(dict.fromkeys(heads))


#: What became of promises and of what was assumed.
_PROMISES = ("commitment_kept", "commitment_broken", "assumption_changed")


def _health(state: CaseState) -> list[dict[str, str]]:
    """Each value that the decision rests on, and how it stands."""
    return [
        {"what": f"{one.option}: {one.text}", "health": state.health.get(key, "held")}
        for key, one in state.assumptions.items()
    ]


def _owed(one: Owed) -> dict[str, Any]:
    told = {"key": one.key, "kind": one.kind, "who": one.who, "said": one.said()}
    return {**told, "may_remind": bool(remindable((one,)))}


def _effects(state: CaseState, rows: dict[str, str]) -> list[dict[str, Any]]:
    """Each effect with its state in the outbox and the words by which a person may settle it."""
    return [
        {
            **one.model_dump(mode="json"),
            "outbox": rows.get(one.key, ""),
            "settle": list(choices(one.state, rows.get(one.key) == "awaiting_erp")),
            "in_doubt": is_doubtful(one.state),
        }
        for one in state.effects
    ]


def _held(one: Held) -> dict[str, Any]:
    return {**one.model_dump(mode="json"), "said": one.said()}


def mode_list(office: Office) -> list[dict[str, str]]:
    """Modes that were set; what is not listed observes."""
    with office.ledger.reading() as connection:
        found = modes(connection)
    return [
        {
            "workflow": workflow,
            "partner": partner or "all",
            "mode": name,
            "in_force": found.in_force(workflow, partner),
        }
        for (workflow, partner), name in sorted(found.items())
    ]


def _observes(state: CaseState, known: Modes) -> bool:
    return known.in_force(state.workflow, state.partner) == "observe"


def _waits(state: CaseState, known: Modes) -> bool:
    """Whether the case waits for people: one that is only observed waits for nobody."""
    if state.closed is not None or (_observes(state, known) and state.phase != "effects"):
        return False
    return (state.asked is not None and state.decision is None) or bool(state.stuck) or state.lapsed


def _observed(state: CaseState, known: Modes) -> bool:
    if _waits(state, known) or state.phase not in ("assess", "review"):
        return False
    return state.phase == "review" or (
        _observes(state, known) and bool(state.stuck or state.lapsed)
    )


def _observing(today: Today, state: CaseState) -> dict[str, Any]:
    """What would be proposed, and what is still asked or in the way."""
    opened = state.proposal
    questions = [_asked(one) for one in (opened.questions if opened else ())]
    return {
        **_line(today, state),
        "what": _what(state),
        "questions": questions,
        "stuck": state.stuck,
    }


def _asked(one: Question) -> dict[str, Any]:
    """A question with the name and the form of its answer, whose own word it asks for or who is to
    call back, and whether the answer takes a reason."""
    table, _, key = one.of.partition(":")
    named = key if table == "people" and is_call_back(one) and not key.startswith("/") else ""
    told = {
        "slot": slot_of(one),
        "form": FORMS[kind_of(one)],
        "witness": witness(one) or named,
        "choices": list(offered(one)),
        "reasoned": is_call_back(one),
    }
    return {**one.model_dump(mode="json"), **told}


def _by_urgency(states: list[CaseState], now: datetime) -> list[CaseState]:
    """What can still be decided in time first, the next to run out before others; then what is past
    its time, from what ran out last: of that the least is lost."""

    def key(one: CaseState) -> tuple[bool, float]:
        until = one.proposal.until if one.proposal else None
        if until is None:
            return (one.lapsed, 0.0)
        past = until <= now
        return (past, -until.timestamp() if past else until.timestamp())

    return sorted(states, key=key)


def _waiting(today: Today, state: CaseState) -> dict[str, Any]:
    asked, opened = state.asked, state.proposal
    people = [today.people.get(one) for one in (asked.people if asked else ())]
    given = {one.person for one in state.approvals}
    return {
        **_line(today, state),
        "partner": state.partner,
        "what": _what(state),
        "questions": [_asked(one) for one in (opened.questions if opened else ())],
        "people": [
            {"id": one.id, "name": one.name, "role": one.role, "approved": one.id in given}
            for one in people
            if one is not None
        ],
        "requires": [one.said() for one in (asked.requires if asked else ())],
        "functions": sorted({one.function for one in (asked.requires if asked else ())} - {""}),
        "gaps": _of_missing(today, state, gaps),
        "moved_up": _of_missing(today, state, moved_up),
        "until": opened.until.isoformat() if opened else "",
        "until_why": opened.until_why if opened else "",
        "if_nobody": asked.if_nobody if asked else "",
        "stuck": state.stuck,
        "overdue": opened.until <= today.now if opened else state.lapsed,
        "lapsed": state.lapsed,
        "rung": list(state.together.rung),
        "workflow": state.workflow,
        "hash": opened.hash if opened else "",
        "clauses": sorted({one.clause for one in state.rulings if one.outcome == "ask"}),
    }


def _of_missing(today: Today, state: CaseState, told: Callable[..., tuple[str, ...]]) -> list[str]:
    """What is to be said of approvals that are asked for and not given, by the people there are."""
    if state.asked is None or state.proposal is None:
        return []
    people, askers = today.people, state.proposal.askers
    day = today.now.date()
    given = [people.get(one.person) for one in state.approvals]
    known = [one for one in given if one is not None]
    needs = still_missing(state.asked.requires, known, askers, people, day)
    return list(told(needs, people, day, askers))


def _what(state: CaseState) -> str:
    if state.decision is not None and state.stuck:
        return state.stuck
    if state.proposal is not None:
        return state.proposal.summary
    return state.stuck or ("nobody decided in time" if state.lapsed else "")


def _line(today: Today, state: CaseState) -> dict[str, Any]:
    told = {"case": state.id, "title": state.title, "opened_at": state.opened_at}
    return {**told, **shared(today.people, state, today.now)}


def state_actions(state: CaseState, people: People) -> list[dict[str, Any]]:
    """Each action of the open proposal in words, with what policy makes of it."""
    if state.proposal is None:
        return []
    ruled = {one.action_key: one for one in state.rulings}
    done = {key for one in state.effects for key in one.keys}
    found = []
    for action in state.proposal.actions:
        ruling = ruled.get(action.key)
        found.append(
            {
                "kind": action.kind,
                "function": action.function,
                "said": action.said(),
                "letter": action.letter,
                "why": action.why,
                "option": action.option,
                "ruling": ruling.said() if ruling else "",
                "outcome": ruling.outcome if ruling else "",
                "done": ruling.is_done if ruling else False,
                "slots": action.params(),
                "editable": [
                    one.model_dump() for one in editables([action]) if action.key not in done
                ],
                "changed": [
                    {
                        "by": person.name if (person := people.get(one.person)) else one.person,
                        "slot": name.partition(".")[2],
                        "from": one.before,
                        "to": one.now,
                    }
                    for name, one in who_changed([action]).items()
                ],
            }
        )
    return found


def _noted(fact: Fact) -> dict[str, Any]:
    return fact.body if fact.kind == "note_taken" else {}


def _last(facts: list[Fact], kind: str) -> dict[str, Any] | None:
    found = [one for one in facts if one.kind == kind]
    return found[-1].body if found else None


def _newest_run(facts: list[Fact], kind: str) -> list[Fact]:
    """Facts of the newest run of the graph: what an older one priced no longer counts."""
    runs = [one.body["run"] for one in facts if one.kind == "recalled"]
    return [one for one in facts if one.kind == kind and runs and one.body["run"] == runs[-1]]


def _parked(one: Aside) -> dict[str, Any]:
    name = one.key[:12]
    return {
        **one.model_dump(mode="json", exclude={"fact"}),
        "next": [f"seamline unpark {name} --as PERSON", f'seamline dismiss {name} --reason "…"'],
    }
