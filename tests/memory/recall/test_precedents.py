"""Remembering: once a case, in the caller's transaction, told to the indexes in a chain."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine, func, select

from domain.precedent import Precedent
from memory.precedents import all_precedents, forget, precedent, remember
from memory.recall_tables import index_outbox, precedents
from memory.schema import metadata
from tests.memory.recall.world import HISTORY, LAST, closed


def told(connection: Connection) -> list[tuple[int, str, str]]:
    rows = connection.execute(select(index_outbox).order_by(index_outbox.c.seq))
    return [(row.seq, row.case_id, row.op) for row in rows]


def test_what_was_remembered_comes_back_whole(history: Connection) -> None:
    assert [precedent(history, each.case_id) for each in HISTORY] == list(HISTORY)
    assert precedent(history, "C-9999") is None


@given(st.builds(Precedent))
def test_any_precedent_comes_back_whole(kept: Precedent) -> None:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        remember(connection, kept)
        assert precedent(connection, kept.case_id) == kept
        assert not remember(connection, kept)
    engine.dispose()


def test_a_repeat_changes_nothing(connection: Connection) -> None:
    assert remember(connection, closed(1))
    assert not remember(connection, closed(1))
    assert told(connection) == [(1, "C-0001", "upsert")]


def test_a_changed_case_replaces_the_old_one(connection: Connection) -> None:
    remember(connection, closed(1))
    assert remember(connection, closed(1, outcome="failed"))
    assert connection.execute(select(func.count()).select_from(precedents)).scalar() == 1
    assert told(connection) == [(1, "C-0001", "upsert"), (2, "C-0001", "upsert")]


def test_forgetting_is_told_once(connection: Connection) -> None:
    remember(connection, closed(1))
    assert forget(connection, "C-0001")
    assert not forget(connection, "C-0001")
    assert told(connection) == [(1, "C-0001", "upsert"), (2, "C-0001", "delete")]


def test_what_is_rolled_back_was_never_remembered(engine: Engine) -> None:
    with engine.connect() as connection:
        remember(connection, closed(1))
        connection.rollback()
        assert precedent(connection, "C-0001") is None
        assert told(connection) == []


def test_all_come_in_the_order_they_closed(history: Connection) -> None:
    days = [each.closed_on for each in all_precedents(history)]
    assert days == sorted(days)
    assert len(days) == len(HISTORY)


def test_before_leaves_out_the_day_itself(history: Connection) -> None:
    day: date = LAST - timedelta(days=6)
    assert [each.case_id for each in all_precedents(history, before=day)] == ["C-0007"]
