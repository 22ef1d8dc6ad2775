"""What stays open elsewhere when a case closes: claims, disputes, papers, lines not to come."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import CaseState
from domain.outstanding import papers_owed, touched_by
from domain.ports import Reads
from domain.reading import stated_text

#: Acts that begin something which others bring to its end: table, key slot, what it is called.
_BEGUN = {
    "FileClaim": ("claims", "claim_id", "claim"),
    "DisputeCharge": ("disputes", "dispute_id", "dispute"),
}

#: States in which nobody waits for anything more.
_ENDED = frozenset({"closed", "credited", "withdrawn", "accepted", "paid", "settled", "rejected"})


def still_open(state: CaseState, reads: Reads) -> tuple[str, ...]:
    """Matters that this case touched and that are not over with it, each in words."""
    found = [*_begun(state, reads), *_papers(state, reads), *_not_coming(state, reads)]
    return tuple(dict.fromkeys(found))


def _begun(state: CaseState, reads: Reads) -> Iterator[str]:
    for effect in state.effects:
        table, slot, name = _BEGUN.get(effect.kind, ("", "", ""))
        key = effect.wanted.get(slot, "") if effect.verified else ""
        row = reads.row(table, key) if key else None
        if row is not None and row.text("status") not in _ENDED:
            yield f"{name} {key} with {row.text('partner_id')}"


def _papers(state: CaseState, reads: Reads) -> Iterator[str]:
    spoken = touched_by(state.effects)
    keys = sorted(name.partition(":")[2] for name in spoken if name.startswith("documents:"))
    rows = (row for key in keys if (row := reads.row("documents", key)) is not None)
    for row in papers_owed(rows, spoken):
        yield f"{row.text('doc_type')} ({row.key}): {row.text('state')}"


def _not_coming(state: CaseState, reads: Reads) -> Iterator[str]:
    """Lines that the supplier took back and that stand on record as they were."""
    told: dict[str, str] = {}
    for news in sorted(state.news, key=lambda one: one.sent_at):
        for one in news.statements:
            if one.field == "line_state":
                told[one.object] = stated_text(one.value)
    for name in sorted(one for one, said in told.items() if said == "withdrawn"):
        row = reads.row(*name.split(":", 1))
        if row is not None and row.text("status") not in ("closed", "cancelled"):
            yield f"{row.key}: the supplier will not deliver it, and it stands on record"
