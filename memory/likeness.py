"""How like a closed case is: its cosine and the facts it shares, and why it is shown, in words."""

from __future__ import annotations

from typing import NamedTuple, Protocol, runtime_checkable

from domain.ports import Embedder
from memory.evidence_table import Asked, Weights
from memory.gist import clean

#: A case with no shared fact at all is shown only if its wording is at least this near.
NEAR_WORDING = 0.12
#: As many shared concepts as one reads at a glance.
CONCEPTS = 3


@runtime_checkable
class Explains(Protocol):
    """An embedder that can say what two texts share, what says most first."""

    def explain(self, one: str, other: str) -> tuple[str, ...]: ...


class Facts(NamedTuple):
    """What of a closed case is compared beside its wording; `votes` = its outcome counts."""

    case_id: str
    closed_on: str
    workflow: str
    partner_id: str
    item_id: str
    lane: str
    cause: str
    cause_party: str
    action: str
    outcome: str
    votes: bool


class Likeness(NamedTuple):
    """A case with its score; `shared` are the facets that it and what is asked have in common."""

    case_id: str
    closed_on: str
    score: float
    cosine: float
    shared: frozenset[str]


def likeness(asked: Asked, case: Facts, cosine: float, named: bool, weights: Weights) -> Likeness:
    """The cosine plus the weight of each shared fact."""
    facets = {
        facet
        for facet in ("workflow", "partner_id", "item_id", "lane")
        if getattr(asked, facet) and getattr(asked, facet) == getattr(case, facet)
    }
    if asked.reason and asked.cause == case.cause:
        facets |= {"reason"} if asked.cause_party in ("", case.cause_party) else set()
    facets |= {"exact_id"} if named else set()
    # Item and lane are said and weigh nothing: no weight of theirs has been measured.
    score = cosine + sum(getattr(weights, facet, 0.0) for facet in facets)
    return Likeness(
        case.case_id, case.closed_on, round(score, 4), round(cosine, 4), frozenset(facets)
    )


def why(embedder: Embedder, asked: Asked, case: Likeness, situation: str) -> tuple[str, ...]:
    """Why the case is shown; empty when nothing but its kind of work speaks for it."""
    concepts = _concepts(embedder, asked.situation, situation)
    words = {
        "exact_id": f"it carries {clean(asked.exact_id)}",
        "reason": f"same reason: {asked.reason}",
        "partner_id": f"same partner: {asked.partner_id}",
        "item_id": f"same item: {asked.item_id}",
        "lane": f"same lane: {asked.lane}",
    }
    said = [f"both speak of {', '.join(concepts)}"] if concepts else []
    said += [clean(text) for facet, text in words.items() if facet in case.shared]
    if not said and case.cosine >= NEAR_WORDING:
        said = [f"its wording is near ({case.cosine:.2f})"]
    same_work = [f"same workflow: {asked.workflow}"] if "workflow" in case.shared else []
    return (*said, *same_work) if said else ()


def _concepts(embedder: Embedder, one: str, other: str) -> tuple[str, ...]:
    return embedder.explain(one, other)[:CONCEPTS] if isinstance(embedder, Explains) else ()
