"""A whole case whose mails go through a real Postfix over a line that breaks: each goes once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from domain.ports import Hands, Receipt
from graph.effects import MAILED
from memory import chain, outbox
from memory.clock import hold_replay_clock, move_replay_clock
from seamline.demo_company import OPENS, make_demo
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from tests.channels.dovecot import Dovecot
from tests.channels.postfix import Postfix
from tests.channels.proxy import Proxy, between
from tests.channels.servers import until
from tests.unasked import ask_nobody_again
from tools.mailer import message_id

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("secrets")]

CASE = "W1-4500018822"
APPROVERS = ("E007", "E002")
ARCHIVE = "archive@harlow.example"
SETTINGS = """
[smtp]
host = "127.0.0.1"
port = {proxy}
security = "plain"
user = "ops@harlow.example"
password = "env:ORDERS_PASSWORD"
archive_to = "archive@harlow.example"
{asked}

[[mailbox]]
name = "archive"
host = "127.0.0.1"
port = {imap}
ca_file = "{certificate}"
user = "archive@harlow.example"
password = "env:ORDERS_PASSWORD"
folders = []
"""


class Deaf:
    """A hand that sends as it should, and when it is asked never knows."""

    def __init__(self, real: Hands, asked: list[str]) -> None:
        self.apply, self.read_back = real.apply, real.read_back
        self._asked = asked

    def find(self, key: str, kind: str, params: object) -> Receipt:
        self._asked.append(key)
        return Receipt(outcome="unknown")


@pytest.fixture
def imap(servers: tuple[Dovecot, Postfix]) -> Dovecot:
    servers[0].empty()
    return servers[0]


@pytest.fixture
def proxy(servers: tuple[Dovecot, Postfix]) -> Iterator[Proxy]:
    """A line that breaks once, right before the answer to a mail."""
    with between(servers[1].plain, lambda said: b"250 2.0.0 Ok: queued" in said) as one:
        yield one


ASKED = 'sent_mailbox = "archive"\nsent_folder = "INBOX"'


@contextmanager
def approved(
    tmp_path: Path,
    proxy: Proxy,
    imap: Dovecot,
    asked: str,
    hear: Callable[[Hands], Hands] = lambda hand: hand,
) -> Iterator[Office]:
    """The sample company's delay, approved by whoever has to."""
    workspace = ask_nobody_again(make_demo(tmp_path / "workspace"))
    with workspace.settings_file.open("a", encoding="utf-8") as file:
        told = {"imap": imap.tls, "certificate": imap.certificate, "proxy": proxy.port}
        file.write(SETTINGS.format(asked=asked, **told))
    office = open_office(workspace)
    office.deps.hands.update({kind: hear(office.deps.hands[kind]) for kind in MAILED})
    try:
        load_export(office, OPENS.opening())
        list(file_mails(office, [OPENS.folder / "mail" / "W1-d.eml"]))
        office.desk.advance()
        for person in APPROVERS:
            office.desk.decide(CASE, "approve", person=person, reason="as proposed")
        yield office
    finally:
        office.close()


def later(office: Office, minutes: int) -> None:
    """Time goes on, and what has become due is dealt with."""
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
        move_replay_clock(connection, office.clock.now() + timedelta(minutes=minutes))
    office.desk.advance()


def states(office: Office) -> Counter[str]:
    """How many effects of the case are in which state."""
    with office.ledger.reading() as connection:
        return Counter(one.state for one in outbox.effects(connection, case_id=CASE))


def unclear(office: Office) -> int:
    """How often the ledger says that an effect ended unclear."""
    with office.ledger.reading() as connection:
        return len(chain.of_kind(connection, "effect_unknown"))


def sent(office: Office, imap: Dovecot) -> tuple[list[str], list[str]]:
    """Message-IDs of what the archive got, and of what was meant to go out."""
    with office.ledger.reading() as connection:
        meant = [one for one in outbox.effects(connection, case_id=CASE) if one.kind in MAILED]
    names = [message_id(one.key, office.settings.mail.sender) for one in meant]
    until(lambda: len(imap.held(ARCHIVE)) >= len(names), "the archive's copies")
    return sorted(str(one["Message-ID"]) for one in imap.held(ARCHIVE)), sorted(names)


def test_a_doubtful_mail_is_recognised_and_the_case_closes_with_each_mail_sent_once(
    tmp_path: Path, proxy: Proxy, imap: Dovecot
) -> None:
    with approved(tmp_path, proxy, imap, ASKED) as office:
        assert (proxy.cuts, unclear(office)) == (1, 1)
        came, meant = sent(office, imap)
        later(office, minutes=11)
        assert set(states(office)) == {"confirmed"}
        assert office.desk.case(CASE).closed is not None
        assert sent(office, imap) == (came, meant)
    assert came == meant and len(set(came)) == len(came) > 1


def test_without_a_mailbox_to_ask_a_person_settles_it_and_nothing_goes_twice(
    tmp_path: Path, proxy: Proxy, imap: Dovecot
) -> None:
    with approved(tmp_path, proxy, imap, "") as office:
        for minutes in (11, 11, 25, 60):
            later(office, minutes)
        assert states(office)["unknown"] == 1
        doubt = next(one for one in office.desk.case(CASE).effects if one.state == "unknown")
        office.desk.settle(CASE, doubt.key, "happened", person="E007", reason="they have it")
        assert office.desk.case(CASE).closed is not None
        came, meant = sent(office, imap)
    assert came == meant and len(set(came)) == len(came)


def test_what_stays_unclear_is_asked_about_at_growing_intervals_for_a_day(
    tmp_path: Path, proxy: Proxy, imap: Dovecot
) -> None:
    asked: list[str] = []
    with approved(tmp_path, proxy, imap, ASKED, lambda hand: Deaf(hand, asked)) as office:
        for _ in range(200):
            later(office, minutes=10)
        assert states(office)["unknown"] == 1
    assert 6 <= len(asked) <= 10
