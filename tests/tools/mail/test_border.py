"""Results our own border added count; results that a mail brought along from elsewhere do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.message import SenderVerdict
from tests.tools.mail.letters import letter, row
from tools.mail.border import results_of, written_by
from tools.mail.headers import read_block
from tools.mail.verdict import sender_verdict

KAILUN = "lily.chen@kailun.example"
OURS = "from out.kailun.example (out [192.0.2.7]) by mx.harlow.example with ESMTPS; x"
INSIDE = "from mx.harlow.example by store.harlow.example (Dovecot) with LMTP id 1; x"
FOREIGN = "from laptop by out.kailun.example with ESMTPSA; Tue, 10 Mar 2026 09:20:00 +0800"
PASS = "mx.harlow.example; dmarc=pass header.from=kailun.example"
FAIL = "mx.harlow.example; dmarc=fail header.from=kailun.example"
STRANGER = "mx.evil.example; dmarc=pass header.from=kailun.example"


def mail(*trace: str) -> bytes:
    names = {True: "Authentication-Results", False: "Received"}
    lines = [f"{names['dmarc=' in one]}: {one}\r\n".encode() for one in trace]
    return b"".join(lines) + letter(From=KAILUN)


def judge(raw: bytes, *own_hosts: str) -> SenderVerdict:
    return sender_verdict(
        raw,
        authserv_id="mx.harlow.example",
        contacts=[row("contacts", "CT1", partner_id="V1", mail=KAILUN)],
        partners=[row("partners", "V1", mail_domains="kailun.example", status="active")],
        own_hosts=own_hosts,
    )


BELIEVED = {
    "no trace at all": (PASS,),
    "on top": (PASS, OURS, FOREIGN),
    "below our own line, as a milter adds it": (OURS, PASS, FOREIGN),
    "after another host of ours": (INSIDE, PASS, OURS, FOREIGN),
    "a stranger's first": (STRANGER, PASS, OURS, FOREIGN),
    "and one it brought": (PASS, OURS, FOREIGN, FAIL),
}


@pytest.mark.parametrize("name", BELIEVED)
def test_what_our_border_found_is_believed(name: str) -> None:
    assert judge(mail(*BELIEVED[name])).verdict == "authenticated"


BROUGHT = {
    "below a foreign line": (FOREIGN, PASS),
    "below ours and a foreign one": (OURS, FOREIGN, PASS),
    "between a foreign line and one like ours": (FOREIGN, PASS, OURS),
    "below one that calls itself ours": (FOREIGN.replace("laptop", "mx.harlow.example"), PASS),
    "below one that calls itself by": (FOREIGN.replace("laptop", "by"), PASS),
    "below one with our name in a comment": (f"(by mx.harlow.example) {FOREIGN}", PASS),
    "below a name like ours": (OURS.replace("by mx.harlow", "by mx.harlow.example.evil"), PASS),
    "below a name that ends like ours": (OURS.replace("by mx.harlow", "by mx.notharlow"), PASS),
    "below one whose own name goes on": ("from x by mx.harlow.example by relay.foreign; x", PASS),
    "below one that names nobody": ("from laptop; x", PASS),
    "below one that does not end": (f"{OURS} (", PASS),
}


@pytest.mark.parametrize("name", BROUGHT)
def test_what_a_mail_brought_along_proves_nothing_and_the_reason_says_so(name: str) -> None:
    found = judge(mail(*BROUGHT[name]))
    assert (found.verdict, found.domain_proven) == ("unauthenticated", "")
    assert any("stands below a Received line of" in one for one in found.reasons)


def test_what_a_mail_brought_along_takes_nothing_from_what_our_border_found() -> None:
    assert judge(mail(FAIL, OURS, FOREIGN, PASS)).verdict == "suspect"


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("filter7.hosting.example", "hosting.example"),
        ("2002:a05:6402:1e91::", "2002:"),
        ("localhost", "localhost"),
    ],
)
def test_a_server_the_settings_name_is_ours(host: str, own: str) -> None:
    raw = mail(f"by {host} with SMTP id 7; x", PASS, OURS, FOREIGN)
    assert judge(raw).verdict == "unauthenticated"
    assert judge(raw, own).verdict == "authenticated"


@pytest.mark.parametrize(
    ("host", "own"), [("10.0.0.1.evil.example", "10.0."), ("2002:evil.example", "2002:")]
)
def test_a_name_that_begins_like_an_address_of_ours_is_not_ours(host: str, own: str) -> None:
    raw = mail(f"by {host} with SMTP id 7; x", PASS, OURS, FOREIGN)
    assert judge(raw, own).verdict == "unauthenticated"


@pytest.mark.parametrize(
    "server",
    [
        "harlow.example", "harlow.co.uk", "mx.harlow.example", "harlow.github.io",
        "mx.harlow.eu.org", "mx.harlow.waw.pl", "harlow.onmicrosoft.com",
    ],
)  # fmt: skip
def test_a_server_named_by_its_domain_makes_no_stranger_ours(server: str) -> None:
    """Not every host and sender under the same suffix is of our own house."""
    host = server.replace("harlow", "evil")
    sender = f"lily@kailun.{server.partition('harlow.')[2]}"
    results = f"{server}; dmarc=pass header.from={sender.rpartition('@')[2]}"
    trace = f"Received: from x by {host} with SMTP; x\r\nAuthentication-Results: {results}\r\n"
    found = sender_verdict(
        trace.encode() + letter(From=sender),
        authserv_id=server,
        contacts=[row("contacts", "CT1", partner_id="V1", mail=sender)],
        partners=[row("partners", "V1", mail_domains=sender.rpartition("@")[2], status="active")],
    )
    assert found.domain_proven == ""
    assert not any("our own domain" in one for one in found.reasons)


@given(st.lists(st.sampled_from([OURS, INSIDE, FOREIGN, PASS, STRANGER]), max_size=8))
def test_no_result_counts_that_stands_below_a_line_of_another_server(trace: list[str]) -> None:
    found = results_of(read_block(mail(*trace)), "mx.harlow.example", ())
    above = trace[: trace.index(FOREIGN)] if FOREIGN in trace else trace
    assert found.added == [one for one in above if "dmarc=" in one]
    assert len(found.added) + len(found.brought) == sum("dmarc=" in one for one in trace)


@given(st.text(max_size=80))
def test_any_received_line_names_one_host_or_none(text: str) -> None:
    assert " " not in written_by(text)
