"""Why a person is asked: each clause that asks, what was measured for it, whom its limits name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from domain.money import Money
from domain.policy.conditions import MEASURES
from domain.policy.model import Clause, Policy
from domain.ruling import Ruling

#: Names of the act itself, which its card tells anyway.
_TOLD = frozenset({"kind", "workflow", "option", "template"})


def asked_why(policy: Policy, rulings: Sequence[Ruling]) -> list[dict[str, Any]]:
    """Each clause that asks for a person, those with something measured first.

    `measured`: the values that it, its limits and clauses that could have let the act run look at,
    as they were when it was ruled on. `limits`: what a limit is about, how much it is and whose
    decision that makes it. `alone`: conditions under which the act runs by itself.
    """
    found: dict[str, list[Ruling]] = {}
    for one in rulings:
        if one.outcome == "ask":
            found.setdefault(asked_because(one.said()), []).append(one)
    told = [_told(policy, said, of) for said, of in found.items()]
    return sorted(told, key=lambda one: not one["measured"])


def _told(policy: Policy, said: str, of: Sequence[Ruling]) -> dict[str, Any]:
    clause = next((one for one in policy.clauses if one.id == of[0].clause), None)
    passed = tuple(_passed(policy, clause, {one.kind for one in of})) if clause else ()
    names = _names(policy, clause, passed) if clause else ()
    return {
        "said": said,
        "when": clause.when if clause and _says_more(clause) else "",
        "measured": [told for name in names if (told := _measured(policy, name, of))],
        "limits": list(dict.fromkeys(_limits(policy, clause, of))) if clause else [],
        "alone": [one.when for one in passed if _says_more(one)],
    }


def asked_because(ruling: str) -> str:
    """A ruling that asks, without the words that all of them begin with."""
    return ruling.removeprefix("ask: ").removeprefix("a clause asks for a person: ")


def _passed(policy: Policy, clause: Clause, kinds: set[str]) -> Iterator[Clause]:
    """Clauses that would have let such an act run and whose condition did not hold."""
    for one in policy.clauses:
        if one.id == clause.id:
            return
        if one.then == "act" and kinds & set(one.kinds):
            yield one


def _says_more(clause: Clause) -> bool:
    """Whether its condition looks at anything but what kind of act it is."""
    return not _TOLD.issuperset(clause.condition().names())


def _names(policy: Policy, clause: Clause, passed: Sequence[Clause]) -> list[str]:
    """Measures that the clause, its limits and the clauses before it look at."""
    limits = [policy.row(one).measure for one in clause.delegation]
    read = [name for one in (clause, *passed) for name in one.condition().names()]
    return [one for one in dict.fromkeys([*limits, *read]) if one and one not in _TOLD]


def _measured(policy: Policy, name: str, of: Sequence[Ruling]) -> dict[str, str] | None:
    """A measure with what it was for each act; None where nobody measured it."""
    values = [one.values[name] for one in of if one.values.get(name, "None") != "None"]
    if not values:
        return None
    told = dict.fromkeys(in_unit(name, one, policy.currency) for one in values)
    return {"name": _plain(name), "is": ", ".join(told), "meaning": MEASURES[name][1]}


def _limits(policy: Policy, clause: Clause, of: Sequence[Ruling]) -> Iterator[str]:
    """Each limit of the clause that takes a person, with the amount and the level it takes."""
    for row in map(policy.row, clause.delegation):
        for one in of:
            value = one.values.get(row.measure, "")
            if not value.lstrip("-").isdecimal():
                continue
            band = row.band_for(int(value))
            if band.level != "none":
                function = row.function if band.function is None else band.function
                whose = f"{band.level} of {function}" if function else band.level
                yield f"{row.title}: {in_unit(row.measure, value, policy.currency)}, {whose}"


def _plain(name: str) -> str:
    for unit in ("_minor", "_bp", "_days"):
        name = name.replace(unit, "")
    return name.replace("_", " ")


def in_unit(name: str, value: str, currency: str) -> str:
    """A measured value in the unit that its name ends in: money, per cent, days, yes or no."""
    if value in ("True", "False"):
        return "yes" if value == "True" else "no"
    if name.endswith("_minor"):
        return str(Money.of_minor(int(value), currency))
    if "_bp" in name:
        return f"{int(value) / 100:g} %"
    return f"{value} d" if name.endswith("_days") else value
