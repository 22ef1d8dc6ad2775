"""Mail out of a real Dovecot: each filed once, marked as read afterwards, and news at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import Unreadable
from seamline.workspace import Workspace
from tests.channels.conftest import USER, live, mailbox
from tests.channels.dovecot import Dovecot
from tests.channels.servers import letter, until
from tools.imap.folder import ONLY_HEAD

pytestmark = pytest.mark.usefixtures("secrets")

Make = Callable[[str], Workspace]


def test_mails_are_filed_once_and_then_marked_as_read(imap: Dovecot, workspace: Make) -> None:
    imap.deliver(USER, letter(1), letter(2))
    with live(workspace(mailbox(imap))) as one:
        one.files(2)
        assert one.subjects() == ["Letter 1", "Letter 2"]
        assert {fact["channel"] for fact in one.facts()} == {"imap"}
        origins = {fact["origin"] for fact in one.facts()}
        assert origins == {"orders/INBOX uid 1", "orders/INBOX uid 2"}
        until(lambda: len(imap.seen(USER)) == 2, "marking as read")


def test_news_wake_the_loop_long_before_its_next_look(imap: Dovecot, workspace: Make) -> None:
    with live(workspace(mailbox(imap, more="look_every_s = 1680"))) as one:
        for number in range(1, 8):  # some come while it files, some while it waits
            imap.deliver(USER, letter(number))
            one.files(number)


def test_a_second_start_fetches_nothing_again(imap: Dovecot, workspace: Make) -> None:
    imap.deliver(USER, letter(1), letter(2))
    made = workspace(mailbox(imap))
    with live(made) as one:
        one.files(2)
        until(lambda: one.said, "the end of the first look")
    with live(made) as one:
        imap.deliver(USER, letter(3))
        one.files(3)
        until(lambda: one.said, "the end of the second look")
        assert one.said == ["orders/INBOX: 1 filed"]


def test_without_marks_the_folder_stays_as_it_is(imap: Dovecot, workspace: Make) -> None:
    imap.deliver(USER, letter(1))
    with live(workspace(mailbox(imap, more="mark_seen = false"))) as one:
        one.files(1)
        until(lambda: one.said, "the end of the look")
    assert imap.seen(USER) == []


def test_mail_read_by_a_person_before_is_filed_all_the_same(imap: Dovecot, workspace: Make) -> None:
    imap.deliver(USER, letter(1))
    new = next((imap.maildir(USER) / "new").iterdir())
    new.rename(imap.maildir(USER) / "cur" / f"{new.name}:2,S")
    with live(workspace(mailbox(imap))) as one:
        one.files(1)


def test_mail_from_before_the_first_day_is_left_alone(imap: Dovecot, workspace: Make) -> None:
    imap.deliver(USER, letter(1))
    with live(workspace(mailbox(imap, more="since = 2999-01-01"))) as one:
        until(lambda: imap.idles(USER), "a look")
        assert one.facts() == []


def test_several_mailboxes_and_folders_are_read_side_by_side(
    imap: Dovecot, workspace: Make
) -> None:
    imap.deliver(USER, letter(1))
    imap.deliver(f"{USER}/.Claims.2026", letter(2))
    imap.deliver("ops@harlow.example", letter(3), letter(1))
    other = mailbox(imap).replace('"orders"', '"ops"').replace(USER, "ops@harlow.example")
    both = mailbox(imap, more='folders = ["INBOX", "Claims.2026"]') + other
    with live(workspace(both)) as one:
        one.files(3)
        until(lambda: len(one.said) == 3, "three looks")
    assert one.subjects() == ["Letter 1", "Letter 2", "Letter 3"]
    assert sorted(one.said)[0].startswith("ops/INBOX: ")


def test_a_mail_over_the_limit_is_parked_by_its_head_and_stays_unread(
    imap: Dovecot, workspace: Make
) -> None:
    large = letter(2, size=26 * 2**20)
    imap.deliver(USER, letter(1), large, letter(3))
    with live(workspace(mailbox(imap))) as one:
        one.files(3)
        until(lambda: len(imap.seen(USER)) == 2, "marking as read")
        (parked,) = one.facts("message_parked")
        kept = next(fact for fact in one.facts() if fact["origin"].endswith("uid 2"))
        head = one.office.blobs.read(kept["sha256"])
        assert head == ONLY_HEAD + large.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        with pytest.raises(Unreadable):  # a person who lets it be read again gets no empty mail
            one.office.deps.parse_safely(head)
    assert parked["reason"] == "the mail has 26.0 MiB, over 25 MiB"


def test_bytes_that_are_no_mail_are_parked_and_hold_nothing_up(
    imap: Dovecot, workspace: Make
) -> None:
    imap.deliver(USER, b"\x00\xff no mail\r\n" * 3, b"\r\n", letter(3))
    with live(workspace(mailbox(imap))) as one:
        one.files(3)
        assert len(one.facts("message_parked")) == 2
        assert "Letter 3" in one.subjects()


def test_many_mails_come_in_batches_and_all_arrive(imap: Dovecot, workspace: Make) -> None:
    imap.deliver(USER, *(letter(number) for number in range(120)))
    with live(workspace(mailbox(imap))) as one:
        one.files(120)
        until(lambda: len(imap.seen(USER)) == 120, "marking as read")
    assert len(set(one.subjects())) == 120


def test_a_mail_without_a_date_has_that_of_the_servers_delivery(
    imap: Dovecot, workspace: Make
) -> None:
    undated = re.sub(rb"^Date:.*\r?\n", b"", letter(1), count=1, flags=re.MULTILINE)
    imap.deliver(USER, undated)
    with live(workspace(mailbox(imap))) as one:
        one.files(1)
        (filed,) = one.facts()
    age = datetime.now(UTC) - datetime.fromisoformat(filed["sent_at"])
    assert b"Date:" not in undated
    assert timedelta(minutes=-1) < age < timedelta(minutes=10)
