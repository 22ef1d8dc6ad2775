"""Recall: the closed cases most like a situation, and what was tried in comparable ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert

from domain.canonical import plain
from domain.ports import Embedder
from memory.case_index import CaseIndex
from memory.evidence_table import (
    ENOUGH,
    Asked,
    EvidenceTable,
    Example,
    RecalledCase,
    Weights,
    counted,
    says,
)
from memory.gist import clean, gist
from memory.index_feed import follow
from memory.likeness import Facts, Likeness, likeness, why
from memory.precedents import precedents_of
from memory.recall_tables import recall_log
from memory.recalled_rows import carrying, counting, eligible, facts_of, tallies

#: Asked of the index without filters; facets are applied to these from the tables.
NEAREST = 200
#: Of the cases that a filter or a reason names, the newest so many are compared.
COMPARED = 2_000
SAME_REASON = 100

WEIGHTS = Weights()


class Candidates(NamedTuple):
    """Cases worth scoring: their facts, their cosines, and which carry the id that was named."""

    facts: list[Facts]
    cosines: Mapping[str, float]
    named: frozenset[str]


def recall(
    connection: Connection,
    index: CaseIndex,
    embedder: Embedder,
    asked: Asked,
    weights: Weights = WEIGHTS,
) -> EvidenceTable:
    """What the memory holds on this situation, in the caller's transaction.

    Writes vectors of cases that are new since the last recall; `log_recall` writes the log.
    """
    follow(connection, index, embedder)
    found = _candidates(connection, index, embedder, asked)
    ranked = sorted(
        (
            likeness(asked, case, found.cosines[case.case_id], case.case_id in found.named, weights)
            for case in found.facts
        ),
        key=lambda case: (-case.score, -date.fromisoformat(case.closed_on).toordinal(), case[0]),
    )
    shown = _shown(connection, embedder, asked, ranked)
    # Without a reason only what is shown is counted: alike, not comparable.
    pool = counting(asked, [case.case_id for case in shown])
    tried = tallies(connection, pool, asked.partner_id)
    n_eff = float(sum(each.tried for each in tried)) if asked.reason else 0.0
    return EvidenceTable(
        asked=asked.model_copy(update={"situation": clean(gist(asked.situation))}),
        model_id=embedder.model_id,
        index=index.name,
        says=clean(says(asked, n_eff)),
        n_eff=n_eff,
        has_precedent=n_eff >= ENOUGH,
        actions=counted(tried, _examples(asked, found.facts, ranked, shown)),
        cases=shown,
    )


def log_recall(
    connection: Connection, table: EvidenceTable, *, at: datetime, case_id: str, stream: str
) -> None:
    """Keeps what was asked and what was shown, in the caller's transaction."""
    shown = [{"id": case.case_id, "score": case.score, "why": case.why} for case in table.cases]
    connection.execute(
        insert(recall_log).values(
            at=at.isoformat(),
            case_id=case_id,
            stream=stream,
            query=json.dumps(plain(table.asked), ensure_ascii=False),
            shown=json.dumps(plain(shown), ensure_ascii=False),
            model_id=table.model_id,
        )
    )


def _candidates(
    connection: Connection, index: CaseIndex, embedder: Embedder, asked: Asked
) -> Candidates:
    vector = embedder.embed([asked.situation])[0]
    cosines = {hit.case_id: hit.cosine for hit in index.search(vector, NEAREST)}
    facts = facts_of(connection, asked, sorted(cosines))
    named = frozenset(carrying(connection, asked) if asked.exact_id else ())
    wanted = named | set(eligible(connection, asked, same_reason=True, newest=SAME_REASON))
    if 2 * len(facts) < len(cosines):
        # Hidden by a filter or the day asked for: the nearest of all may be none that may be seen.
        wanted |= set(eligible(connection, asked, same_reason=False, newest=COMPARED))
    lacking = sorted(wanted - cosines.keys())
    more = {hit.case_id: hit.cosine for hit in index.compare(vector, lacking)}
    return Candidates(facts + facts_of(connection, asked, sorted(more)), {**cosines, **more}, named)


def _examples(
    asked: Asked,
    facts: list[Facts],
    ranked: list[Likeness],
    shown: tuple[RecalledCase, ...],
) -> list[Example]:
    """Those of the ranked cases that are counted, in their order."""
    known = {case.case_id: case for case in facts if case.votes}
    alike = {case.case_id for case in shown}
    same = {"reason", "workflow"} if asked.workflow else {"reason"}
    return [
        Example(case.case_id, known[case.case_id].action, known[case.case_id].outcome)
        for case in ranked
        if case.case_id in known
        and (same <= case.shared if asked.reason else case.case_id in alike)
    ]


def _shown(
    connection: Connection, embedder: Embedder, asked: Asked, ranked: list[Likeness]
) -> tuple[RecalledCase, ...]:
    """The first cases for which something speaks, as many as asked for."""
    shown: list[RecalledCase] = []
    for start in range(0, len(ranked), asked.limit):
        part = ranked[start : start + asked.limit]
        known = precedents_of(connection, [case.case_id for case in part])
        for case in part:
            kept = known[case.case_id]
            if reasons := why(embedder, asked, case, kept.situation):
                shown.append(RecalledCase.of(kept, case.score, case.cosine, reasons))
        if len(shown) >= asked.limit:
            break
    return tuple(shown[: asked.limit])
