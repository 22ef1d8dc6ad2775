"""The card of an open proposal: what would happen in each system, why a person is asked, and what
else could be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.cells import cell_text
from domain.ruling import Ruling
from seamline.asked_why import asked_because, asked_why
from seamline.condition_words import condition_words
from seamline.wiring import Office
from tools.erp.effects import ADDS, CHANGES


def card(office: Office, case: Mapping[str, Any], rulings: Sequence[Ruling]) -> dict[str, Any]:
    """The card of a case as `views.case` tells it and as policy ruled on its proposal; `verbs` is
    empty when nothing waits."""
    return {
        "verbs": _verbs(case),
        "why": [_in_words(office, one) for one in asked_why(office.policy, rulings)],
        "actions": [_act(office, one) for one in case["actions"] if not one["done"]],
        "candidates": _candidates(case["options"]),
        "concerns": case["proposal"]["concerns"] if case["proposal"] else (),
    }


def _in_words(office: Office, why: dict[str, Any]) -> dict[str, Any]:
    """Why a person is asked, with its conditions as words beside the expressions."""
    currency = office.policy.currency
    alone = [(one, condition_words(one, currency)) for one in why["alone"]]
    return {**why, "when_said": condition_words(why["when"], currency), "alone": alone}


def _verbs(case: Mapping[str, Any]) -> tuple[str, ...]:
    waiting = case["waiting"]
    if waiting is None or case["proposal"] is None or case["decision"] is not None:
        return ()
    if any(one["holds"] for one in waiting["questions"]):
        return ("respond",)
    aside = ("respond",) if waiting["questions"] else ()
    fields = any(one["editable"] for one in case["actions"] if one["outcome"] != "act")
    edit = ("edit",) if fields or _candidates(case["options"]) else ()
    return ("approve", *edit, "reject", *aside)


def _candidates(priced: list[dict[str, Any]]) -> list[str]:
    """Options that may be chosen instead: all inputs known and no hard constraint broken."""
    names = [
        option["name"]
        for one in priced
        for option in one["options"]
        if not option["unknown"] and not option["violates"]
    ]
    return sorted(set(names))


def _act(office: Office, action: dict[str, Any]) -> dict[str, Any]:
    """An action with the row it changes, before and after."""
    ruling = asked_because(action["ruling"])
    return {**action, "ruling": ruling, "diff": _diff(office, action["kind"], action["slots"])}


def _diff(office: Office, kind: str, params: Mapping[str, str]) -> dict[str, Any] | None:
    target = CHANGES.get(kind) or ADDS.get(kind)
    if target is None:
        return None
    key = target.key_of(params)
    row = office.reads.row(target.table, key)
    cells = [
        {
            "field": name,
            "before": cell_text(row, name) if row is not None else "",
            "after": value,
        }
        for name, value in target.wish(params).items()
    ]
    return {
        "object": f"{target.table}:{key}",
        "new": row is None,
        "cells": [one for one in cells if one["before"] != one["after"]],
    }
