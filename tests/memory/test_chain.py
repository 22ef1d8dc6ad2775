"""The chain: facts are added, once each, under numbers without a gap, and never otherwise."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from domain.canonical import plain
from domain.errors import Refused
from domain.fact import GENESIS, NewFact
from memory import chain
from memory.database import Database
from memory.ledger import Ledger
from memory.links import content_hash, content_id, link_hash, seal, settle
from tests.memory.facts import T0, note, record, recorded


def test_an_empty_chain(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert chain.head(connection) == chain.check(connection) == (0, GENESIS)
        assert chain.last_number(connection, "workspace") == 0
        assert chain.by_id(connection, "f" * 64) is None


def test_numbers_have_no_gap_and_every_link_names_the_one_before(ledger: Ledger) -> None:
    for start in range(1, 50, 7):
        record(ledger, *(note(number) for number in range(start, start + 7)))
    found = recorded(ledger)
    assert [fact.number for fact in found] == list(range(1, 50))
    assert [fact.prev for fact in found] == [GENESIS, *(fact.hash for fact in found[:-1])]
    with ledger.reading() as connection:
        assert chain.check(connection) == chain.head(connection) == (49, found[-1].hash)


def test_what_is_returned_is_what_is_read_back(ledger: Ledger) -> None:
    at = datetime(2026, 3, 2, 9, 30, 0, 120, tzinfo=timezone(timedelta(hours=2)))
    body = {
        "cost": Decimal("4994.00"),
        "days": (1, 2),
        "at": at,
        "kinds": {"b", "a"},
        "large": 2**60,
        "words": "Größe \x00 \u2028 \U0001f69a",
    }
    new = NewFact(stream="workspace", kind="note_taken", at=at, actor="E007", body=body)
    returned = record(ledger, new)
    assert returned == recorded(ledger)
    assert returned[0].body == {
        "cost": "4994.00",
        "days": [1, 2],
        "at": at.isoformat(),
        "kinds": ["a", "b"],
        "large": str(2**60),
        "words": body["words"],
    }
    assert returned[0].id == new.id
    assert returned[0].at.isoformat() == "2026-03-02T07:30:00.000120+00:00"


def test_the_same_fact_twice_is_one(ledger: Ledger) -> None:
    first = record(ledger, note(1), note(2), note(1))
    assert [fact.number for fact in first] == [1, 2, 1]
    later = note(2).model_copy(update={"at": T0 + timedelta(days=3)})
    assert record(ledger, later, note(3)) == recorded(ledger)[1:]
    assert len(recorded(ledger)) == 3
    assert recorded(ledger)[1].at == note(2).at  # the time it was first known


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"at": datetime(2026, 3, 2)}, "lacks its zone"),
        ({"kind": "rumour"}, "is no kind of fact"),
        ({"body": {"lines": [{"price": 1.5}]}}, r"body\.lines\.0\.price of note_taken is a float"),
        ({"body": {"rate": float("nan")}}, "is a float"),
        ({"body": {"subject": "\ud800"}}, "cannot be put on record"),
    ],
)
def test_what_has_no_single_byte_form_is_refused(
    ledger: Ledger, change: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        record(ledger, note(1), note(2).model_copy(update=change))
    assert recorded(ledger) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts SET body = '{}' WHERE number = 1",
        "UPDATE facts SET number = 9 WHERE number = 2",
        "DELETE FROM facts WHERE number = 2",
        "DELETE FROM facts",
        "INSERT INTO facts SELECT 1, id, stream, kind, at, actor, causes, '{}', prev, hash "
        "FROM facts WHERE number = 1",
    ],
)
def test_facts_are_only_ever_added(ledger: Ledger, statement: str) -> None:
    record(ledger, note(1), note(2))
    with pytest.raises(DBAPIError), ledger.transaction() as connection:
        connection.execute(text(statement))
    assert len(recorded(ledger)) == 2


def test_a_fact_is_not_replaced_either(ledger: Ledger) -> None:
    """SQLite's REPLACE deletes the row it runs into without asking the trigger on deletes."""
    record(ledger, note(1))
    columns = "stream, kind, at, actor, causes, '{}', prev, hash FROM facts WHERE number = 1"

    def replace(connection: Connection, key: str) -> None:
        if connection.dialect.name != "sqlite":
            pytest.skip("only SQLite has REPLACE")
        connection.execute(text(f"INSERT OR REPLACE INTO facts SELECT {key}, {columns}"))

    for key in ("1, id", "2, id", "1, 'other'"):
        with pytest.raises(DBAPIError, match="never replaced"), ledger.transaction() as connection:
            replace(connection, key)


def test_facts_of_a_stream_and_of_kinds_in_order(ledger: Ledger) -> None:
    other = NewFact(stream="workspace", kind="stopped", at=T0, actor="E007", body={"n": 1})
    record(ledger, note(1), other, note(2, stream="case:W1-2"), note(3))
    with ledger.reading() as connection:
        assert [one.number for one in chain.of_stream(connection, "case:W1-1")] == [1, 4]
        assert [one.number for one in chain.of_stream(connection, "case:W1-1", after=1)] == [4]
        assert chain.of_stream(connection, "case:W1") == []
        assert [one.number for one in chain.of_kind(connection, "note_taken")] == [1, 3, 4]
        assert [one.number for one in chain.of_kind(connection, "stopped", "note_taken")] == [
            1,
            2,
            3,
            4,
        ]
        assert chain.last_number(connection, "case:W1-1") == 4
        second = chain.of_stream(connection, "workspace")[0]
        assert chain.by_id(connection, second.id) == second


def test_looking_facts_up_uses_an_index(database: Database, ledger: Ledger) -> None:
    if not isinstance(database, Path):
        pytest.skip("a server's planner reads small tables whole")
    with ledger.reading() as connection:
        for condition in ("kind IN ('stopped', 'resumed')", "stream = 'workspace'", "id = 'f'"):
            plan = text(f"EXPLAIN QUERY PLAN SELECT * FROM facts WHERE {condition} ORDER BY number")
            assert "SEARCH facts USING INDEX" in connection.execute(plan).first()[3]  # type: ignore[index]


CONTENT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), CONTENT))
def test_a_link_rests_on_all_it_says(body: dict[str, object]) -> None:
    told = settle(note(1).model_copy(update={"body": body}))
    fact = seal(told, 5, "0" * 64)
    assert content_id(fact) == fact.id == note(1).model_copy(update={"body": body}).id
    assert link_hash(5, content_hash(fact), fact.prev) == fact.hash
    assert plain(fact.body) == fact.body
    for field, value in {
        "stream": "case:W1-2",
        "kind": "stuck",
        "at": T0.astimezone(UTC) + timedelta(microseconds=1),
        "actor": "E008",
        "causes": ("a" * 64,),
        "body": {**fact.body, "!": 1},
        "id": "a" * 64,
    }.items():
        changed = fact.model_copy(update={field: value})
        assert link_hash(5, content_hash(changed), fact.prev) != fact.hash
    assert link_hash(6, content_hash(fact), fact.prev) != fact.hash
    assert link_hash(5, content_hash(fact), "1" * 64) != fact.hash
