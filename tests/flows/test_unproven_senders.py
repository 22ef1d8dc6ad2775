"""Whoever cannot prove who wrote may be read, but undoes nothing that people decided."""

import base64
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, PublicFormat

from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import open_office
from seamline.workspace import Workspace
from tests.states import After
from tools.mail import dns_keys

CASE = "W1-4500018822"


def test_a_spoofed_mail_neither_withdraws_a_proposal_nor_its_approvals(
    after: After, tmp_path: Path
) -> None:
    office = after("W1-d")
    office.desk.decide(CASE, "approve", person="E007", reason="covers the gap")
    before = office.desk.case(CASE)
    raw = (OPENS.folder / "mail" / "W1-a.eml").read_bytes()
    forged = raw.replace(b"dmarc=pass", b"dmarc=fail").replace(b"w1-a@", b"w1-forged@")
    (tmp_path / "forged.eml").write_bytes(forged)
    assert [one.outcome for one in file_mails(office, [tmp_path / "forged.eml"])] == ["filed"]
    office.desk.advance()
    then = office.desk.case(CASE)
    assert then.proposal == before.proposal
    assert then.approvals == before.approvals
    assert [one["verdict"] for one in views.case(office, CASE)["not_heard"]] == ["suspect"]


def test_a_mail_signed_by_its_senders_domain_is_proven_without_a_word_of_our_server(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = workspace.settings_file.read_text().replace("[mail]", "[mail]\ncheck_signatures = true")
    workspace.settings_file.write_text(text)
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    private = key.private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    record = f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"
    monkeypatch.setattr(dns_keys, "fetch", lambda names: dict.fromkeys(names, record))
    raw = (OPENS.folder / "mail" / "W1-d.eml").read_bytes().replace(b"dmarc=pass", b"x-dmarc=pass")
    (tmp_path / "signed.eml").write_bytes(dkim.sign(raw, b"s1", b"kailun.example", private) + raw)
    office = open_office(workspace)
    list(file_mails(office, [tmp_path / "signed.eml"]))
    office.desk.advance()
    monkeypatch.setattr(dns_keys, "fetch", lambda names: {})  # keys go; what was found stays
    office.desk.decide(CASE, "approve", person="E007", reason="covers the gap")
    office.desk.decide(CASE, "approve", person="E002", reason="covers the gap")
    closed = office.desk.case(CASE).closed
    office.close()
    assert closed is not None and closed["outcome"] == "resolved as planned"
