"""Every index keeps the same promises, and can be thrown away and made again from the ledger."""

import random

import pytest
from sqlalchemy import Connection, Engine, select

from memory.case_index import CaseIndex, Entry, Stamp
from memory.chroma_index import ChromaIndex
from memory.embedders import ConceptEmbedder
from memory.exact_index import ExactIndex
from memory.index_feed import audit_index, follow, pack, rebuild_index
from memory.precedents import forget, remember
from memory.recall import recall
from memory.recall_tables import precedent_vectors
from tests.memory.recall.world import HISTORY, asked, closed


def entry(case_id: str, *vector: float) -> Entry:
    return Entry(case_id, pack(vector))


@pytest.fixture
def three(index: CaseIndex) -> CaseIndex:
    """East, north and north-east."""
    index.rebuild([entry("e", 1, 0), entry("n", 0, 1), entry("ne", 1, 1)], 3, "d3")
    return index


def test_a_new_index_has_no_stamp(index: CaseIndex) -> None:
    assert index.stamp() is None


def test_an_index_remembers_how_far_it_is(three: CaseIndex, embedder: ConceptEmbedder) -> None:
    assert three.stamp() == Stamp(model_id=embedder.model_id, seq=3, digest="d3", count=3)


def test_the_nearest_come_first(three: CaseIndex) -> None:
    hits = three.search([2, 0.1], 2)
    assert [hit.case_id for hit in hits] == ["e", "ne"]
    assert hits[0].cosine == pytest.approx(0.9988, abs=0.001)
    assert len(three.search([1, 0], 99)) == 3


def test_named_cases_are_compared(three: CaseIndex) -> None:
    hits = {hit.case_id: hit.cosine for hit in three.compare([1, 0], ["n", "ne", "nobody"])}
    assert hits == {"n": pytest.approx(0, abs=0.001), "ne": pytest.approx(0.7071, abs=0.001)}
    assert three.compare([1, 0], []) == []


def test_an_upsert_replaces_and_a_repeat_changes_nothing(three: CaseIndex) -> None:
    for _ in range(2):
        three.upsert([entry("e", 0, -1), entry("w", -1, 0)])
    assert three.count() == 4
    assert [hit.case_id for hit in three.search([0, -1], 1)] == ["e"]


def test_deleting_what_is_not_there_is_no_error(three: CaseIndex) -> None:
    for _ in range(2):
        three.delete(["e", "nobody"])
    assert three.count() == 2
    assert [hit.case_id for hit in three.search([1, 0], 9)] == ["ne", "n"]


def test_a_rebuilt_index_holds_nothing_of_before(three: CaseIndex) -> None:
    three.rebuild([entry("s", 0, -1)], 9, "d9")
    assert [hit.case_id for hit in three.search([1, 0], 9)] == ["s"]
    stamp = three.stamp()
    assert stamp is not None and (stamp.seq, stamp.count) == (9, 1)


def test_an_empty_index_finds_nothing(index: CaseIndex) -> None:
    index.rebuild([], 0, "")
    assert (index.search([1, 0], 5), index.compare([1, 0], ["e"]), index.count()) == ([], [], 0)


def test_a_closed_index_opens_again(
    history: Connection, index: CaseIndex, embedder: ConceptEmbedder
) -> None:
    before = recall(history, index, embedder, asked())
    index.close()
    assert recall(history, index, embedder, asked()) == before


def test_an_audit_names_what_is_missing_and_what_is_surplus(three: CaseIndex) -> None:
    audit = three.audit([entry("e", 1, 0), entry("n", 0, 1), entry("x", 1, 1)])
    assert (audit.missing, audit.surplus, audit.passed) == (("x",), ("ne",), False)


def test_whatever_happens_to_cases_both_indexes_agree(
    connection: Connection, index: CaseIndex, embedder: ConceptEmbedder
) -> None:
    chance = random.Random(7)
    texts = [each.situation for each in HISTORY] + ["cut-off missed", "short by cartons"]
    for round_ in range(12):
        for _ in range(chance.randrange(6)):
            number = chance.randrange(30)
            if chance.random() < 0.3:
                forget(connection, closed(number).case_id)
            else:
                remember(connection, closed(number, situation=chance.choice(texts)))
        follow(connection, index, embedder)
        fresh = ExactIndex(embedder.model_id)
        rebuild_index(connection, fresh, embedder)
        (vector,) = embedder.embed([chance.choice(texts)])
        wanted = {hit.case_id: round(hit.cosine, 3) for hit in fresh.search(vector, 200)}
        found = {hit.case_id: round(hit.cosine, 3) for hit in index.search(vector, 200)}
        assert found == pytest.approx(wanted, abs=0.002), round_
        assert audit_index(connection, index, embedder).passed


def test_a_case_that_was_indexed_and_rolled_back_is_not_found(
    engine: Engine, index: CaseIndex, embedder: ConceptEmbedder
) -> None:
    with engine.begin() as connection:
        remember(connection, closed(1))
        recall(connection, index, embedder, asked())
    with engine.connect() as connection:
        remember(connection, closed(2))
        assert recall(connection, index, embedder, asked()).n_eff == 2
        connection.rollback()
    with engine.begin() as connection:  # takes the number in the outbox that was given back
        remember(connection, closed(3))
        table = recall(connection, index, embedder, asked())
        assert [case.case_id for case in table.cases] == ["C-0001", "C-0003"]
        assert index.count() == 2


def test_another_ledgers_index_is_dropped(
    engine: Engine, index: CaseIndex, embedder: ConceptEmbedder
) -> None:
    index.rebuild([Entry("X", pack(embedder.embed(["rolled"])[0]))], 1, "of another ledger")
    with engine.begin() as connection:
        remember(connection, closed(1))
        follow(connection, index, embedder)
        assert audit_index(connection, index, embedder).passed


def test_vectors_of_two_models_are_not_mixed(
    history: Connection, embedder: ConceptEmbedder
) -> None:
    class Other(ConceptEmbedder):
        def __init__(self) -> None:
            super().__init__()
            self.model_id = "other"

    other = Other()
    follow(history, ExactIndex(embedder.model_id), embedder)
    follow(history, ExactIndex(other.model_id), other)
    models = history.execute(select(precedent_vectors.c.model_id)).scalars().all()
    assert sorted(models) == [embedder.model_id] * len(HISTORY) + ["other"] * len(HISTORY)
    assert rebuild_index(history, ExactIndex(other.model_id), other) == len(HISTORY)
    models = history.execute(select(precedent_vectors.c.model_id)).scalars().all()
    assert set(models) == {"other"}


def test_an_index_of_another_model_is_made_anew(
    history: Connection, tmp_path, embedder: ConceptEmbedder
) -> None:
    old = ChromaIndex(tmp_path / "chroma", "another-model")
    old.rebuild([entry("e", 1, 0)], 1, "d")
    old.close()
    index = ChromaIndex(tmp_path / "chroma", embedder.model_id)
    assert index.stamp() is None
    assert audit_index(history, index, embedder).passed
    index.close()
