"""What if: a case or an order priced again on what is supposed, without a trace."""

from __future__ import annotations

from itertools import groupby, islice, product

from domain.answer_kinds import slot_of
from domain.case import CaseState
from domain.errors import NotAllowed
from domain.options import Option
from domain.replies import offered
from domain.tradeoffs import Ranking, Tier, rank
from domain.values import Value
from graph.deps import Deps
from graph.snapshots import case_context
from graph.supposed import Supposed, as_if, questions_of
from graph.supposed_order import amended_as_if, order_as_if
from graph.workflows.registry import workflow

#: Readings of what is asked that are priced beside each other.
_MOST = 6


class Priced(Value):
    """Options of one object as they would be, and which would be chosen."""

    object: str
    options: tuple[Option, ...]
    ranking: Ranking


def what_if(deps: Deps, state: CaseState, supposed: Supposed) -> tuple[Priced, ...]:
    """The options as code would price them; NotAllowed where the case has nothing to price.

    Nothing is written: no proposal, no reservation, no fact.
    """
    told = as_if(deps, state, supposed)
    return _priced(deps, amended_as_if(deps, told, supposed) if supposed.amends else told)


def what_if_order(deps: Deps, name: str, supposed: Supposed) -> tuple[Priced, ...]:
    """The same of an order or one line of it, as if its supplier wrote so; it needs no case."""
    return _priced(deps, order_as_if(deps, name, supposed))


def _priced(deps: Deps, state: CaseState) -> tuple[Priced, ...]:
    module = workflow(state.workflow)
    options = module.reprice(case_context(deps, state, module))
    if not options:
        opened = questions_of(state)
        first = f" before {slot_of(opened[0])} is answered; suppose that too" if opened else ""
        raise NotAllowed(f"{state.id} has nothing to price{first}")
    rules = deps.policy.workflows.get(module.NAME)
    tiers = rules.trade_offs if rules else ()
    return tuple(
        Priced(object=name, options=tuple(group), ranking=rank(group, tiers or _BY_COST))
        for name, group in (
            (name, list(found)) for name, found in groupby(options, key=lambda one: one.object)
        )
    )


def each_reading(
    deps: Deps, state: CaseState, supposed: Supposed
) -> list[tuple[Supposed, tuple[Priced, ...]]]:
    """What is supposed with its price; where a question with several readings must be answered
    first, of each reading with its own. NotAllowed where nothing can be priced."""
    try:
        return [(supposed, what_if(deps, state, supposed))]
    except NotAllowed:
        asked = [one for one in questions_of(state) if slot_of(one) not in supposed.answers]
        choices = [[(slot_of(one), way) for way in offered(one)] for one in asked if offered(one)]
        if not choices:
            raise
    readings = [
        supposed.model_copy(update={"answers": {**dict(each), **supposed.answers}})
        for each in islice(product(*choices), _MOST)
    ]
    return [(one, what_if(deps, state, one)) for one in readings]


def priced_now(deps: Deps, state: CaseState) -> tuple[Priced, ...]:
    """The options as they are; nothing while a question must be answered first."""
    try:
        return what_if(deps, state, Supposed())
    except NotAllowed:
        return ()


_BY_COST = (Tier(measure="cost"),)
