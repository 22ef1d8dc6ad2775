"""Loading an export into a workspace: the record, history into memory, cases told of the change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from domain.fact import Fact, NewFact
from domain.record_change import RowChange
from graph import measuring
from graph.health import is_watched
from graph.rereading import read_again
from graph.row_opening import open_by_rows
from graph.silence_look import is_answered, look
from memory import chain, inbox
from memory.clock import move_replay_clock
from memory.history import precedents_from
from memory.precedents import remember
from seamline.naming_news import named_by
from seamline.record_news import RecordNews, told, untold
from seamline.wiring import Office
from tools.erp.embedded.feed import Change
from tools.erp.embedded.load import load
from tools.erp.embedded.report import LoadReport, TableCount


def load_export(office: Office, source: Path | Sequence[Path]) -> LoadReport:
    """Files an export; open cases look again at what it changed, awaiting effects are read back,
    and mails that name what was not on record before are read again.

    What is told comes from the record's own journal: a load that died before anybody was told is
    told by the next one, or by `catch_up`.
    """
    mark = office.workspace.settings().record.decimal_mark
    report = load(source, office.record, decimal_mark=mark)
    news = untold(office)
    with office.ledger.transaction() as connection:
        move_replay_clock(connection, report.as_of)
    if _tell(office, news, report):
        office.desk.advance()
    return report


def catch_up(office: Office) -> bool:
    """Tells of loads that died before they were told; whether there were any."""
    news = untold(office)
    if news is None:
        return False
    with office.ledger.transaction() as connection:
        move_replay_clock(connection, news.as_of)
    return _tell(office, news, None)


def _tell(office: Office, news: RecordNews | None, report: LoadReport | None) -> bool:
    """The fact of the load and all that follows from it, in one transaction; whether it does."""
    names = named_by(office, news.changes) if news else None
    is_past = news is not None and any(one.table == "past_cases" for one in news.changes)
    history = office.reads.rows("past_cases") if is_past else ()
    with office.ledger.transaction() as connection:
        if news is not None and told(connection).load >= news.position.load:
            news = None  # another process has told of it meanwhile
        if news is None and report is None:
            return False
        is_first = not told(connection).load
        loaded = _note(office, connection, news, report)
        if news is None or not news.changes:
            return False
        for precedent in precedents_from(history):
            remember(connection, precedent)
        _wake_cases(office, connection, loaded)
        if any(one.table in measuring.TABLES for one in news.changes):
            measuring.wake(office.deps, connection, loaded.id)
        if not is_first:  # what the record begins with is how things stand, not what happened
            open_by_rows(office.deps, connection, [_row(one) for one in news.changes], loaded)
        if names is not None:
            read_again(connection, names, cause=loaded, now=loaded.at)
    return True


def _note(
    office: Office, connection: Connection, news: RecordNews | None, report: LoadReport | None
) -> Fact:
    """The load as the ledger keeps it; one that died is told by the journal alone."""
    now = office.clock.now()
    tables = news.counts if news and (report is None or _more(news, report)) else _tables_of(report)
    ages = [*([report.as_of] if report else []), *([news.as_of] if news else [])]
    body: dict[str, Any] = {
        "as_of": max(ages, default=now).isoformat(),
        "tables": [one.model_dump(mode="json") for one in tables],
        "flagged": [one.model_dump(mode="json") for one in (report.flagged if report else ())],
        "loaded_at": now.isoformat(),
        "position": list(news.position if news else told(connection)),
    }
    fact = NewFact(stream="workspace", kind="record_loaded", at=now, actor="record", body=body)
    return chain.append(connection, [fact])[0]


def _more(news: RecordNews, report: LoadReport) -> bool:
    """Whether there is also the news of a load that died before."""
    mine = {(one.table, one.file) for one in report.tables if not one.known}
    return any((one.table, one.file) not in mine for one in news.loads)


def _tables_of(report: LoadReport | None) -> tuple[TableCount, ...]:
    """The tables of a report, if there is one."""
    return report.tables if report is not None else ()


def _row(one: Change) -> RowChange:
    return RowChange(table=one.table, key=one.key, before=one.before or {}, after=one.after or {})


def _wake_cases(office: Office, connection: Connection, loaded: Fact) -> None:
    """Open cases and watched decisions; of the sweeps' cases those that wait for an approval,
    and those to which something came that they wait for, found in one look for all of them."""
    swept = look(office.deps)
    idle = [one for one in swept.cases if one.proposal is None or one.decision is not None]
    silent = {one.id for one in idle if not is_answered(office.deps, swept, one)}
    for state in office.deps.cases():
        is_awake = state.closed is None and state.id not in silent
        if is_awake or is_watched(state, loaded.at):
            stream = f"case:{state.id}"
            inbox.enqueue(connection, stream, "record", {"fact": loaded.id}, loaded.at)
