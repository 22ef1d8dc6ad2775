"""Who sent it: what the bytes prove beside master data, and every way to pretend."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.message import VERDICTS, SenderVerdict
from domain.record import Row
from tests.tools.mail.letters import CASES, PASS, letter, needed, row, rows
from tools.mail.lookalike import looks_like
from tools.mail.verdict import sender_verdict

CONTACTS = [
    row("contacts", "CT1", partner_id="V1", name="Lily Chen", mail="lily.chen@kailun.example"),
    row("contacts", "CT2", partner_id="V2", name="Desk", mail="desk@sleeper.example"),
    row("contacts", "CT3", partner_id="V1", name="Agent", mail="agent@elsewhere.example"),
]
PARTNERS = [
    row("partners", "V1", mail_domains=" Kailun.example ", status="active"),
    row("partners", "V2", mail_domains="sleeper.example", status="blocked"),
    row("partners", "V3", mail_domains="ridgeway.example, ridgeway.co.uk", status="active"),
]
PEOPLE = [row("people", "E1", name="Joel", mail="joel@harlow.example")]
KAILUN = "lily.chen@kailun.example"


def judge(raw: bytes, people: list[Row] = PEOPLE) -> SenderVerdict:
    return sender_verdict(
        raw,
        authserv_id="mx.harlow.example",
        contacts=CONTACTS,
        partners=PARTNERS,
        people=people,
    )


def proven(sender: str, **headers: str) -> bytes:
    domain = sender.rpartition("@")[2].rstrip(">").lower()
    return letter(**{"Authentication_Results": PASS.format(domain), "From": sender, **headers})


@pytest.mark.parametrize(
    "sender",
    [
        KAILUN,
        "LILY.Chen@KAILUN.example",
        f"Lily Chen <{KAILUN}>",
        f'"Chen, Lily" <{KAILUN}>',
        f"{KAILUN} <{KAILUN}>",
        f"=?utf-8?q?Lily_=E9=99=88?= <{KAILUN}>",
        f"Lily 陈 <{KAILUN}>",
    ],
)
def test_a_contact_with_a_pass_is_authenticated(sender: str) -> None:
    found = judge(proven(sender))
    assert (found.verdict, found.partner_id, found.contact_id) == ("authenticated", "V1", "CT1")
    assert found.domain_proven == "kailun.example"
    assert found.address.lower() == KAILUN


NO_PASS = {
    "nothing": "",
    "another server's": "mx.evil.example; dmarc=pass header.from=kailun.example",
    "a longer name": "mx.harlow.example.evil.example; dmarc=pass header.from=kailun.example",
    "softer words": "mx.harlow.example; dmarc=bestguesspass header.from=kailun.example",
    "none": "mx.harlow.example; dmarc=none header.from=kailun.example",
    "spf alone": "mx.harlow.example; spf=pass smtp.mailfrom=kailun.example; dkim=pass",
    "in a comment": "mx.harlow.example; spf=none (; dmarc=pass header.from=kailun.example)",
    "in quotes": 'mx.harlow.example; spf=none reason="; dmarc=pass header.from=kailun.example"',
    "open comment": "mx.harlow.example; dmarc=pass header.from=kailun.example (",
    "twice": "mx.harlow.example; dmarc=pass header.from=kailun.example; dmarc=none",
}


@pytest.mark.parametrize("name", NO_PASS)
def test_without_our_servers_pass_a_contact_is_unauthenticated(name: str) -> None:
    found = judge(letter(From=KAILUN, Authentication_Results=NO_PASS[name]))
    assert (found.verdict, found.domain_proven) == ("unauthenticated", "")


def test_only_the_topmost_header_of_our_server_counts() -> None:
    forged = b"Authentication-Results: " + PASS.format("kailun.example").encode() + b"\r\n"
    failed = b"Authentication-Results: mx.harlow.example; dmarc=none\r\n"
    other = b"Authentication-Results: mx.other.example; dmarc=fail\r\n"
    assert judge(failed + forged + letter(From=KAILUN)).verdict == "unauthenticated"
    assert judge(other + forged + letter(From=KAILUN)).verdict == "authenticated"


def test_the_results_header_is_read_with_comments_folds_and_versions() -> None:
    header = (
        "MX.Harlow.example 1; spf=pass (a (b) c)\r\n smtp.mailfrom=x;\r\n\t"
        "dmarc=PASS (p=REJECT; x) header.from=Kailun.example"
    )
    assert judge(letter(From=KAILUN, Authentication_Results=header)).verdict == "authenticated"


SUSPECT = {
    "address as name": letter(From=f"{KAILUN} <x@evil.example>"),
    "address as quoted name": letter(From=f'"{KAILUN}" <x@evil.example>'),
    "encoded address as name": letter(
        From="=?utf-8?q?lily=2Echen=40kailun=2Eexample?= <x@evil.example>"
    ),
    "address with a wide at as name": letter(From="lily.chen＠kailun.example <x@evil.example>"),
    "domain as name": letter(From="kailun.example <x@evil.example>"),
    "a contact's name": letter(From="Lily Chen <lily@evil.example>"),
    "a contact's name turned": letter(From='"Chen, Lily" <lily@evil.example>'),
    "group": proven(KAILUN, From=f"Kailun: {KAILUN};"),
    "comment": proven(KAILUN, From=f"(x@evil.example) {KAILUN}"),
    "two addresses": proven(KAILUN, From=f"{KAILUN}, x@evil.example"),
    "two brackets": proven(KAILUN, From=f"<x@evil.example> <{KAILUN}>"),
    "route": proven(KAILUN, From=f"<@evil.example:{KAILUN}>"),
    "text after": proven(KAILUN, From=f"<{KAILUN}> x@evil.example"),
    "open quote": proven(KAILUN, From=f'"Lily <{KAILUN}>'),
    "no at": proven(KAILUN, From="Lily Chen"),
    "no From": proven(KAILUN, From=""),
    "no top label": letter(From="root@localhost"),
    "not ascii": letter(From="lily.chen@kаilun.example"),
    "turned text": proven(KAILUN, From=f"a\u202eb <{KAILUN}>"),
    "two From": b"From: x@evil.example\r\n" + proven(KAILUN),
    "two From, blank before colon": b"From : x@evil.example\r\n" + proven(KAILUN),
    "two Subject": b"Subject: a\r\n" + proven(KAILUN),
    "two Reply-To": b"Reply-To: a@b.example\r\nReply-To: c@d.example\r\n" + proven(KAILUN),
    "malformed line": b"no header at all\r\n" + proven(KAILUN),
    "bare return": b"X: a\rFrom: x@evil.example\r\n" + proven(KAILUN),
    "zero byte": b"X: \x00\r\n" + proven(KAILUN),
    "long From": proven(KAILUN, From="a" * 30_000 + f" <{KAILUN}>"),
    "fail": letter(
        From=KAILUN,
        Authentication_Results="mx.harlow.example; dmarc=fail header.from=kailun.example",
    ),
    "pass for another": letter(From=KAILUN, Authentication_Results=PASS.format("evil.example")),
    "our own without a pass": letter(From="joel@harlow.example"),
    "below our own without a pass": letter(From="joel@mail.harlow.example"),
    "like our own": proven("joel@har1ow.example"),
    "answers elsewhere": proven(KAILUN, Reply_To="lily.chen@mail.example"),
    "answers to another partner": proven(KAILUN, Reply_To="desk@ridgeway.example"),
    "answers to two": proven(KAILUN, Reply_To="a@kailun.example, b@evil.example"),
    "another sender": letter(From=KAILUN, Sender="x@evil.example"),
    "headers without end": b"X: " + b"y" * 5_000_000,
    "nothing": b"",
}


@pytest.mark.parametrize("name", SUSPECT)
def test_pretending_is_suspect(name: str) -> None:
    found = judge(SUSPECT[name])
    assert found.verdict == "suspect"
    assert found.reasons


LIKE = [
    "kailum.example",
    "kailun.com",
    "kailun.co.uk",
    "kailun-electronics.example",
    "kailun-pay.example",
    "kailunelectronics.example",
    "my-kailun.example",
    "kai-lun.example",
    "ka1lun.example",
    "kallun.example",
    "kialun.example",
    "kailuun.example",
    "kaiiun.example",
    "kailun.example.evil.example",
    "kailun.evil.example",
    "kailun-example.evil.example",
    "xn--kilun-3ve.example",
    "rid9eway.example",
    "ridgevvay.example",
    "ridgeway.com",
    "ridgeways.co.uk",
]


@pytest.mark.parametrize("domain", LIKE)
def test_look_alike_domains_are_suspect_even_with_their_own_pass(domain: str) -> None:
    found = judge(proven(f"lily.chen@{domain}"))
    assert found.verdict == "suspect"
    assert found.partner_id == ""


def test_a_colleagues_name_at_a_strangers_domain_is_suspect() -> None:
    people = [row("people", "E2", name="Dana Reyes", mail="dana.reyes@harlow.example")]
    for name in ("Dana Reyes", '"REYES, Dana"'):
        found = judge(proven(f"{name} <d.reyes@mail.example>"), people)
        assert found.verdict == "suspect"
        assert "the display name is that of a colleague" in found.reasons
    assert judge(proven("Dana Reyes <dana.reyes@harlow.example>"), people).verdict != "suspect"
    assert judge(proven(f"Dana Reyes <{KAILUN}>"), people).verdict == "authenticated"
    assert judge(proven("Dana Royce <d@mail.example>"), people).verdict == "unknown_sender"


@pytest.mark.parametrize(
    "domain", ["marmarayay.example", "gmail.com", "orion.example", "bluequay.example"]
)
def test_strangers_are_unknown(domain: str) -> None:
    assert judge(proven(f"x@{domain}")).verdict == "unknown_sender"


@pytest.mark.parametrize(
    ("sender", "partner"),
    [
        ("new@kailun.example", "V1"),
        ("new@mail.kailun.example", "V1"),
        ("new@ridgeway.co.uk", "V3"),
        ("desk@sleeper.example", "V2"),
        ("nobody@harlow.example", ""),
    ],
)
def test_known_domain_alone_or_a_sleeping_partner_stays_unknown(sender: str, partner: str) -> None:
    found = judge(proven(sender))
    assert (found.verdict, found.partner_id) == ("unknown_sender", partner)


def test_a_colleague_with_a_pass_is_authenticated() -> None:
    found = judge(proven("joel@harlow.example"))
    assert (found.verdict, found.partner_id, found.contact_id) == ("authenticated", "", "E1")
    assert judge(proven("joel@harlow.example"), people=[]).verdict == "unknown_sender"


@pytest.mark.parametrize(
    "reply",
    [
        "no-reply@kailun.example",
        "x@mail.kailun.example",
        "agent@elsewhere.example",
        f"L <{KAILUN}>",
    ],
)
def test_answers_within_the_house_are_fine(reply: str) -> None:
    assert judge(proven(KAILUN, Reply_To=reply)).verdict == "authenticated"


def test_one_address_of_two_partners_speaks_for_neither() -> None:
    twice = [*CONTACTS, row("contacts", "CT9", partner_id="V3", name="Lily", mail=KAILUN)]
    found = sender_verdict(
        proven(KAILUN), authserv_id="mx.harlow.example", contacts=twice, partners=PARTNERS
    )
    assert (found.verdict, found.partner_id) == ("unknown_sender", "")


def test_without_a_configured_server_nothing_is_proven() -> None:
    found = sender_verdict(proven(KAILUN), authserv_id="", contacts=CONTACTS, partners=PARTNERS)
    assert found.verdict == "unauthenticated"


def test_short_names_are_not_called_alike() -> None:
    assert looks_like("abc.example", ["abd.example"]) is None
    assert looks_like("yterm.example", ["kyo.example"]) is None


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=80), st.binary(max_size=80))
def test_made_up_headers_never_raise_and_never_reach_the_top(one: bytes, two: bytes) -> None:
    raw = b"From: " + one + b"\r\nAuthentication-Results: " + two + b"\r\n\r\nhi"
    assert judge(raw).verdict != "authenticated"


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(' <>@",:;()\\ab.\r\n\t=?\udcff'), max_size=30))
def test_additions_to_from_never_keep_another_address(extra: str) -> None:
    found = judge(proven(KAILUN, From=f"{extra} <x@evil.example>"))
    assert found.address in ("", "x@evil.example")
    assert found.verdict != "authenticated"


def test_the_public_mails_have_the_verdicts_of_their_truth() -> None:
    contacts, partners = rows("contacts", "contact_id"), rows("partners", "partner_id")
    people = rows("people", "person_id")
    folder = needed(CASES / "mail")
    truths = map(json.loads, (folder / "truth.jsonl").read_text().splitlines())
    sent = map(json.loads, (folder / "emails.jsonl").read_text().splitlines())
    passed = {one["id"]: one["auth"] == "pass" for one in sent}
    onboarding = {"P1-a", "P1-b"}  # not yet partners: nobody's address on file
    for truth in truths:
        found = sender_verdict(
            (folder / f"{truth['id']}.eml").read_bytes(),
            authserv_id="mx.harlow.example",
            contacts=contacts,
            partners=partners,
            people=people,
        )
        for trap in truth["traps"]:
            most = trap["predicate"].get("sender_verdict_at_most")
            if most:
                assert VERDICTS.index(found.verdict) >= VERDICTS.index(most)
        if truth["id"] in onboarding:
            assert found.verdict == "unknown_sender"
        elif passed[truth["id"]]:
            assert found.verdict == "authenticated", (truth["id"], found.reasons)
