"""Signatures: a domain's own holds, everything bent, cut short or borrowed proves nothing."""

from __future__ import annotations

import base64
from types import SimpleNamespace

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.mail.isolate import proven_safely
from tools.mail.signatures import key_names, proven_domains

KEY = rsa.generate_private_key(public_exponent=65537, key_size=1024)
PEM = KEY.private_bytes(
    serialization.Encoding.PEM,
    serialization.PrivateFormat.TraditionalOpenSSL,
    serialization.NoEncryption(),
)
PUBLIC = base64.b64encode(
    KEY.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
).decode()
RECORD = f"v=DKIM1; k=rsa; p={PUBLIC}"
KEYS = {"s1._domainkey.kailun.example": RECORD, "s1._domainkey.list.example": RECORD}
MAIL = (
    b"From: Lily <lily.chen@kailun.example>\r\nTo: ops@harlow.example\r\n"
    b"Subject: 18822\r\nDate: Tue, 10 Mar 2026 17:20:00 +0800\r\n"
    b"Message-ID: <one@kailun.example>\r\n\r\nItem 10 is ready on 11 April.\r\n"
)


def signed(mail: bytes = MAIL, domain: bytes = b"kailun.example", length: bool = False) -> bytes:
    header: bytes = dkim.sign(mail, b"s1", domain, PEM, length=length)
    return header + mail


class Found:
    """One result, as the signing side of the library wants it from a package it does not bring."""

    method = "dmarc"

    def __init__(self, said: str) -> None:
        self.said = said

    def __str__(self) -> str:
        return self.said


def results_of(header: str) -> SimpleNamespace:
    server, _, said = header.partition(": ")[2].partition("; ")
    return SimpleNamespace(authserv_id=server, results=[Found(said)])


@pytest.fixture(autouse=True)
def reads_results(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = SimpleNamespace(parse=results_of)
    stand_in = SimpleNamespace(AuthenticationResultsHeader=parser)
    monkeypatch.setattr(dkim, "authres", stand_in, raising=False)


def sealed(sealer: bytes = b"list.example", result: bytes = b"pass") -> bytes:
    """The mail as a forwarder passes it on, with its word for what it found."""
    found = b"Authentication-Results: list.example; dmarc=%s header.from=kailun.example\r\n"
    mail = found % result + MAIL
    headers = dkim.arc_sign(mail, b"s1", sealer, PEM, b"list.example")
    return b"".join(headers) + MAIL


def test_the_domain_that_signed_is_proven() -> None:
    assert key_names(signed()) == ("s1._domainkey.kailun.example",)
    assert proven_domains(signed(), KEYS) == ("kailun.example",)
    assert proven_safely(signed(), KEYS) == ("kailun.example",)


BENT = {
    "another word": (signed().replace(b"11 April", b"01 April"), KEYS),
    "another sender": (signed().replace(b"lily.chen@", b"evil@"), KEYS),
    "no key": (signed(), {}),
    "another key": (signed(), {"s1._domainkey.kailun.example": "v=DKIM1; k=rsa; p=AAAA"}),
    "a revoked key": (signed(), {"s1._domainkey.kailun.example": "v=DKIM1; k=rsa; p="}),
    "a part of the body": (signed(length=True), KEYS),
    "no signature": (MAIL, KEYS),
    "a torn signature": (b"DKIM-Signature: v=1; d=kailun.example; s=s1; b=\r\n" + MAIL, KEYS),
    "a tag twice": (
        signed().replace(b"d=kailun.example;", b"d=a.example; d=kailun.example;"),
        KEYS,
    ),
}


@pytest.mark.parametrize("name", BENT)
def test_what_is_bent_or_covers_a_part_only_proves_nothing(name: str) -> None:
    raw, keys = BENT[name]
    assert proven_domains(raw, keys) == ()


def test_a_signature_of_another_house_proves_that_house_alone() -> None:
    assert proven_domains(signed(domain=b"list.example"), KEYS) == ("list.example",)


def test_a_seal_counts_only_of_a_forwarder_that_is_believed() -> None:
    assert proven_domains(sealed(), KEYS, ["list.example"]) == ("kailun.example",)
    assert proven_domains(sealed(), KEYS, []) == ()
    assert proven_domains(sealed(), KEYS, ["other.example"]) == ()
    assert proven_domains(sealed(result=b"fail"), KEYS, ["list.example"]) == ()
    bent = sealed().replace(b"11 April", b"01 April")
    assert proven_domains(bent, KEYS, ["list.example"]) == ()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_one_changed_byte_of_what_is_signed_proves_nothing(data: st.DataObject) -> None:
    raw = signed()
    start = len(raw) - len(MAIL) + MAIL.index(b"\r\n\r\n") + 4
    place = data.draw(st.integers(start, len(raw) - 3))
    other = data.draw(st.integers(33, 126).filter(lambda one: one != raw[place]))
    if raw[place : place + 1].isspace():
        return  # blanks are folded by the relaxed form
    assert proven_domains(raw[:place] + bytes([other]) + raw[place + 1 :], KEYS) == ()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(noise: bytes) -> None:
    for header in (b"DKIM-Signature: ", b"ARC-Seal: "):
        raw = header + noise + b"\r\n" + MAIL
        assert "kailun.example" not in proven_domains(raw, KEYS, ["list.example"])
