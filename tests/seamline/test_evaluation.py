"""Evaluations: mails played on a company's exports become lines that others can score."""

import json
from pathlib import Path

import pytest

from domain.errors import BadInput
from seamline.demo_company import OPENS
from seamline.evaluation import evaluate


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    """Two mails on one case, the first of them twice, and one that is no mail."""
    folder = tmp_path / "mails"
    folder.mkdir()
    for name in ("W1-d", "W1-a"):
        raw = (OPENS.folder / "mail" / f"{name}.eml").read_bytes()
        (folder / f"{name}.eml").write_bytes(raw)
    (folder / "again.eml").write_bytes((folder / "W1-d.eml").read_bytes())
    (folder / "broken.eml").write_bytes(b"no mail at all")
    return folder


def test_each_mail_is_a_line_with_what_was_read_asked_and_proposed(
    mails: Path, tmp_path: Path
) -> None:
    out = tmp_path / "reading.jsonl"
    run = evaluate(mails, OPENS.folder / "harlow", out, tmp_path / "workspace")
    lines = {one["id"]: one for one in map(json.loads, out.read_text().splitlines())}
    assert run.mails == len(lines) == 4
    first, second = lines["W1-d"], lines["W1-a"]
    if "same_as" in first:  # the same bytes twice: whichever comes first is the one that is read
        first, lines["again"] = lines["again"], first
    assert lines["again"]["same_as"] == first["id"]
    moved = {one["value"]: one for one in first["facts"] if one["field"] == "promised_date"}
    assert (moved["2026-04-11"]["event"], moved["2026-04-11"]["quote"]) == ("ex works", "11 April")
    assert {one["ruling"] for one in first["actions"]} == {"act", "ask"}
    assert {one["about"] for one in second["questions"]} >= {"promised_date"}
    assert lines["broken"] == {"id": "broken", "verdict": "suspect"}
    (delay,) = [one for one in run.flows if one.code == "W1"]
    assert (delay.cases, delay.closed) == (1, 0)
    assert delay.rulings["act"] > 0


def test_what_is_no_company_or_no_mail_is_said_in_a_sentence(mails: Path, tmp_path: Path) -> None:
    out, workspace = tmp_path / "reading.jsonl", tmp_path / "workspace"
    with pytest.raises(BadInput, match="no opening export"):
        evaluate(mails, tmp_path, out, workspace)
    with pytest.raises(BadInput, match="no mail"):
        evaluate(tmp_path / "workspace", OPENS.folder / "harlow", out, workspace)
    assert not out.exists()


def test_cases_are_set_beside_what_the_companys_own_people_did(tmp_path: Path) -> None:
    company = tmp_path / "company"
    (company / "feed" / "2026-03-13" / "own").mkdir(parents=True)
    (company / "opening").symlink_to(OPENS.opening())
    own = company / "feed" / "2026-03-13" / "own" / "po_confirmations.csv"
    own.write_text(
        "po_id,line,recorded_on,qty,promised_date,event,source\n"
        "4500018822,10,2026-03-13,12000,2026-04-11,ready,phone\n"
    )
    page, mail = tmp_path / "beside.md", OPENS.folder / "mail" / "W1-d.eml"
    evaluate(mail, company, tmp_path / "out", tmp_path / "workspace", beside=page)
    told = page.read_text()
    assert "## W1-4500018822: Supplier delay" in told
    assert (
        "* 2026-03-13 po confirmation 4500018822/10/2026-03-13/2026-04-11/12000: event ready"
        in told
    )
    assert "Seamline:" in told
