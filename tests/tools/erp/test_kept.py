"""Kept look-ups: made once on one state of the record, never after it has moved on."""

from sqlalchemy import text

from tools.erp.embedded.database import Database
from tools.erp.embedded.kept import Keeper
from tools.erp.embedded.reads import EmbeddedReads


class CountedReads(EmbeddedReads):
    looked_up = 0

    def row(self, table: str, key: str):  # type: ignore[no-untyped-def]
        self.looked_up += 1
        return super().row(table, key)

    def rows(self, table: str, **equals: str):  # type: ignore[no-untyped-def]
        self.looked_up += 1
        return super().rows(table, **equals)


def test_a_look_up_is_made_once_and_gives_the_same(brenner: Database) -> None:
    reads = CountedReads(brenner)
    keeper = Keeper(reads)
    first = keeper.now().rows("partners")
    assert keeper.now().rows("partners") == first == EmbeddedReads(brenner).rows("partners")
    assert keeper.now().row("partners", first[0].key) == first[0]
    assert keeper.now().row("partners", first[0].key) == first[0]
    assert reads.looked_up == 2


def test_a_changed_row_is_read_again(brenner: Database) -> None:
    keeper = Keeper(EmbeddedReads(brenner))
    key = keeper.now().rows("partners")[0].key
    with brenner.writing() as connection:
        connection.execute(
            text(
                "UPDATE partners SET name = 'Other', record_version = record_version + 1"
                " WHERE record_key = :key"
            ),
            {"key": key},
        )
    row = keeper.now().row("partners", key)
    assert row is not None and row.text("name") == "Other"


def test_a_load_is_seen_even_if_it_changes_no_row(brenner: Database) -> None:
    keeper = Keeper(EmbeddedReads(brenner))
    before = keeper.now()
    with brenner.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO sources (table_name, file, sha256, as_of, row_count)"
                " VALUES ('partners', 'again.csv', 'x', '2026-03-11', 0)"
            )
        )
    assert keeper.now() is not before
    assert keeper.now() is keeper.now()
