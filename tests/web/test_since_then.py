"""What came of words since: whose mail somebody vouches for, what was put right, what newer words
replaced, and whose approval no longer counts."""

import html
import re
from pathlib import Path

import pytest

from seamline.wiring import Office
from tests.flows.playing import file_letter
from tests.web.desk import Visit, hash_on

CASE = "W1-4500018822"
LATER = {
    "sender": "shipping@kailun.example",
    "subject": "4500018822 item 10 - new ready date",
    "sent": "Thu, 12 Mar 2026 09:20:00 +0000",
    "text": "PO 4500018822 item 10, KLB-12 12,000 pcs, will be ready ex works 15 April 2026.",
}
CALLED = {"said_by": "Lily Chen", "how": "called the number on file"}


@pytest.fixture
def marta(delayed: Office) -> Visit:
    return Visit(delayed, "E001")


def shown(visit: Visit, part: str = "talk") -> str:
    return html.unescape(visit.page(f"/parts/{part}/{CASE}"))


def approve(visit: Visit) -> None:
    seen = hash_on(visit.page(f"/cases/{CASE}"))
    sent = visit.send(f"/cases/{CASE}/decide", verb="approve", seen=seen, reason="covers the gap")
    assert sent.status_code == 200, sent.text


def test_a_day_that_is_stated_otherwise_since_is_struck_out(
    delayed: Office, marta: Visit, tmp_path: Path
) -> None:
    assert "<del>2026-04-11</del>" not in shown(marta) + shown(marta, "beside")
    file_letter(delayed, tmp_path, **LATER)
    promises = shown(marta, "beside").partition("<h2>Promises")[2]
    assert "<b>2026-04-15</b>" in promises and "<del>2026-04-11</del>" in promises
    assert promises.index("2026-04-15") < promises.index("2026-04-11"), "what stands comes first"
    assert "<del>2026-04-11</del>" in shown(marta)


def test_whoever_proves_nothing_replaces_no_word_until_somebody_vouches(
    delayed: Office, marta: Visit, tmp_path: Path
) -> None:
    file_letter(delayed, tmp_path, **LATER, proof="none")
    told = shown(marta, "beside")
    assert "<b>2026-04-15</b>" in told and "<del>2026-04-11</del>" not in told
    assert '<span class="badge unauthenticated">unauthenticated</span>' in shown(marta)
    said = marta.send(f"/cases/{CASE}/confirm-sender", **CALLED)
    assert "Marta Oyelaran vouches for shipping@kailun.example" in said.text
    assert f"{CASE} was looked at with it" in said.text
    assert "<del>2026-04-11</del>" in shown(marta, "beside")
    assert "shipping@kailun.example, 12 Mar 2026, vouched for" in shown(marta, "beside")
    talk = shown(marta)
    assert ">Marta Oyelaran vouches for it</span>" in talk
    assert ">unauthenticated</span>" not in talk
    assert "Lily Chen confirmed it, called the number on file" in talk
    (message,) = [one.message for one in delayed.desk.case(CASE).news if one.vouched_by]
    assert "Marta Oyelaran vouches for it" in marta.page(f"/mail/{message}")


def test_a_correction_says_what_it_changed_whose_approval_fell_and_what_comes_next(
    delayed: Office, marta: Visit
) -> None:
    samir = Visit(delayed, "E007")
    approve(samir)
    form = {"field": "promised_date", "object": "10", "value": "2026-04-12", "reason": "misread"}
    said = html.unescape(marta.send(f"/cases/{CASE}/correct", **form).text)
    assert "2026-04-11 → 2026-04-12" in said and f"{CASE} assessed again: " in said
    assert "waits for" in said and "the approval of Samir Haddad no longer counts" in said
    talk = shown(samir)
    assert "corrected promised date of 4500018822/10: 2026-04-11 → 2026-04-12" in talk
    assert "No longer counts, because of this: the approval of Samir Haddad" in talk
    assert "Your approval no longer counts: Marta Oyelaran corrected promised_date" in talk
    assert re.search(r"<del>2026-04-11</del> <b>2026-04-12</b>.*put right by Marta Oyelaran", talk)
    approve(samir)
    assert "no longer counts:" not in shown(samir)


def test_facts_that_no_longer_hold_look_so_in_the_timeline(delayed: Office, marta: Visit) -> None:
    assert "no longer holds" not in shown(marta, "beside")
    form = {"field": "promised_date", "object": "10", "value": "2026-04-12", "reason": "misread"}
    marta.send(f"/cases/{CASE}/correct", **form)
    rows = shown(marta, "beside").partition('<ol class="timeline">')[2].split("<li")
    old = [one for one in rows if "no longer holds" in one]
    assert len([one for one in old if "<del>proposed</del>" in one]) == 1
    assert any("> proposed <span" in one for one in rows), "the one that stands looks so"
