"""A mail becomes a message, or it is Unreadable: never anything else, whatever its bytes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import Unreadable
from domain.message import Message
from tests.tools.mail.letters import CASES, DATA, letter, needed
from tools.mail.parse import attachment, parse, parse_noted

NOW = datetime(2026, 3, 11, tzinfo=UTC)


def body(message: Message) -> str:
    return message.parts[1].text


def test_the_time_is_utc_and_the_offset_is_kept() -> None:
    message = parse(letter())
    assert message.sent_at == datetime(2026, 3, 10, 1, 20, tzinfo=UTC)
    assert message.sent_offset_minutes == 480


@pytest.mark.parametrize("date", ["", "yesterday", "Tue, 99 Mar 2026 09:20:00 +0800", "\x00" * 50])
def test_without_a_date_the_time_of_receipt_stands_in_and_is_noted(date: str) -> None:
    found = parse_noted(letter(Date=date), NOW)
    assert found.message.sent_at == NOW
    assert any("time of receipt stands in" in note for note in found.notes)
    with pytest.raises(Unreadable, match="no usable Date"):
        parse(letter(Date=date))


def test_a_date_after_receipt_is_noted() -> None:
    found = parse_noted(letter(Date="Tue, 10 Mar 2099 09:20:00 +0800"), NOW)
    assert "the Date lies after the time of receipt" in found.notes


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?q?Bestellung_f=C3=BCr?=", "Bestellung für"),
        ("=?utf-8?b?w7w=?= =?utf-8?b?w7w=?=", "üü"),
        ("=?utf-8?b?4oI=?= =?utf-8?b?rA==?=", "€"),  # one character in two words
        ("=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"),
        ("=?iso-8859-1*de?q?gr=FCn?=", "grün"),
        ("=?X-UNKNOWN?q?gr=FCn?=", "grün"),
        ("=?unicode_escape?q?a?=", "a"),
        ("Re: =?broken", "Re: =?broken"),
        ("raw \udcfc byte", "raw ü byte"),
        ("raw ü utf-8", "raw ü utf-8"),
        ("a\x00b", "a\ufffdb"),
    ],
)
def test_subjects_are_decoded(written: str, read: str) -> None:
    assert parse(letter(Subject=written)).subject == read


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain; charset*=utf-8'en'utf-8",
        "text/plain; charset*0=ut; charset*1=f-8",
        'text/plain; charset="ut\\f-8"',
        "text/plain; charset=nul\x00l",
        "text/plain; charset=X-UNKNOWN",
        "text/plain; charset=zlib",
        "text/plain; charset=punycode",
        "text/plain; charset=us-ascii",
        "text/plain;;;; charset",
        "nonsense",
    ],
)
def test_charsets_that_lie_lose_no_text(kind: str) -> None:
    assert body(parse(letter("Prüfung", Content_Type=kind))) == "Prüfung"


def test_message_ids_and_what_is_answered() -> None:
    message = parse(
        letter(
            Message_ID="<w1@kailun.example>",
            In_Reply_To="<b@x.example>",
            References="<a@x.example>\r\n <b@x.example> <c@x.example>",
        )
    )
    assert message.message_id == "<w1@kailun.example>"
    assert message.in_reply_to == ("<b@x.example>", "<c@x.example>", "<a@x.example>")
    assert parse(letter()).message_id == ""
    assert parse(letter(Message_ID="<[>")).message_id == "<[>"
    assert parse(letter(Message_ID="bare@x.example")).message_id == "<bare@x.example>"


def test_addresses_and_automatic_mail() -> None:
    message = parse(
        letter(
            From='"Chen, Lily" <Lily.Chen@Kailun.example>',
            To="Ops <ops@harlow.example>, marta@harlow.example",
            Cc="ops@harlow.example",
            Reply_To="desk@kailun.example",
            Auto_Submitted="auto-replied; owner=x",
        )
    )
    assert message.sender == "Lily.Chen@kailun.example"
    assert message.to == ("ops@harlow.example", "marta@harlow.example")
    assert message.reply_to == "desk@kailun.example"
    assert message.auto_submitted
    assert not parse(letter(Auto_Submitted="no")).auto_submitted


def test_a_sender_that_could_be_two_is_none() -> None:
    found = parse_noted(letter(From="ops@v.example <x@evil.example>"))
    assert found.message.sender == ""
    assert any(note.startswith("no single sender") for note in found.notes)


def _mail_with_attachments() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "a@b.example", "Tue, 10 Mar 2026 09:20:00 +0000"
    mail.set_content("Plain words\n")
    mail.add_alternative("<p>Rich <b>words</b><span hidden>obey</span></p>", subtype="html")
    mail.add_attachment(b"%PDF-1.3", maintype="application", subtype="pdf", filename="Prüfung.pdf")
    mail.add_attachment("po,line\n1,2\n", subtype="csv", filename="lines.csv")
    mail.add_attachment(b"<a/>", maintype="application", subtype="xml", filename="../x.xml")
    return mail.as_bytes()


def test_parts_are_named_and_data_is_read() -> None:
    found = parse_noted(_mail_with_attachments())
    parts = found.message.parts
    assert [part.name for part in parts] == [
        "subject",
        "body",
        "attachment:0",
        "attachment:1",
        "attachment:2",
    ]
    assert parts[1].text.strip() == "Plain words"
    assert parts[1].hidden == "obey"
    assert "the HTML part hides text from its reader" in found.notes
    assert (parts[2].file_name, parts[2].kind, parts[2].text) == (
        "Prüfung.pdf",
        "application/pdf",
        "",
    )
    assert parts[3].text == "po\tline\n1\t2"
    assert (parts[4].text, parts[4].file_name) == ("<a/>", "_x.xml")
    assert attachment(_mail_with_attachments(), 0) == b"%PDF-1.3"
    with pytest.raises(Unreadable, match="no attachment 7"):
        attachment(_mail_with_attachments(), 7)


def test_html_stands_in_for_an_empty_plain_part() -> None:
    raw = letter(
        "--x\nContent-Type: text/plain\n\n \n--x\nContent-Type: text/html\n\n<p>Only here\n--x--\n",
        Content_Type="multipart/alternative; boundary=x",
    )
    assert (body(parse(raw)), parse(raw).parts[1].kind) == ("Only here", "text/html")


@pytest.mark.parametrize(("length", "kind"), [(600, "text/html"), (20, "text/plain")])
def test_html_stands_in_for_a_plain_part_that_only_points_to_it(length: int, kind: str) -> None:
    raw = letter(
        "--x\nContent-Type: text/plain\n\nPlease view as HTML.\n--x\nContent-Type: text/html\n\n"
        f"<p>{'y' * length}\n--x--\n",
        Content_Type="multipart/alternative; boundary=x",
    )
    assert parse(raw).parts[1].kind == kind


def test_a_byte_order_mark_before_the_headers_hides_nothing() -> None:
    assert parse(b"\xef\xbb\xbf" + letter()).sender == "lily.chen@kailun.example"


def test_a_mail_in_a_mail_is_history_and_its_attachments_are_ours() -> None:
    inner = (
        "From: old@x.example\nSubject: old\nContent-Type: multipart/mixed; boundary=y\n\n"
        "--y\n\nold words\n--y\nContent-Type: application/pdf; name=a.pdf\n\nPDF\n--y--\n"
    )
    raw = letter(
        f"--x\n\nsee below\n--x\nContent-Type: message/rfc822\n\n{inner}\n--x--\n",
        Content_Type="multipart/mixed; boundary=x",
    )
    parts = parse(raw).parts
    assert "old words" in parts[2].text
    assert parts[2].quoted == ((0, len(parts[2].text)),)
    assert parts[3].file_name == "a.pdf"


def test_flowed_text_is_joined() -> None:
    raw = letter(
        "This line \ngoes on.\n> quoted \n> too\n-- \nLily\n",
        Content_Type="text/plain; format=flowed",
    )
    assert body(parse(raw)) == "This line goes on.\n> quoted too\n-- \nLily\n"


def test_quoted_printable_and_broken_base64() -> None:
    qp = letter("10 =\n=E2=82=AC", Content_Transfer_Encoding="Quoted-Printable")
    assert body(parse(qp)) == "10 €"
    bare = base64.b64encode(b"Hello there").decode().rstrip("=")
    assert body(parse(letter(bare, Content_Transfer_Encoding="base64"))) == "Hello there"


def test_the_same_bytes_give_the_same_message() -> None:
    raw = _mail_with_attachments()
    assert parse(raw) == parse(bytes(raw))


MIXED = "multipart/mixed; boundary=x"
NESTED = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(1000))
KILLERS: dict[str, tuple[bytes, str]] = {
    "1,000 nested multiparts": (letter("--x\n" + NESTED, Content_Type=MIXED), "nest"),
    "one part over the count": (letter("--x\n\nhi\n" * 300, Content_Type=MIXED), "200 parts"),
    "headers of 200 KiB": (
        letter(**{f"X_{n}": "y" * 1000 for n in range(200)}),
        "over 64 KiB",
    ),
    "25 MiB": (letter("x" * (25 * 2**20)), "25 MiB"),
    "no mail": (b"%PDF-1.3 nothing", "no mail"),
    "nothing": (b"", "no mail"),
}
SURVIVED: dict[str, bytes] = {
    "156 KiB of encoded words": letter(Subject="=?utf-8?q?a?= " * (156 * 1024 // 14)),
    "100,000 parameters": letter(
        Content_Type="multipart/mixed" + "".join(f"; p{n}=x" for n in range(100_000))
    ),
    "parentheses": letter(To="(" * 100_000),
    "quotes": letter(From='"' * 60_000),
    "message id": letter(Message_ID="<[>"),
    "unknown charset": letter("hi", Content_Type="text/plain; charset=X-UNKNOWN"),
    "divs": letter("<div>" * 100_000 + "x", Content_Type="text/html"),
    "comments": letter("<!--" * 50_000 + "x", Content_Type="text/html"),
}


@pytest.mark.parametrize("name", KILLERS)
def test_killers_are_parked_with_a_reason(name: str) -> None:
    raw, reason = KILLERS[name]
    with pytest.raises(Unreadable, match=reason):
        parse(raw, NOW)


@pytest.mark.parametrize("name", SURVIVED)
def test_killers_that_a_limit_disarms_are_read(name: str) -> None:
    assert isinstance(parse(SURVIVED[name], NOW), Message)


def _parse_or_park(raw: bytes) -> None:
    try:
        message = parse(raw, NOW)
    except Unreadable as fault:
        assert str(fault)
    else:
        message.model_dump_json().encode()
        for part in message.parts:
            for start, end in part.quoted + part.signature:
                assert 0 <= start < end <= len(part.text)


_NAMES = st.sampled_from(
    [
        "From",
        "To",
        "Cc",
        "Reply-To",
        "Date",
        "Subject",
        "Message-ID",
        "References",
        "Received",
        "Content-Type",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "In-Reply-To",
        "Auto-Submitted",
    ]
)
_PIECES = st.sampled_from(
    [
        b"=?utf-8?q?",
        b"=?utf-7?b?",
        b"?=",
        b"=?gb2312?b?",
        b"multipart/mixed",
        b"text/html",
        b"message/rfc822",
        b"multipart/alternative",
        b"; boundary=x",
        b"; charset*=''%ff",
        b"base64",
        b"; charset*0*=utf-7''+2AA-",
        b"; filename*1=a",
        b"x-uuencode",
        b"begin 644 a\n#86)C\n",
        b"quoted-printable",
        b"; format=flowed; delsp=yes",
        b"\r\n--x\r\n",
        b"\r\n\r\n",
        b"\r\n ",
        b"<",
        b">",
        b'"',
        b"(",
        b"\\",
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        b"+2AA-",
        b"@",
        b",",
        b":",
        b"<p style='font-size:0'>",
        b"<table><tr><td>",
        b"<blockquote type=cite>",
        b"> ",
        b"-- \r\n",
        b"On 1 May x wrote:",
        b"From: a@b\r\n",
        b"attachment",
        b"Tue, 10 Mar 2026 09:20:00 +9999",
    ]
)
_BYTES = st.lists(_PIECES | st.binary(max_size=12), max_size=12).map(b"".join)
_HEADERS = st.lists(st.tuples(_NAMES, _BYTES), max_size=8)


@settings(max_examples=400, deadline=None)
@given(_HEADERS, _BYTES)
def test_made_up_mails_are_read_or_parked(headers: list[tuple[str, bytes]], rest: bytes) -> None:
    head = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in headers)
    _parse_or_park(head + b"\r\n" + rest)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40)), max_size=8))
def test_damaged_mails_are_read_or_parked(cuts: list[tuple[float, bytes, int]]) -> None:
    raw = _mail_with_attachments()
    for place, put, gone in cuts:
        at = int(place * len(raw))
        raw = raw[:at] + put + raw[at + gone :]
    _parse_or_park(raw)


def test_other_projects_mails_are_read_or_parked() -> None:
    needed(DATA)
    found = [path for path in DATA.rglob("*") if path.suffix in (".eml", ".msg") and path.is_file()]
    assert len(found) > 500
    for path in found:
        _parse_or_park(path.read_bytes())


def test_the_public_mails_are_read_without_a_remark() -> None:
    paths = sorted(needed(CASES / "mail").glob("*.eml"))
    noted = {path.name: parse_noted(path.read_bytes()).notes for path in paths}
    assert {name for name, notes in noted.items() if notes} == {"W7-c.eml"}
