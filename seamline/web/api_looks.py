"""Looking over the API: what if, search, partners, decisions, overrides, measures, policy."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Query

from domain.canonical import plain
from domain.errors import Refused
from graph.supposed import Supposed
from graph.what_if import Priced
from seamline import decision_views, partner_views, policy_views
from seamline.measures import measures as measured
from seamline.periods import period
from seamline.search import search as look_for
from seamline.supposing import look, per_cent
from seamline.typed_times import day_of
from seamline.web import api_seen as told
from seamline.web.api_reads import Cursor, Limit, page
from seamline.web.bearer import Caller, Reader
from seamline.wiring import Office

router = APIRouter()

_Day = Annotated[str, Query(max_length=10, description="2026-03-31")]
_Share = Annotated[str, Query(max_length=10, description="-20% or +3%")]


@router.get("/what-if", tags=["reading"])
def what_if(
    caller: Reader,
    about: Annotated[
        str, Query(min_length=1, max_length=200, description="a case, an order, or ORDER/LINE")
    ],
    days: Annotated[int, Query(ge=-366, le=366, description="so many later than stated")] = 0,
    on: Annotated[str, Query(max_length=40, description="the day it comes, instead")] = "",
    qty: _Share = "0",
    price: _Share = "0",
    answer: Annotated[
        list[str], Query(max_length=20, description="SLOT=VALUE, an answer to an open question")
    ] = [],  # noqa: B006  # what FastAPI takes as a default
) -> told.WhatIf:
    """A case or an order priced as it would be, for each reading of what is asked; nothing is
    written, reserved or sent."""
    office = caller.office
    supposed = Supposed(
        days=days,
        on=day_of(on, office.clock.now().date()) if on else None,
        qty_pct=per_cent(qty),
        price_pct=per_cent(price),
        answers=_answers(answer),
    )
    seen = look(office, about, [supposed])
    readings = [
        told.Reading(supposed=plain(one), said=one.said(), then=_priced(then))
        for one, then in seen.readings
    ]
    return told.WhatIf(about=seen.about, readings=readings, now=_priced(seen.now))


def _answers(pairs: list[str]) -> dict[str, str]:
    split = [one.partition("=") for one in pairs]
    if any(not (slot.strip() and equals) for slot, equals, _ in split):
        raise Refused("an answer is SLOT=VALUE, as the case names its questions")
    return {slot.strip(): value.strip() for slot, _, value in split}


def _priced(parts: tuple[Priced, ...]) -> list[told.Priced]:
    return [
        told.Priced(
            object=part.object,
            winner=part.ranking.winner,
            options=[
                told.Way(
                    name=one.name,
                    title=one.title,
                    cost=_amount(one.cost.amount),
                    currency=one.currency,
                    days_late=one.days_late,
                    unknown=list(one.unknown),
                    violates=list(one.violates),
                    effects=one.effects,
                )
                for one in part.options
            ],
        )
        for part in parts
    ]


def _amount(amount: Decimal) -> str:
    return format(amount, "f")


@router.get("/search", tags=["reading"])
def search(
    caller: Reader,
    query: Annotated[str, Query(min_length=1, max_length=300, description="a reference or words")],
) -> told.Found:
    """Cases, partners, threads, mails and facts by any reference or word, exact hits first."""
    return told.Found.model_validate(plain(look_for(caller.office, query, caller.glance.words)))


def _kept(caller: Caller, view: Callable[[Office], Any]) -> Any:
    """A view of the whole workspace, made once for each state of the ledger."""
    name = f"{view.__module__}.{view.__name__}"
    return caller.glance.kept(name, lambda: view(caller.office))


@router.get("/partners", tags=["reading"])
def partners(caller: Reader, limit: Limit = 50, cursor: Cursor = 0) -> told.Partners:
    """Partners as they dealt with us, the busiest first, page by page."""
    return told.Partners.model_validate(page(_kept(caller, partner_views.partners), limit, cursor))


@router.get("/partners/{partner}", tags=["reading"])
def partner(caller: Reader, partner: str) -> told.Partner:
    """One partner: promises, delays, cases, lessons, mails of late."""
    return told.Partner.model_validate(plain(partner_views.partner(caller.office, partner)))


@router.get("/decisions", tags=["reading"])
def decisions(caller: Reader, limit: Limit = 50, cursor: Cursor = 0) -> told.Decisions:
    """Decisions that still count with how what they rest on stands, the worst first."""
    rows = _kept(caller, decision_views.decisions)
    return told.Decisions.model_validate(page(rows, limit, cursor))


@router.get("/overrides", tags=["reading"])
def overrides(caller: Reader, limit: Limit = 50, cursor: Cursor = 0) -> told.Overrides:
    """What somebody let stand otherwise than it was decided, the newest first."""
    rows = _kept(caller, decision_views.overrides)
    return told.Overrides.model_validate(page(rows, limit, cursor))


@router.get("/measures", tags=["reading"])
def measures(caller: Reader, since: _Day = "", until: _Day = "") -> told.Measures:
    """How work flows, each figure with its definition and the cases it rests on; with days, of the
    cases that began between them."""
    days = period(since, until)
    seen = caller.glance.kept(
        f"measures {days[0]} {days[1]}", lambda: measured(caller.office, *days)
    )
    return told.Measures.model_validate(plain(seen))


@router.get("/policy", tags=["workspace"])
def policy(caller: Reader) -> told.Policy:
    """The policy in force: standing authorities, delegation, and which clause fired how often."""
    return told.Policy.model_validate(plain(_kept(caller, policy_views.policy)))
