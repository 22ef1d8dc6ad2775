"""Loading an export into a workspace: the record, history into memory, cases told of the change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from domain.fact import NewFact
from memory import chain, inbox
from memory.cases import cases
from memory.clock import move_replay_clock
from memory.history import precedents_from
from memory.precedents import remember
from seamline.wiring import Office
from tools.erp.embedded.load import load
from tools.erp.embedded.report import LoadReport


def load_export(office: Office, source: Path | Sequence[Path]) -> LoadReport:
    """Files an export; open cases look again at what it changed, awaiting effects are read back."""
    report = load(source, office.record)
    with office.ledger.transaction() as connection:
        move_replay_clock(connection, report.as_of)
    now = office.clock.now()
    body = {
        "as_of": report.as_of.isoformat(),
        "tables": [one.model_dump(mode="json") for one in report.tables],
        "flagged": [one.model_dump(mode="json") for one in report.flagged],
        "loaded_at": now.isoformat(),
    }
    changed = any(one.new or one.changed for one in report.tables)
    with office.ledger.transaction() as connection:
        fact = NewFact(stream="workspace", kind="record_loaded", at=now, actor="record", body=body)
        loaded = chain.append(connection, [fact])[0]
        if changed:
            for precedent in precedents_from(office.reads.rows("past_cases")):
                remember(connection, precedent)
            for state in cases(connection):
                if state.closed is None:
                    stream = f"case:{state.id}"
                    inbox.enqueue(connection, stream, "record", {"fact": loaded.id}, now)
    if changed:
        office.desk.advance()
    return report
