"""Whether what was decided may still go to whom it was decided for, by the record as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.acknowledging import EdiPartner, no_longer_on_record, no_longer_set
from domain.actions import PROTOCOL, Action, IssueOrder
from domain.provenance import MasterRef
from domain.record import Row
from graph.deps import Deps

#: Statuses of a partner from which nothing is bought, whatever was decided before.
_GONE = frozenset({"inactive", "blocked", "closed"})


def why_gone(deps: Deps, action: Action, authority: Mapping[str, Any]) -> str:
    """Why an effect that waited may not begin any more; empty when it may.

    Between a decision and its effect lies a stop, an outage or a mode: whoever was blocked or got
    another account meanwhile is not dealt with on the old decision.
    """
    if action.kind in PROTOCOL:
        return answer_gone(deps, authority)
    return _supplier_gone(deps, action) or _destination_changed(deps, action)


def _supplier_gone(deps: Deps, action: Action) -> str:
    if not isinstance(action, IssueOrder):
        return ""
    row = deps.reads.row("partners", action.supplier_id.value)
    status = row.text("status").strip().lower() if row is not None else "not on record"
    gone = row is None or status in _GONE
    return f"partner {action.supplier_id.value} is {status} by now" if gone else ""


def _destination_changed(deps: Deps, action: Action) -> str:
    for name in sorted(type(action).destinations):
        source = action.slots()[name].source
        if isinstance(source, MasterRef) and source.table == "partners":
            row = deps.reads.row(source.table, source.key)
            if row is None or row.version != source.version:
                return f"partner {source.key} was changed on record after this was decided"
    return ""


def answer_gone(deps: Deps, authority: Mapping[str, Any]) -> str:
    """The same of an answer to an interchange: its setting, its partner and its contact."""
    setting = EdiPartner.model_validate(authority["setting"])
    gone = no_longer_on_record(setting, *on_record(deps, setting))
    return no_longer_set(deps.edi, authority) or gone


def on_record(deps: Deps, setting: EdiPartner) -> tuple[Row | None, Row | None]:
    """The rows of a setting's partner and of the contact that gets its answers by mail."""
    contact = deps.reads.row("contacts", setting.contact) if setting.contact else None
    return deps.reads.row("partners", setting.partner), contact
