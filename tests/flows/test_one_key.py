"""A mail has one name for people: its key, which every list shows and every command takes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from seamline import views
from seamline.cli.views import show
from seamline.mail_words import MailWords
from seamline.message_views import messages
from seamline.search import search
from seamline.wiring import Office
from tests.flows.playing import file_letter

CASE, SHIP = "W1-4500018822", "lily.chen@kailun.example"
File = Callable[..., None]


@pytest.fixture
def twice(office: Office, file: File, tmp_path: Path) -> Office:
    file("W1-d")
    file_letter(
        office, tmp_path, sender=SHIP, subject="again", sent="Thu, 12 Mar 2026 09:00:00 +0800",
        text="PO 4500018822 item 10: ready 20 April 2026.",
    )  # fmt: skip
    return office


def key_of(office: Office, subject: str) -> str:
    return next(str(one["key"]) for one in messages(office) if one["subject"] == subject)


def test_a_case_a_search_and_the_list_of_mails_show_the_same_key(twice: Office) -> None:
    known = {one["key"] for one in messages(twice)}
    assert {one["key"] for one in views.case(twice, CASE)["news"]} == known
    found = search(twice, key_of(twice, "again")[:12], MailWords(twice))["mails"]
    assert [one["key"] for one in found] == [key_of(twice, "again")]


@pytest.mark.parametrize("name", ["key", "message"])
def test_show_and_mail_open_it_by_key_and_by_hash(
    twice: Office, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    news = views.case(twice, CASE)["news"][1]
    show(news[name][:12], twice.workspace.folder, whole=False, as_json=False)
    said = capsys.readouterr().out
    assert news["key"][:12] in said and "again" in said
    show(CASE, twice.workspace.folder, whole=False, as_json=False)
    assert f"mail {news['key'][:12]}" in capsys.readouterr().out


def test_a_mail_is_moved_by_its_key(twice: Office) -> None:
    other = "W1-4500018701"
    twice.desk.open_case("W1", "4500018701", person="E001", reason="Lily called")
    key = key_of(twice, "again")
    done = twice.desk.move_mail(CASE, key[:12], to=other, person="E002", reason="the old number")
    assert (done.subject, done.to) == ("again", other)
