"""What looking over the API is answered, as types: what-ifs, finds, partners, decisions."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from seamline.web.api_answers import Json, Page, Seen


class Way(BaseModel):
    """An option as it would be. With anything `unknown` it is a question, with anything it
    `violates` it cannot be taken."""

    name: str
    title: str
    cost: str
    currency: str
    days_late: int
    unknown: list[str]
    violates: list[str]
    effects: dict[str, str]


class Priced(BaseModel):
    """The options of one thing, and which of them would be chosen; empty where none would do."""

    object: str
    winner: str
    options: list[Way]


class Reading(BaseModel):
    """What is supposed, and its price."""

    supposed: Json
    said: str
    then: list[Priced]


class WhatIf(BaseModel):
    """Each reading with its price; `now` as it is priced, nothing for an order without a case."""

    about: str
    readings: list[Reading]
    now: list[Priced]


class Found(Seen):
    """What a search finds, exact hits first; `only_case` where one case alone is meant."""

    query: str
    only_case: str
    hits: int
    cases: list[Json]
    partners: list[Json]
    threads: list[Json]
    mails: list[Json]
    facts: list[Json]


class PartnerLine(Seen):
    """A partner in short; `promises` counts by what came of them."""

    id: str
    name: str
    open: int
    closed: int
    promises: dict[str, int]
    last_mail: str | None


class Partners(Page[PartnerLine]):
    """Some of the partners."""


class Partner(Seen):
    """A partner as it dealt with us."""

    id: str
    name: str
    promises: list[Json]
    counts: dict[str, int]
    delays: list[Json]
    open: list[Json]
    closed: list[Json]
    lessons: list[Json]
    mails: list[Json]


class Decision(Seen):
    """A decision that still counts; `health` is the worst of what it rests on."""

    case: str
    what: str
    at: str
    fact: int
    by: list[str]
    health: str
    rests_on: list[Json]
    broken: list[Json]
    promises: list[Json]


class Decisions(Page[Decision]):
    """Some of the decisions."""


class Override(Seen):
    """What somebody let stand otherwise than it was decided."""

    case: str
    at: str
    fact: int
    by: str
    what: str
    reason: str
    changes: list[Json]


class Overrides(Page[Override]):
    """Some of the overrides."""


class Measure(Seen):
    """A measure: how it is defined, its rows."""

    definition: str
    rows: list[Any]


class Measures(Seen):
    """How work flows, from facts up to `head`."""

    as_of: str
    head: int
    since: str | None
    until: str | None
    cases: int
    left_out: int
    autonomy: Measure
    handoffs: Measure
    cycle: Measure
    pareto: Measure
    delay: Measure
    carrying: Measure


class Policy(Seen):
    """The policy in force; each clause with how often it fired."""

    version: Any
    hash: str
    since: str
    currency: str
    workflows: list[Json]
    delegation: list[Json]
    standing: list[Json]
    clauses: list[Json]
