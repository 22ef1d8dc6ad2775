"""`edi show` and `edi ack` on files and on mails that hold an interchange."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from domain.errors import BadInput
from seamline.cli.app import app
from seamline.interchanges import interchanges_in
from tests.tools.edi.samples import ANSWER_855, ANSWER_ORDRSP, x12
from tests.tools.edi.test_parts import mail
from tools.edi import read_edi


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    path = tmp_path / "answer.x12"
    path.write_text(ANSWER_855)
    return path


def run(*words: str) -> str:
    done = CliRunner().invoke(app, ["edi", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_documents_of_a_file_are_shown_with_its_faults(answer: Path) -> None:
    answer.write_text(ANSWER_855.replace("SE*13*", "SE*14*"))
    shown = run("show", str(answer))
    assert "1 document(s)" in shown
    assert "order response" in shown
    assert "fault: message 855 0001 holds 13, its SE counts 14" in shown
    read = json.loads(run("show", str(answer), "--json"))
    assert read["documents"][0]["lines"][0]["number"]["text"] == "10"


def test_the_answer_is_printed_as_it_has_to_leave(answer: Path) -> None:
    printed = run("ack", str(answer), "--at", "2026-03-12T09:00")
    assert read_edi(printed).documents[0].control["acknowledged_group"] == "77"
    assert printed == run("ack", str(answer), "--at", "2026-03-12T09:00")
    told = json.loads(run("ack", str(answer), "--json"))
    assert [(one["interchange"], one["state"]) for one in told] == [("000000101", "accepted")]


def test_an_interchange_in_a_mail_is_answered_too(tmp_path: Path) -> None:
    path = tmp_path / "answer.eml"
    path.write_bytes(mail("see attached", ANSWER_ORDRSP.encode(), "application/edifact", "a.edi"))
    printed = run("ack", str(path))
    assert read_edi(printed).documents[0].control["acknowledged_interchange"] == "4711"


def test_an_acknowledgement_is_not_answered(tmp_path: Path) -> None:
    path = tmp_path / "997.x12"
    path.write_text(x12("997", "AK1*PO*1", "AK9*A*1*1*1"))
    assert run("ack", str(path)) == ""


def test_what_holds_no_interchange_is_refused_in_one_sentence(tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    letter.write_bytes(mail("just words"))
    for path in (letter, tmp_path / "none"):
        with pytest.raises(BadInput, match=str(path)):
            interchanges_in(path)
    done = CliRunner().invoke(app, ["edi", "ack", str(letter)])
    assert isinstance(done.exception, BadInput)
