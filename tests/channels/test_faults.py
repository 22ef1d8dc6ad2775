"""Servers that die, are rebuilt or say goodbye, and we who are killed: nothing lost, none twice."""

from __future__ import annotations

from collections.abc import Callable
from time import sleep

import pytest

from seamline.workspace import Workspace
from tests.channels.conftest import USER, live, mailbox
from tests.channels.dovecot import Dovecot
from tests.channels.dying import killed
from tests.channels.proxy import between
from tests.channels.servers import letter, until

pytestmark = pytest.mark.usefixtures("secrets")

Make = Callable[[str], Workspace]


def test_a_server_killed_in_the_middle_of_a_fetch_loses_and_repeats_nothing(
    imap: Dovecot, workspace: Make
) -> None:
    imap.deliver(USER, *(letter(number, size=20_000) for number in range(60)))

    def enough(said: bytes) -> bool:
        return said.count(b"This is letter") > 20 and imap.kill_sessions() > 0

    with between(imap.plain, enough) as proxy:
        plain = mailbox(imap).replace(str(imap.tls), str(proxy.port))
        with live(workspace(plain + 'security = "plain"\n')) as one:
            one.files(60)
            until(lambda: len(imap.seen(USER)) == 60, "marking as read")
        assert proxy.cuts == 1
        assert one.heard("again in")
    assert len(set(one.subjects())) == len(one.facts()) == 60


def test_a_mailbox_rebuilt_with_new_numbers_files_nothing_twice(
    imap: Dovecot, workspace: Make
) -> None:
    imap.deliver(USER, letter(1), letter(2))
    made = workspace(mailbox(imap))
    with live(made) as one:
        one.files(2)
        until(lambda: one.said, "the end of the first look")
    sleep(1.1)  # UIDVALIDITY is a time in whole seconds
    imap.rebuild(USER)
    imap.deliver(USER, letter(3))
    with live(made) as one:
        one.files(3)
        until(lambda: one.heard("filed"), "the end of the second look")
    assert one.subjects() == ["Letter 1", "Letter 2", "Letter 3"]
    assert one.heard("numbered its mails anew")
    assert one.heard("2 repeated")


def test_a_server_that_is_shut_down_is_found_again_when_it_is_back(
    imap: Dovecot, workspace: Make
) -> None:
    imap.deliver(USER, letter(1))
    with live(workspace(mailbox(imap, more="look_every_s = 1680"))) as one:
        one.files(1)
        until(lambda: imap.idles(USER), "waiting")
        imap.stop(hard=True)
        until(lambda: one.heard("Connection refused"), "a failed attempt")
        imap.deliver(USER, letter(2))
        imap.start()
        one.files(2)
    assert one.subjects() == ["Letter 1", "Letter 2"]


def test_a_session_that_is_kicked_is_opened_anew(imap: Dovecot, workspace: Make) -> None:
    with live(workspace(mailbox(imap, more="look_every_s = 1680"))) as one:
        until(lambda: imap.idles(USER), "waiting")
        imap.kick(USER)
        until(lambda: one.heard("again in"), "the end of the session")
        imap.deliver(USER, letter(1))
        one.files(1)


def test_a_process_of_the_server_that_dies_while_we_wait_is_noticed(
    imap: Dovecot, workspace: Make
) -> None:
    with live(workspace(mailbox(imap, more="look_every_s = 1680"))) as one:
        until(lambda: imap.idles(USER), "waiting")
        assert imap.kill_sessions() == 1
        until(lambda: one.heard("again in"), "the end of the session")
        imap.deliver(USER, letter(1))
        one.files(1)


PLACES = [
    ("imap.fetch", "after", 3),
    ("blob.write", "after", 2),
    ("ledger.commit", "before", 2),
    ("ledger.commit", "after", 2),
    ("imap.seen", "before", 1),
    ("imap.seen", "after", 1),
]


@pytest.mark.slow
@pytest.mark.parametrize(("point", "phase", "number"), PLACES)
def test_killed_at_any_point_a_mail_is_filed_once_and_read_only_after_that(
    imap: Dovecot, workspace: Make, point: str, phase: str, number: int
) -> None:
    imap.deliver(USER, letter(1), letter(2), letter(3))
    made = workspace(mailbox(imap))
    assert killed(made, point, phase, number)
    if (point, phase) != ("imap.seen", "after"):
        assert imap.seen(USER) == []
    with live(made) as one:
        until(lambda: one.heard("INBOX: "), "a look")
        until(lambda: len(imap.seen(USER)) == 3, "marking as read")
    assert sorted(one.subjects()) == ["Letter 1", "Letter 2", "Letter 3"]
