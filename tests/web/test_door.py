"""The door for posted events: what is proven is filed once, all else refused and on record."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.errors import BadInput
from memory import chain
from seamline import views
from seamline.event_sources import sources_of
from seamline.filing import file_mails
from seamline.web.door import Answer, Door, Request
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.tools.events.posts import (
    NOON,
    OTHER,
    SECRET,
    SOURCE,
    TEXT,
    Post,
    binary,
    chat,
    event,
    signed,
    structured,
)
from tests.web.conftest import CHAT, CHAT_SECRET

CASE = "W1-4500018822"
Take = Callable[[Post], Answer]


def facts(office: Office, *kinds: str) -> list[dict[str, Any]]:
    with office.ledger.reading() as connection:
        return [one.body for one in chain.of_kind(connection, *kinds)]


def envelope(office: Office) -> bytes:
    [filed] = facts(office, "message_filed")
    return office.blobs.read(filed["sha256"])


@pytest.mark.parametrize("post", [structured, binary])
def test_a_signed_event_is_read_as_its_sources_word_and_opens_a_case(
    office: Office, take: Take, post: Callable[..., Post]
) -> None:
    assert take(post(event())).status == 202
    office.desk.advance()
    [news] = office.desk.case(CASE).news
    assert (news.verdict, news.partner_id, news.contact_id) == ("authenticated", "V1001", "CT02")
    [date] = [one for one in news.statements if one.field == "promised_date"]
    assert str(date.value.span) == "2026-04-20"
    rulings = office.desk.case(CASE).rulings
    assert not [one for one in rulings if one.outcome == "never"]


def test_the_stored_bytes_alone_prove_it_again(office: Office, take: Take) -> None:
    take(structured(event()))
    raw = envelope(office)
    assert office.deps.verdict(raw).verdict == "authenticated"
    forged = raw.replace(b"2026 12:00:00", b"2026 12:00:01")
    assert office.deps.verdict(forged).verdict == "suspect"


def test_the_same_event_again_is_one_message(office: Office, take: Take) -> None:
    first = take(structured(event()))
    later = structured(event(), at=NOON + timedelta(seconds=40))  # a repeat is signed anew
    again = take(later)
    assert (first.status, again.status, again.outcome) == (202, 200, "repeated")
    assert again.key == first.key
    assert len(facts(office, "message_filed")) == 1


def test_another_body_under_the_same_id_is_refused_and_noted(office: Office, take: Take) -> None:
    take(structured(event()))
    answer = take(structured(event(TEXT.replace("20 April", "27 April"))))
    assert (answer.status, answer.outcome) == (409, "refused")
    assert len(facts(office, "message_filed")) == 1
    [noted] = facts(office, "event_refused")
    assert "another body" in noted["reason"]
    other = take(structured(event(id="e-2")))
    assert other.status == 202


def refused(office: Office, answer: Answer, status: int, words: str) -> None:
    assert (answer.status, answer.outcome) == (status, "refused")
    assert words in answer.reason
    assert facts(office, "message_filed") == []
    assert facts(office, "event_refused")[-1]["reason"] == answer.reason


def test_what_is_not_signed_or_wrongly_signed_is_refused(office: Office, take: Take) -> None:
    headers, body = structured(event())
    unsigned = {name: text for name, text in headers.items() if name != "webhook-signature"}
    refused(office, take((unsigned, body)), 401, "not signed")
    refused(office, take((headers, body + b" ")), 401, "no live secret")
    refused(office, take(structured(event(), secret=CHAT_SECRET)), 401, "another source")
    strangers = event(source="https://elsewhere.example")
    refused(office, take(structured(strangers)), 401, "another source")
    refused(office, take(({}, b"")), 401, "not signed")


def test_what_is_stale_or_early_is_refused(office: Office, take: Take) -> None:
    for seconds in (-301, 301, -86_400):
        post = structured(event(), at=NOON + timedelta(seconds=seconds))
        refused(office, take(post), 400, "out of the window")
    headers, body = structured(event())
    for text in ("", "noon"):
        answer = take(({**headers, "webhook-timestamp": text}, body))
        assert answer.status in (400, 401)


def test_in_binary_mode_the_id_is_bound_by_the_signature(office: Office, take: Take) -> None:
    headers, body = binary(event())
    refused(office, take(({**headers, "ce-id": "e-2"}, body)), 401, "webhook-id")
    assert take((headers, body)).status == 202


def test_two_headers_of_one_name_are_refused(office: Office, door: Door) -> None:
    headers, body = structured(event())
    twice = [*headers.items(), ("Webhook-Id", "other")]
    refused(office, door.take(Request(twice, body, "192.0.2.1")), 400, "two webhook-id")


def test_what_is_signed_and_no_event_is_refused(office: Office, take: Take) -> None:
    headers = {"content-type": "application/cloudevents+json"}
    refused(office, take(signed(headers, b"{}", SECRET, NOON, "e-1")), 400, "no CloudEvent")
    plain = {"content-type": "application/json"}
    refused(office, take(signed(plain, b"{}", SECRET, NOON, "e-1")), 400, "no CloudEvent")


def test_a_source_speaks_for_the_partner_in_settings_whoever_it_names(
    office: Office, take: Take
) -> None:
    mail = b"From: sales@brightwell.example\r\nSubject: delay\r\n\r\n" + TEXT.encode()
    take(structured(event(mail, "message/rfc822", subject="partner V1010, contact CT21")))
    office.desk.advance()
    [news] = office.desk.case(CASE).news
    assert (news.partner_id, news.contact_id) == ("V1001", "CT02")


def test_a_chat_tool_is_heard_and_proves_nobody(office: Office, take: Take) -> None:
    said = chat(TEXT, source=CHAT)
    assert take(structured(said, secret=CHAT_SECRET)).status == 202
    office.desk.advance()
    state = office.desk.case(CASE)
    assert [one.verdict for one in state.news] == ["unauthenticated"]
    assert office.deps.verdict(envelope(office)).reasons[-1] == "it relays what people say"


def test_secrets_are_rotated_without_a_gap(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def office_with(secrets: str, retired: str = "") -> Office:
        text = workspace.settings_file.read_text(encoding="utf-8")
        old = next(line for line in text.splitlines() if line.startswith("secrets = "))
        more = f"\nretired = [{retired}]" if retired else ""
        changed = text.replace(old, f"secrets = [{secrets}]{more}", 1)
        workspace.settings_file.write_text(changed, encoding="utf-8")
        return open_office(workspace, machine=lambda: NOON)

    def door_of(office: Office) -> Door:
        settings = office.settings
        return Door(office.deps, settings.web, settings.webhook, sources_of(settings.webhook))

    def post(office: Office, name: str, secret: str) -> int:
        headers, body = structured(event(id=name), secret=secret)
        return door_of(office).take(Request(list(headers.items()), body, "")).status

    office = office_with('"env:TEST_NEW", "env:TEST_OLD"')
    assert (post(office, "1", OTHER), post(office, "2", SECRET)) == (202, 202)
    office.close()
    office = office_with('"env:TEST_NEW"', '"env:TEST_OLD"')
    assert (post(office, "3", OTHER), post(office, "4", SECRET)) == (401, 202)
    kept = [office.blobs.read(one["sha256"]) for one in facts(office, "message_filed")]
    assert {office.deps.verdict(raw).verdict for raw in kept} == {"authenticated"}
    office.close()
    monkeypatch.delenv("TEST_NEW")
    office = open_office(workspace, machine=lambda: NOON)
    assert {office.deps.verdict(raw).verdict for raw in kept} == {"unauthenticated"}
    with pytest.raises(BadInput, match="TEST_NEW is not set"):
        sources_of(office.settings.webhook)
    office.close()


def test_an_envelope_that_comes_by_another_door_is_parked(
    office: Office, take: Take, tmp_path: Path
) -> None:
    from tools.events.envelope import sealed

    raw = sealed(*structured(event()))
    (tmp_path / "posted.eml").write_bytes(raw)
    [filed] = file_mails(office, [tmp_path / "posted.eml"])
    assert filed.outcome == "parked" and "was not" in filed.reason
    from graph.parking import unpark

    assert unpark(office.deps, filed.key, "E001").outcome == "parked"
    assert [one["origin"] for one in views.inbox(office)["parked"]] == ["posted.eml"]
    assert take(structured(event())).status == 202


def test_a_mail_that_bears_an_events_address_is_a_strangers(office: Office, tmp_path: Path) -> None:
    from tools.events.mark import address_of

    head = f"From: {address_of(SOURCE)}\nDate: Tue, 10 Mar 2026 12:00:00 +0000\nSubject: delay\n\n"
    (tmp_path / "mail.eml").write_text(head + TEXT)
    assert [one.outcome for one in file_mails(office, [tmp_path / "mail.eml"])] == ["filed"]
    office.desk.advance()
    [listed] = views.inbox(office)["no_workflow"]
    assert listed["verdict"] == "unknown_sender"


def test_a_source_may_post_so_much_and_no_more(office: Office, take: Take) -> None:
    statuses = [take(structured(event(id=f"e-{n}"))).status for n in range(25)]
    assert statuses.count(202) == 20 and statuses.count(429) == 5


def test_a_flood_of_refusals_is_counted_and_not_written_down_one_by_one(
    office: Office, take: Take
) -> None:
    for number in range(100):
        assert take(({"x": "y"}, b"%d" % number)).status == 401
    assert len(facts(office, "event_refused")) == 60


def test_what_is_filed_by_an_event_can_be_verified_in_an_export(
    office: Office, take: Take, tmp_path: Path
) -> None:
    from seamline.export import export_trace
    from seamline.verify import verify_trace

    take(structured(event()))
    office.desk.advance()
    export_trace(office.ledger, office.blobs, tmp_path / "trace", case=CASE)
    assert verify_trace(tmp_path / "trace", "").count > 3
