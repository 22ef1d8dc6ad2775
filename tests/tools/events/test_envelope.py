"""An envelope keeps a request so that its bytes alone prove it, and mail reading reads it."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Unreadable
from tests.tools.events.posts import NOON, SECRET, TEXT, Post, binary, chat, event, structured
from tools.events.envelope import opened, sealed
from tools.events.event import event_of
from tools.events.mark import MAGIC, is_envelope
from tools.events.signature import key_of, signed_by
from tools.mail.isolate import parse_safely
from tools.mail.parse import attachment, parse

MAIL = (
    b"From: someone@else.example\r\nTo: us@harlow.example\r\n"
    b"Subject: =?utf-8?q?Versp=C3=A4tung?=\r\n"
    b"Date: Mon, 9 Mar 2026 08:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/alternative;\r\n boundary="b1"\r\n\r\n'
    b"--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPO 4500018822 comes later.\r\n"
    b"--b1\r\nContent-Type: text/html\r\n\r\n<p>PO 4500018822 comes later.</p>\r\n--b1--\r\n"
)
X12 = (
    b"ISA*00*          *00*          *ZZ*SUPPLIER       *ZZ*HARLOW         "
    b"*260310*1200*U*00401*000000001*0*P*>~"
)
POSTS: dict[str, Post] = {
    "text": structured(event()),
    "text in binary mode": binary(event()),
    "chat": structured(chat("Grüße, " + TEXT)),
    "mail": structured(event(MAIL, "message/rfc822")),
    "mail in binary mode": binary(event(MAIL, "message/rfc822")),
    "edi": structured(event(X12, "application/edi-x12", filename="855.x12")),
    "edi in binary mode": binary(event(X12, "application/edi-x12")),
    "no data": structured(event(None)),
    "strange subject": structured(event(subject="漢字 " * 60)),
}


@pytest.mark.parametrize("name", POSTS)
def test_the_same_request_gives_the_same_bytes_and_they_give_it_back(name: str) -> None:
    headers, body = POSTS[name]
    raw = sealed({**headers, "user-agent": "x", "cookie": "y"}, body)
    assert raw == sealed(headers, body) and is_envelope(raw)
    found = opened(raw)
    assert (found.headers, found.body) == (headers, body)
    assert (found.event.id, found.event.source) == ("e-1", event().get_source())
    assert signed_by([key_of(SECRET)], found.headers, found.body)


@pytest.mark.parametrize("name", POSTS)
def test_mail_reading_reads_an_envelope(name: str) -> None:
    message = parse_safely(sealed(*POSTS[name]))
    assert message.sent_at == NOON
    assert message.sender.endswith("@webhook.invalid")
    assert message.message_id == parse(sealed(*POSTS["text"])).message_id


def body_of(name: str) -> str:
    return next(part.text for part in parse(sealed(*POSTS[name])).parts if part.name == "body")


def test_what_is_said_is_the_body() -> None:
    assert body_of("text").strip() == body_of("text in binary mode").strip() == TEXT
    assert body_of("chat").strip() == "Grüße, " + TEXT


def test_a_mail_that_was_handed_over_is_read_as_the_sources_words() -> None:
    for name in ("mail", "mail in binary mode"):
        message = parse(sealed(*POSTS[name]))
        assert body_of(name).strip() == "PO 4500018822 comes later."
        assert message.subject == "Verspätung"
        assert "else.example" not in message.sender
        body = next(part for part in message.parts if part.name == "body")
        assert body.is_fresh(0, len(body.text))


def test_a_file_is_an_attachment_under_its_name() -> None:
    message = parse(sealed(*POSTS["edi"]))
    named = {part.file_name: part for part in message.parts if part.file_name}
    assert "ISA*00*" in named["855.x12"].text
    raw = sealed(*POSTS["edi in binary mode"])
    assert attachment(raw, 0) == X12
    assert raw.count(base64.b64encode(X12)[:40]) == 1  # what was posted stands there once


def test_a_subject_is_cut_and_kept_whole() -> None:
    assert parse(sealed(*POSTS["strange subject"])).subject == " ".join(["漢字"] * 60)


SIGNED = sorted(name for name in POSTS if "binary" not in name)


@given(st.integers(0, 10_000), st.integers(0, 255), st.sampled_from(SIGNED))
def test_a_changed_byte_makes_it_no_envelope_or_one_that_nobody_signed(
    at: int, byte: int, name: str
) -> None:
    raw = bytearray(sealed(*POSTS[name]))
    at %= len(raw)
    if raw[at] == byte:
        return
    raw[at] = byte
    try:
        found = opened(bytes(raw))
    except Unreadable:
        return
    assert not signed_by([key_of(SECRET)], found.headers, found.body)


def test_what_is_wrapped_around_an_envelope_makes_it_none() -> None:
    raw = sealed(*POSTS["text"])
    for other in (b"Received: x\r\n" + raw, raw + b"\r\n", raw.replace(b"\r\n", b"\n"), MAGIC):
        with pytest.raises(Unreadable):
            opened(other)


HEADERS = st.dictionaries(
    st.sampled_from(
        ["ce-id", "ce-source", "ce-type", "ce-specversion", "ce-time", "ce-subject", "content-type"]
    ),
    st.text(max_size=40) | st.sampled_from(["1.0", "0.3", "application/cloudevents+json", "%ff"]),
)


@given(HEADERS, st.binary(max_size=200))
def test_no_request_is_too_strange(headers: dict[str, str], body: bytes) -> None:
    told = {"webhook-id": "1", "webhook-timestamp": str(int(NOON.timestamp())), **headers}
    try:
        raw = sealed(told, body)
    except Unreadable:
        return
    assert opened(raw).body == body
    parse_safely(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(
    JSON, st.sampled_from(["application/json", "text/plain", "message/rfc822", "multipart/mixed"])
)
def test_no_data_are_too_strange(data: Any, kind: str) -> None:

    told = {"specversion": "1.0", "id": "1", "source": "s", "type": "t", "datacontenttype": kind}
    body = json.dumps({**told, "data": data}).encode()
    headers = {
        "content-type": "application/cloudevents+json",
        "webhook-timestamp": str(int(NOON.timestamp())),
    }
    try:
        raw = sealed(headers, body)
    except Unreadable:
        return
    assert opened(raw).body == body
    parse(raw)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'"text"',
        b"{}",
        b'{"specversion":"1.0","source":"s","type":"t"}',
        b'{"specversion":"1.0","id":"1","source":"s","type":""}',
        b'{"specversion":"0.3","id":"1","source":"s","type":"t"}',
        b'{"specversion":"1.0","id":1,"source":"s","type":"t"}',
        b'{"specversion":"1.0","id":"1","source":"s","type":"t","time":"yesterday"}',
        b'{"specversion":"1.0","id":"1","source":"s","type":"t","Bad-Name":"x"}',
        b'{"specversion":"1.0","id":"' + b"1" * 300 + b'","source":"s","type":"t"}',
        b'{"specversion":"1.0","id":"1\\u0000","source":"s","type":"t"}',
        b'{"specversion":"1.0","id":"1","source":"s","type":"t","data":' + b"[" * 100_000,
        b'{"specversion":"1.0","id":"1","source":"s","type":"t","data":"\\ud800"}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_event_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(Unreadable):
        event_of({"content-type": "application/cloudevents+json"}, body, NOON)


def test_batches_and_other_content_are_not_taken() -> None:
    for kind in ("application/cloudevents-batch+json", "application/json", ""):
        with pytest.raises(Unreadable, match="no CloudEvent"):
            event_of({"content-type": kind}, b"[]", NOON)
