"""Who may what: the policy in force with how often each clause fired, modes, and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from domain.fact import Fact
from domain.people import Absence, People
from domain.policy import Delegation, Standing
from graph.workflows.registry import workflows
from memory import chain, outbox
from memory.absences import absences
from memory.modes import modes as modes_in_force
from seamline.condition_words import condition_words, kind_words
from seamline.seen import Ruled
from seamline.wiring import Office


def policy(office: Office) -> dict[str, Any]:
    """The policy in force: since when, its rows, and what its clauses made of acts so far."""
    rules = office.policy
    with office.ledger.reading() as connection:
        versions = chain.of_kind(connection, "policy_changed")
        ruled = office.seen.ruled.at(connection)
        used = outbox.times_used(connection)
    since = versions[-1]
    fired = _fired(ruled, rules.hash)
    return {
        "version": rules.version,
        "title": rules.title,
        "hash": rules.hash,
        "since": since.at,
        "fact": since.number,
        "before": [_version(one) for one in reversed(versions[:-1])],
        "authorisation": rules.authorisation,
        "currency": rules.currency,
        "resume_people": rules.resume_people,
        "workflows": [_flow(office, name) for name in rules.workflows],
        "delegation": [
            {
                **one.model_dump(mode="json"),
                "said": _bands(one, rules.currency),
                "always_said": condition_words(one.always_human or "", rules.currency),
            }
            for one in rules.delegation
        ],
        "standing": [_standing(office, one, used) for one in rules.standing],
        "clauses": [
            {
                **one.model_dump(mode="json"),
                "acts": [kind_words(kind) for kind in one.kinds],
                "said": condition_words(one.when, rules.currency),
                "fired": fired.pop(one.id, _NEVER_FIRED),
            }
            for one in rules.clauses
        ],
        "without_clause": [
            {"id": name or "no clause", "fired": one} for name, one in fired.items()
        ],
    }


_NEVER_FIRED: dict[str, Any] = {"act": 0, "ask": 0, "never": 0, "cases": []}


def _version(fact: Fact) -> dict[str, Any]:
    return {"hash": fact.body["hash"], "since": fact.at, "fact": fact.number}


def _fired(
    ruled: Mapping[tuple[str, str, str], Ruled], policy_hash: str
) -> dict[str, dict[str, Any]]:
    """How the newest ruling on each act of each case went under this policy, by clause."""
    found: dict[str, dict[str, Any]] = defaultdict(
        lambda: {"act": 0, "ask": 0, "never": 0, "cases": {}}
    )
    for (policy_of, case, _), one in ruled.items():
        if policy_of == policy_hash:
            found[one.clause][one.outcome] += 1
            found[one.clause]["cases"][case] = True
    return {clause: {**one, "cases": list(one["cases"])} for clause, one in found.items()}


def _bands(row: Delegation, currency: str) -> list[str]:
    """Who may decide how much, band by band."""
    said = []
    for band in row.bands:
        function = row.function if band.function is None else band.function
        whom = f"{band.level} of {function}" if function else band.level
        if band.level == "none":
            whom = "by itself, under a standing authority"
        most = "any" if band.to is None else f"up to {_amount(row.measure, band.to, currency)}"
        said.append(f"{most}: {whom}")
    return said


def _amount(measure: str, value: int, currency: str) -> str:
    """A bound as people say it: policy counts in cents, basis points and days."""
    if measure.endswith("_minor"):
        return f"{value / 100:,.2f} {currency}"
    if "_bp" in measure:
        return f"{value / 100:g} %"
    return f"{value} days" if measure.endswith("_days") else f"{value:,}"


def _standing(office: Office, one: Standing, used: Mapping[str, int]) -> dict[str, Any]:
    """A standing authority with how it stands today and how often it was used."""
    today, signer = office.clock.now().date(), office.people.get(one.owner)
    return {
        **one.model_dump(mode="json"),
        "said": condition_words(one.when, office.policy.currency),
        "defect": one.defect(today),
        "days_left": (one.valid_until - today).days,
        "used": used.get(one.id, 0),
        "signer": signer.name if signer is not None else one.owner,
    }


def _flow(office: Office, name: str) -> dict[str, Any]:
    """Who owns what in a workflow, and who that is today."""
    rules, people, day = office.policy.workflows[name], office.people, office.clock.now().date()
    owners = []
    for rule in rules.owners:
        holders = people.in_role(rule.function, rule.role)
        acting = [people.acting(one, day) for one in holders]
        owners.append(
            {
                **rule.model_dump(mode="json"),
                "people": [one.name for one in holders],
                "today": list(dict.fromkeys(one.name for one in acting if one is not None)),
            }
        )
    return {
        "workflow": name,
        "flow_owner": rules.flow_owner,
        "mode_level": rules.mode_level,
        "owners": owners,
        "trade_offs": [one.measure for one in rules.trade_offs],
        "hard": list(rules.hard),
        "escalation": [one.model_dump(mode="json") for one in rules.escalation],
    }


def modes(office: Office) -> dict[str, Any]:
    """How far each workflow may go, with the partners that have a mode of their own; who set it."""
    with office.ledger.reading() as connection:
        known = modes_in_force(connection)
        changed = chain.of_kind(connection, "mode_changed")
    last = {(one.body["workflow"], one.body["partner"]): one for one in changed}
    rows = []
    for module in workflows().values():
        names = ["", *sorted(p for w, p in known if w == module.NAME and p)]
        rows += [
            {
                "workflow": module.NAME,
                "partner": partner,
                "set": known.get((module.NAME, partner), ""),
                "in_force": known.in_force(module.NAME, partner),
                **_set_by(office, last.get((module.NAME, partner))),
            }
            for partner in names
        ]
    history = [{**one.body, "at": one.at, "fact": one.number, "by": one.actor} for one in changed]
    return {"rows": rows, "history": history[::-1]}


def _set_by(office: Office, fact: Fact | None) -> dict[str, Any]:
    if fact is None:
        return {"by": "", "at": None, "fact": 0, "reason": "", "until": ""}
    person, waiver = office.people.get(fact.actor), fact.body["waiver"] or {}
    return {
        "by": person.name if person is not None else fact.actor,
        "at": fact.at,
        "fact": fact.number,
        "reason": fact.body.get("reason", "") or waiver.get("reason", ""),
        "until": waiver.get("until", ""),
    }


def people(office: Office) -> list[dict[str, Any]]:
    """Everybody with role, limit, delegate and absence, who acts for them today, and the absences
    that they have declared for days to come."""
    day, everybody, found = office.clock.now().date(), office.people, []
    with office.ledger.reading() as connection:
        declared = [one for one in absences(connection) if one.first > day]
    for one in everybody.people:
        delegate = everybody.get(one.delegate) if one.delegate else None
        acting = everybody.acting(one, day)
        found.append(
            {
                **one.model_dump(mode="json", exclude={"mail"}),
                "delegate_name": delegate.name if delegate is not None else "",
                "away": one.is_absent(day),
                "absence_over": one.absent_to is not None and one.absent_to < day,
                "acting": acting.name if acting is not None else "",
                "coming": [_coming(everybody, each) for each in declared if each.person == one.id],
            }
        )
    return found


def _coming(people: People, one: Absence) -> dict[str, Any]:
    instead = people.get(one.stand_in)
    return {
        "first": one.first,
        "last": one.last,
        "stand_in": instead.name if instead is not None else "",
    }
