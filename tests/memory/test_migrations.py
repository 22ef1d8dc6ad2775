"""Migrations: they make the very schema the code speaks of, silently, and only when asked."""

import logging
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import DatabaseError

from domain.errors import Damaged, OutsideFailed, Refused
from memory.database import Database, address, connect, migrate, revisions
from memory.ledger import MIGRATIONS, Ledger
from memory.schema import metadata
from memory.tables import settings
from tests.memory.facts import note, record, recorded

ROOT = Path(__file__).parents[2]


def other_default(*told: Any) -> bool:
    """Whether two defaults differ; alembic's own comparison stumbles over empty text."""
    found, wanted = (each and each.partition("::")[0].strip("()'") for each in told[3:6:2])
    return bool(found != wanted)


def differences(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": other_default}
        )
        return list(compare_metadata(context, metadata))


def test_the_migrated_schema_is_the_one_the_code_speaks_of(database: Database) -> None:
    Ledger.create(database)
    engine = connect(database, writes=False)
    assert differences(engine) == []
    engine.dispose()


def test_that_comparison_sees_a_difference(database: Database) -> None:
    Ledger.create(database)
    engine = connect(database, writes=True)
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX facts_kind"))
        connection.execute(text("ALTER TABLE leases ADD COLUMN note TEXT"))
        connection.execute(text("ALTER TABLE outbox DROP COLUMN attempts"))
        connection.execute(text("ALTER TABLE outbox ADD COLUMN attempts INTEGER DEFAULT '1'"))
    said = str(differences(engine))
    for each in ("facts_kind", "note", "modify_nullable", "modify_default"):
        assert each in said
    engine.dispose()


def test_the_steps_are_numbered_as_their_files() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    found = [step.revision for step in script.walk_revisions()]
    assert list(reversed(found)) == revisions(MIGRATIONS)
    assert revisions(MIGRATIONS) == [f"{n:04}" for n in range(1, len(found) + 1)]


def test_migrating_again_changes_nothing(database: Database) -> None:
    Ledger.create(database)
    ledger = Ledger(database)
    record(ledger, note(1))
    Ledger.create(database)
    assert [fact.number for fact in recorded(ledger)] == [1]
    ledger.close()


def test_two_ledgers_are_made_and_opened_side_by_side(tmp_path: Path) -> None:
    paths = [tmp_path / "one.db", tmp_path / "two %s?#.db"]
    for path in paths:
        Ledger.create(path)
    ledgers = [Ledger(path) for path in paths]
    record(ledgers[0], note(1))
    assert [len(recorded(ledger)) for ledger in ledgers] == [1, 0]
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix == ".db") == [
        "one.db",
        "two %s?#.db",
    ]
    for ledger in ledgers:
        ledger.close()


def test_nothing_is_printed_and_logging_stays_as_it_was(
    database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers), logging.getLogger("seamline").disabled)
    Ledger.create(database)
    Ledger(database).close()
    assert capfd.readouterr() == ("", "")
    assert (root.level, list(root.handlers), logging.getLogger("seamline").disabled) == before


def test_opening_does_not_load_alembic(tmp_path: Path) -> None:
    """It takes longer to import than everything else that a command needs to open a ledger."""
    Ledger.create(tmp_path / "ledger.db")
    code = (
        "import sys, pathlib; from memory.ledger import Ledger; "
        "Ledger(pathlib.Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )
    run = [sys.executable, "-c", code, str(tmp_path / "ledger.db")]
    assert subprocess.run(run, cwd=ROOT, capture_output=True, check=True).stdout == b"False\n"


def test_a_missing_ledger_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=re.escape("there is no ledger.db in ")):
        Ledger(tmp_path / "ledger.db")
    assert list(tmp_path.iterdir()) == []


def test_an_older_schema_is_refused_until_it_is_migrated(
    database: Database, tmp_path: Path
) -> None:
    older = tmp_path / "older"
    shutil.copytree(MIGRATIONS, older)
    newest = revisions(MIGRATIONS)[-1]
    for file in (older / "versions").glob(f"{newest}_*.py"):
        file.unlink()
    migrate(older, database)
    with pytest.raises(Refused, match=f"has schema .* and this version of Seamline knows {newest}"):
        Ledger(database)
    Ledger.create(database)
    Ledger(database).close()


def test_a_newer_schema_is_neither_opened_nor_migrated(database: Database) -> None:
    Ledger.create(database)
    engine = connect(database, writes=True)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(Refused, match="has schema 9999"):
        Ledger(database)
    with pytest.raises(Refused, match="nothing was changed"):
        Ledger.create(database)


def test_another_programs_database_is_left_alone(database: Database) -> None:
    engine = connect(database, writes=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE songs (title TEXT)"))
    with pytest.raises(Refused, match="has schema none"):
        Ledger(database)
    with pytest.raises(Refused, match="tables of another program"):
        Ledger.create(database)
    engine.dispose()


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"Dear sir or madam, " * 100)
    with pytest.raises(Damaged, match=r"ledger\.db cannot be read"):
        Ledger(path)


def test_a_file_that_cannot_be_opened_is_somebody_elses_failure(tmp_path: Path) -> None:
    with pytest.raises(OutsideFailed, match=r"ledger\.db cannot be opened"):
        Ledger.create(tmp_path / "nowhere" / "ledger.db")


def test_a_step_that_fails_leaves_the_schema_as_it_was(database: Database, tmp_path: Path) -> None:
    Ledger.create(database)
    newer, newest = tmp_path / "newer", revisions(MIGRATIONS)[-1]
    shutil.copytree(MIGRATIONS, newer)
    (newer / "versions" / "0999_broken.py").write_text(
        f'revision, down_revision = "0999", "{newest}"\n'
        "from alembic import op\n"
        "def upgrade():\n"
        '    op.execute("CREATE TABLE half (a TEXT)")\n'
        '    raise OSError("no space left")\n'
    )
    with pytest.raises(OSError, match="no space left"):
        migrate(newer, database)
    Ledger(database).close()
    engine = connect(database, writes=False)
    assert differences(engine) == []
    engine.dispose()


def test_the_path_of_the_migrations_may_hold_any_character(tmp_path: Path) -> None:
    odd = tmp_path / "100% sure"
    shutil.copytree(MIGRATIONS, odd)
    migrate(odd, tmp_path / "ledger.db")
    with sqlite3.connect(tmp_path / "ledger.db") as raw:
        assert raw.execute("SELECT number FROM chain_head").fetchall() == [(0,)]
    raw.close()


def test_a_database_at_a_path_with_a_question_mark_is_that_file(tmp_path: Path) -> None:
    assert address(tmp_path / "a?b.db").database == str(tmp_path / "a?b.db")


def test_readers_cannot_write(database: Database) -> None:
    Ledger.create(database)
    engine = connect(database, writes=False)
    with engine.connect() as connection, pytest.raises(DatabaseError, match=r"read-?only"):
        connection.execute(insert(settings).values(name="a", value="b"))
    engine.dispose()
