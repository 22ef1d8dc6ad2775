"""Delegation of authority in the gate: who must co-sign by amount, and what stays with people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.errors import Refused
from domain.people import LEVELS
from domain.policy import Band, Clause, Condition, Delegation, Policy
from domain.ruling import Requirement

#: Nobody knows the amount: the highest level of any function, never nobody.
_HIGHEST = Band(level=LEVELS[-1], function="")


def requirements(
    clause: Clause, values: Mapping[str, Any], policy: Policy
) -> tuple[Requirement, ...]:
    """Co-signers a clause's rows ask for; a level of `none` asks for nobody beside the owner."""
    found = [_requirement(clause, policy.row(name), values) for name in clause.delegation]
    return tuple(need for need in found if need.level != "none")


def reserved(clause: Clause, values: Mapping[str, Any], policy: Policy) -> str:
    """The rows by which this may not run without a person, in words; empty when it may."""
    rows = [policy.row(name) for name in clause.delegation]
    return "; ".join(
        f"{row.title}: {_why(row, values)}"
        for row in rows
        if _requirement(clause, row, values).level != "none"
    )


def _requirement(clause: Clause, row: Delegation, values: Mapping[str, Any]) -> Requirement:
    amount = _amount(row, values)
    band = _HIGHEST if amount is None else row.band_for(amount)
    if band.level == "none" and _kept_for_people(row, values):
        band = row.first_person()
    money = row.measure.endswith("_minor") and row.personal_limit
    return Requirement(
        function=row.function if band.function is None else band.function,
        level=band.level,
        own=row.own_function,
        amount_minor=amount if amount is not None and money else 0,
        clause=f"{clause.id}/{row.id}",
    )


def _amount(row: Delegation, values: Mapping[str, Any]) -> int | None:
    """The value of the row's measure; 0 for a row without one, None when nobody knows."""
    if not row.measure:
        return 0
    value = values.get(row.measure)
    return value if isinstance(value, int) else None


def _kept_for_people(row: Delegation, values: Mapping[str, Any]) -> bool:
    """Whether the row's last column holds; what cannot be evaluated holds."""
    if not row.always_human:
        return False
    try:
        return Condition(text=row.always_human).holds(values)
    except Refused:
        return True


def _why(row: Delegation, values: Mapping[str, Any]) -> str:
    amount = _amount(row, values)
    if amount is None:
        return f"{row.measure} is not known"
    if row.band_for(amount).level != "none":
        return f"{row.measure} {amount}"
    return f"always a person's where {row.always_human}"
