"""The audit page: traces as exported, in a zip; whether the ledger verifies now; who came."""

import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from domain.errors import Refused, Unknown
from memory import chain
from memory.tables import facts
from seamline.export_scopes import Scope, export_scope
from seamline.wiring import Office
from tests.memory.databases import unguarded
from tests.web.desk import Visit

CASE = "W1-4500018822"


@pytest.fixture
def office(delayed: Office) -> Office:
    return delayed


@pytest.fixture
def auditor(office: Office) -> Visit:
    return Visit(office, "E018")


def unpacked(answer: bytes, folder: Path) -> Path:
    zipfile.ZipFile(io.BytesIO(answer)).extractall(folder)
    return folder


def verifies(folder: Path) -> bool:
    run = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    return subprocess.run(run, capture_output=True, check=False, cwd="/").returncode == 0


def test_the_zip_of_a_case_holds_the_files_of_its_export_and_verifies(
    office: Office, auditor: Visit, tmp_path: Path
) -> None:
    answer = auditor.client.get("/audit/export", params={"case": CASE})
    assert f'filename="{CASE}.zip"' in answer.headers["content-disposition"]
    got = unpacked(answer.content, tmp_path / "got") / CASE
    export_scope(office, tmp_path / "own", Scope(case=CASE))
    own = {str(one.relative_to(tmp_path / "own")) for one in (tmp_path / "own").rglob("*")}
    assert {str(one.relative_to(got)) for one in got.rglob("*")} == own
    assert verifies(got)


def test_a_period_has_a_trace_for_each_case_in_it(auditor: Visit, tmp_path: Path) -> None:
    days = {"since": "2026-03-10", "until": "2026-03-10"}
    answer = auditor.client.get("/audit/export", params=days)
    got = unpacked(answer.content, tmp_path) / "period"
    assert [one.name for one in got.iterdir()] == [CASE]
    assert verifies(got / CASE)


def test_everything_is_one_trace(auditor: Visit, tmp_path: Path) -> None:
    answer = auditor.client.get("/audit/export", params={"every": "yes"})
    assert verifies(unpacked(answer.content, tmp_path) / "ledger")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "name one CASE"),
        ({"case": CASE, "every": "yes"}, "name one CASE"),
        ({"case": "W1-0"}, "no case"),
        ({"since": "2031-01-01"}, "nothing happened"),
        ({"since": "2026-03-11", "until": "2026-03-10"}, "is before"),
        ({"case": "../../etc"}, "no case"),
    ],
)
def test_what_cannot_be_exported_is_said(auditor: Visit, asked: dict[str, str], said: str) -> None:
    answer = auditor.client.get("/audit/export", params=asked)
    assert answer.status_code in (400, 404) and said in answer.text


def test_a_folder_that_holds_something_is_left_alone(office: Office, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(Refused, match="not empty"):
        export_scope(office, tmp_path, Scope(since=date(2026, 3, 1)))
    with pytest.raises(Unknown):
        export_scope(office, tmp_path / "new", Scope(until=date(2020, 1, 1)))
    assert not (tmp_path / "new").exists()


def test_the_ledger_is_checked_link_by_link_each_time(office: Office, auditor: Visit) -> None:
    page = auditor.page("/audit/verified")
    with office.ledger.reading() as connection:
        number, head = chain.head(connection)
    assert f"{number} facts" in page and head in page
    with office.ledger.transaction() as connection:
        changed = update(facts).where(facts.c.number == 5).values(actor="nobody")
        unguarded(connection).execute(changed)
    page = auditor.page("/audit/verified")
    assert "does not verify" in page and "fact 5" in page


def test_the_page_says_who_came_and_who_was_refused(office: Office, auditor: Visit) -> None:
    auditor.send("/whole/mode", workflow="W1", mode="observe", reason="r")
    nobody = auditor.client.post("/sign-in", data={"name": "E001", "password": "a wrong one"})
    assert nobody.status_code == 403
    page = auditor.page("/audit")
    assert "sign in refused" in page and "Simone Adler" in page
    assert "These times are the machine" in page, "other times here are of the replayed days"
    assert office.policy.hash[:24] in page
