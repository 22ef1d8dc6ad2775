"""Whoever cannot prove who wrote may be read, but undoes nothing that people decided."""

from collections.abc import Callable
from pathlib import Path

from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office

CASE = "W1-4500018822"
File = Callable[..., None]


def test_a_spoofed_mail_neither_withdraws_a_proposal_nor_its_approvals(
    office: Office, file: File, tmp_path: Path
) -> None:
    file("W1-d")
    office.desk.decide(CASE, "approve", person="E007", reason="covers the gap")
    before = office.desk.case(CASE)
    raw = (OPENS.folder / "mail" / "W1-a.eml").read_bytes()
    forged = raw.replace(b"dmarc=pass", b"dmarc=fail").replace(b"w1-a@", b"w1-forged@")
    (tmp_path / "forged.eml").write_bytes(forged)
    assert [one.outcome for one in file_mails(office, [tmp_path / "forged.eml"])] == ["filed"]
    office.desk.advance()
    after = office.desk.case(CASE)
    assert after.proposal == before.proposal
    assert after.approvals == before.approvals
    assert [one["verdict"] for one in views.case(office, CASE)["not_heard"]] == ["suspect"]
