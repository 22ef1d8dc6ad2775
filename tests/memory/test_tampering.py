"""Whoever can write the file can change it, and the chain says what and where."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from domain.errors import Damaged
from domain.fact import GENESIS
from memory import chain
from memory.ledger import Ledger
from memory.links import content_hash, link_hash
from memory.tables import chain_head, facts
from tests.memory.databases import unguarded
from tests.memory.facts import note, record, recorded

COUNT = 20


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    record(ledger, *(note(number) for number in range(1, COUNT + 1)))
    return ledger


def tamper(ledger: Ledger, change: Callable[[Connection], Any]) -> None:
    with ledger.transaction() as connection:
        change(unguarded(connection))


def verdict(ledger: Ledger, known_head: str = "") -> str:
    """What the check says; empty when it finds nothing."""
    with ledger.reading() as connection:
        try:
            chain.check(connection, known_head)
        except Damaged as problem:
            return str(problem)
    return ""


def set_on(number: int, /, **values: Any) -> Callable[[Connection], Any]:
    return lambda connection: connection.execute(
        update(facts).where(facts.c.number == number).values(**values)
    )


def test_an_untouched_chain_verifies(filled: Ledger) -> None:
    assert verdict(filled) == verdict(filled, recorded(filled)[-1].hash) == ""
    assert verdict(filled, recorded(filled)[7].hash) == verdict(filled, GENESIS) == ""


@pytest.mark.parametrize(
    "values",
    [
        {"body": json.dumps({"number": 7, "more": 1})},
        {"body": "{"},
        {"body": "[]"},
        {"kind": "stuck"},
        {"kind": "rumour"},
        {"at": "2026-03-02T08:07:00.000001+00:00"},
        {"at": "yesterday"},
        {"actor": "E008"},
        {"stream": "case:W1-2"},
        {"causes": json.dumps(["a" * 64])},
        {"causes": "7"},
        {"id": "a" * 64},
        {"hash": "a" * 64},
    ],
    ids=lambda values: " ".join(f"{name}={value[:12]}" for name, value in values.items()),
)
def test_any_changed_field_is_found(filled: Ledger, values: dict[str, str]) -> None:
    tamper(filled, set_on(7, **values))
    assert verdict(filled).startswith("fact 7 ")


def test_a_changed_link_backwards_is_found(filled: Ledger) -> None:
    tamper(filled, set_on(7, prev="a" * 64))
    assert verdict(filled) == "fact 7 does not follow the one before it"


def test_a_removed_fact_is_found(filled: Ledger) -> None:
    tamper(filled, lambda c: c.execute(delete(facts).where(facts.c.number == 7)))
    assert verdict(filled) == "fact 7 is missing: the next one found is 8"


def test_a_removed_fact_is_found_when_the_rest_moved_up(filled: Ledger) -> None:
    def change(connection: Connection) -> None:
        connection.execute(delete(facts).where(facts.c.number == 7))
        for number in range(8, COUNT + 1):
            set_on(number, number=number - 1)(connection)

    tamper(filled, change)
    assert verdict(filled) == "fact 7 does not follow the one before it"


def test_swapped_facts_are_found(filled: Ledger) -> None:
    def change(connection: Connection) -> None:
        for came_from, to in ((7, 99), (8, 7), (99, 8)):
            set_on(came_from, number=to)(connection)

    tamper(filled, change)
    assert verdict(filled) == "fact 7 does not follow the one before it"


def test_an_inserted_fact_is_found(filled: Ledger) -> None:
    def change(connection: Connection) -> None:
        row = connection.execute(select(facts).where(facts.c.number == 7)).one()
        forged = {**row._mapping, "number": 21, "id": "a" * 64}
        connection.execute(insert(facts).values(forged))

    tamper(filled, change)
    assert verdict(filled) == "fact 21 does not follow the one before it"


def forged_again(connection: Connection, number: int, **values: Any) -> None:
    """A fact changed so that it hashes to what it says; the one after still names the old hash."""
    set_on(number, **values)(connection)
    row = connection.execute(select(facts).where(facts.c.number == number)).one()
    fact = chain._fact(row)
    set_on(number, hash=link_hash(number, content_hash(fact), fact.prev))(connection)


def test_a_change_with_its_own_hash_made_again_is_found_at_the_next(filled: Ledger) -> None:
    tamper(filled, lambda c: forged_again(c, 7, actor="E008"))
    assert verdict(filled).startswith("fact 7 ")  # its id no longer follows from its content
    tamper(filled, lambda c: forged_again(c, 7, actor="E007", at="2027-01-01T00:00:00+00:00"))
    assert verdict(filled) == "fact 8 does not follow the one before it"


def cut(connection: Connection, *, after: int, head_too: bool) -> None:
    connection.execute(delete(facts).where(facts.c.number > after))
    if head_too:
        last = connection.execute(select(facts.c.hash).where(facts.c.number == after)).scalar()
        connection.execute(update(chain_head).values(number=after, hash=last))


def test_a_cut_end_is_found_by_the_ledgers_own_head(filled: Ledger) -> None:
    tamper(filled, lambda c: cut(c, after=15, head_too=False))
    assert verdict(filled) == "the ledger ends with fact 15, and its head says 20"


def test_a_cut_end_with_its_head_set_back_is_found_only_by_a_head_kept_elsewhere(
    filled: Ledger,
) -> None:
    kept = recorded(filled)[-1].hash
    tamper(filled, lambda c: cut(c, after=15, head_too=True))
    assert verdict(filled) == ""
    assert verdict(filled, kept).startswith(f"no fact has the head {kept[:12]}…")


def test_a_replaced_end_is_found_by_a_head_kept_elsewhere(filled: Ledger) -> None:
    kept = recorded(filled)[-1].hash
    tamper(filled, lambda c: cut(c, after=15, head_too=True))
    record(filled, *(note(number) for number in range(116, 121)))
    assert verdict(filled) == ""
    assert verdict(filled, kept) != ""


def test_another_start_is_found(filled: Ledger) -> None:
    with pytest.raises(Damaged, match="fact 1 is missing"):
        chain.check_links(recorded(filled)[3:])
    assert chain.check_links(recorded(filled)[3:], start=4, prev=recorded(filled)[2].hash)[0] == 20
