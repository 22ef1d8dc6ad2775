"""Ways to answer a change: put in force what both agreed, accept, answer without agreeing, keep.

A change nobody has approved, or in which something is open, is answered without agreeing: silence
is no consent, and neither is a kind word (domain_presets.md 2.13).
"""

from __future__ import annotations

from typing import Any

from domain.actions import Action
from domain.amendment.change import Change, as_asked, changes_of
from domain.amendment.cost import (
    beyond,
    components,
    days_earlier,
    days_late,
    earlier_payment,
)
from domain.amendment.credit import conflicts, early_bills
from domain.amendment.fields import agreed, stands
from domain.amendment.letters import accepted, blocked, keeping, not_agreed, taken
from domain.dossier.answered import refused
from domain.dossier.asking import unbound
from domain.dossier.context import Dossier
from domain.options import Option
from domain.reckoning import part

PUT, ACCEPT, FREIGHT = "put in force", "accept", "accept with freight"
PART = "accept the line alone"
ANSWER, KEEP = "answer without agreeing", "keep the order"


def options(dossier: Dossier) -> list[Option]:
    """Every way, for each line that somebody wants otherwise; none while the order is unsure."""
    if unbound(dossier) is not None or dossier.partner is None:
        return []
    return [one for change in changes_of(dossier) for one in _ways(dossier, change)]


def _ways(dossier: Dossier, change: Change) -> list[Option]:
    if agreed(change):
        return [_put(dossier, change), _answer(dossier, change), _keep(dossier, change)]
    if not change.speaks:
        return []  # what we asked is not answered yet
    if stands(change):
        kept = _as_it_is(change, insists=_insists(dossier, change))
        return [kept, *([_asked_again(dossier, change)] if change.asked else [])]
    ways = [_accept(dossier, change), _answer(dossier, change), _keep(dossier, change)]
    if change.freight is not None:
        ways.append(_with_freight(ways[0], change))
    if change.terms and beyond(dossier, change):
        ways.append(_line_alone(dossier, change))
    return ways


def _frame(change: Change) -> dict[str, Any]:
    return {"by": "sourcing", "object": change.line.object, "currency": change.currency}


def _put(dossier: Dossier, change: Change) -> Option:
    return Option(
        **_frame(change),
        name=PUT,
        title="put in force what both sides agreed in writing",
        effects={"procurement": "the line is as agreed", "partner": "has confirmed every field"},
        components=components(as_asked(change)),
        unknown=_unproven(change),
        actions=taken(dossier, change, PUT, agreed=True),
    )


def _accept(dossier: Dossier, change: Change) -> Option:
    points = beyond(dossier, change)
    return Option(
        **_frame(change),
        name=ACCEPT,
        title="accept what the partner wants" + (f" ({', '.join(points)})" if points else ""),
        days_late=days_late(dossier, change),
        components=(*components(change), *earlier_payment(dossier, change)),
        effects=_effects(dossier, change),
        measures={
            "safety_compliance": len(points),
            "other_service": days_late(dossier, change),
        },
        unknown=(*_open(dossier, change), *_terms_cost(change)),
        actions=(*accepted(dossier, change, ACCEPT), *taken(dossier, change, ACCEPT)),
    )


def _with_freight(accept: Option, change: Change) -> Option:
    assert change.freight is not None  # see `_ways`
    extra = part("freight", change.freight, "as asked for bringing a part forward")
    return accept.model_copy(
        update={
            "name": FREIGHT,
            "title": f"{accept.title}, with {change.freight} for a part earlier",
            "components": (*accept.components, extra),
            "measures": {**accept.measures, "safety_compliance": _points(accept) + 1},
            "actions": tuple(one.model_copy(update={"option": FREIGHT}) for one in accept.actions),
        }
    )


def _points(option: Option) -> int:
    return option.measures.get("safety_compliance", 0)


def _line_alone(dossier: Dossier, change: Change) -> Option:
    """Quantity and date as the partner wants them, on the terms of the order as it stands."""
    bare = change.model_copy(update={"terms": {}})
    points = beyond(dossier, bare)
    return Option(
        **_frame(change),
        name=PART,
        title="accept quantity and date, keep the order's terms",
        days_late=days_late(dossier, change),
        components=components(change),
        effects=_effects(dossier, bare),
        measures={"safety_compliance": len(points), "other_service": days_late(dossier, change)},
        unknown=_open(dossier, bare),
        actions=(*accepted(dossier, bare, PART), *taken(dossier, bare, PART)),
    )


def _answer(dossier: Dossier, change: Change) -> Option:
    clean = not beyond(dossier, change) and not _open(dossier, change)
    return Option(
        **_frame(change),
        name=ANSWER,
        title="say that nothing is agreed yet, and ask what is open",
        effects={
            "procurement": "the order stands as it is; silence is no consent",
            "partner": "is asked for the rest and told not to act on its own",
        },
        measures={"other_service": 1} if clean else {},
        actions=not_agreed(dossier, change, ANSWER),
    )


def _insists(dossier: Dossier, change: Change) -> bool:
    """Whether somebody of ours said that what we asked is to be asked again."""
    names = (change.line.object, change.order.object)
    given = [one for one in dossier.answers if one.slot.startswith("counter_offer")]
    return any(one.value in ("counter", "insist") and one.object in ("", *names) for one in given)


def _as_it_is(change: Change, *, insists: bool) -> Option:
    return Option(
        **_frame(change),
        name=KEEP,
        title="the order stands as it is, in the partner's own words",
        effects={"procurement": "no change", "partner": "has said so in writing"},
        measures={"other_service": 2} if insists else {},
        unknown=_unproven(change),
    )


def _asked_again(dossier: Dossier, change: Change) -> Option:
    """What we wanted is asked once more although the partner keeps to the order."""
    return _answer(dossier, change).model_copy(update={"measures": {"other_service": 1}})


def _keep(dossier: Dossier, change: Change) -> Option:
    return Option(
        **_frame(change),
        name=KEEP,
        title="keep to the order as it stands",
        effects={"procurement": "no change", "partner": "is held to the order"},
        measures={"other_service": 2},
        actions=keeping(dossier, change, KEEP),
    )


def _open(dossier: Dossier, change: Change) -> tuple[str, ...]:
    """What somebody still has to say or do before both sides can agree."""
    names = (change.line.object, change.order.object)
    asked = [one for one in dossier.questions if one.object in names]
    found = [one.text for one in asked if one.about not in DECIDED_HERE]
    found += refused(dossier, names, ("engineering_release",))
    found += [f"the credit is amended: {one}" for one in conflicts(dossier, change)]
    stated = [one.number for one in dossier.stated("promised_qty", change.line.object)]
    if len(change.lots) > 1 and any(one and one > change.total for one in stated):
        found.append("what becomes of the rest of the quantity")
    return tuple(dict.fromkeys((*found, *_unproven(change))))


def _unproven(change: Change) -> tuple[str, ...]:
    return () if change.proven else ("whether the contact on file said so",)


#: Questions that the choice between these ways answers.
DECIDED_HERE = ("counter_offer", "approval")


def _terms_cost(change: Change) -> tuple[str, ...]:
    """What other terms cost is for people to say, term by term; days of payment are reckoned."""
    open_ones = [
        name for name in change.terms if name != "payment_terms" or days_earlier(change) is None
    ]
    return tuple(f"what {change.terms[name].text} costs us" for name in open_ones)


def _effects(dossier: Dossier, change: Change) -> dict[str, str]:
    found = {"procurement": f"the line is worth {change.worth}"}
    late = days_late(dossier, change)
    found["planning"] = f"{late} days late" if late else "in time"
    bills = early_bills(dossier, change) if len(change.lots) > 1 else ()
    points = [*conflicts(dossier, change), *(f"{one.key} is cancelled" for one in bills)]
    if points:
        found["finance"] = "; ".join(points)
    if len(change.lots) > 1:
        found["logistics"] = f"{len(change.lots)} shipments, each with its booking and papers"
    return found


def bills(dossier: Dossier) -> list[Action]:
    """Bills made for the order as it was are blocked at once: that is safe, and binds nobody."""
    found = []
    for change in changes_of(dossier):
        if len(change.lots) > 1:
            found += blocked(dossier, early_bills(dossier, change))
    return found
