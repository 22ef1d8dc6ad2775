"""Servers for the channels' tests, a workspace that reads from them, and loops at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
from tenacity import wait_fixed

from memory import chain
from seamline.loops import Loop, channels, running
from seamline.wiring import Office, machine_clock, open_office
from seamline.workspace import Workspace, create
from tests.channels import dovecot, postfix
from tests.channels.dovecot import Dovecot
from tests.channels.postfix import Postfix
from tests.channels.servers import PASSWORD, until

USER = "orders@harlow.example"


@pytest.fixture
def imap() -> Iterator[Dovecot]:
    with dovecot.running() as server:
        yield server


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Dovecot, Postfix]]:
    """Both servers, for all tests of a file: Postfix takes its time to start."""
    with dovecot.running() as mailboxes, postfix.running(mailboxes) as server:
        yield mailboxes, server


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDERS_PASSWORD", PASSWORD)


def mailbox(
    server: Dovecot, login: str = 'password = "env:ORDERS_PASSWORD"', more: str = ""
) -> str:
    """A [[mailbox]] of the settings, over TLS."""
    return f"""
[[mailbox]]
name = "orders"
host = "127.0.0.1"
port = {server.tls}
ca_file = "{server.certificate}"
user = "{USER}"
{login}
{more}
"""


@dataclass
class Running:
    """An open workspace, what its loops said, and whether they are to stop."""

    office: Office
    said: list[str] = field(default_factory=list)
    stopping: Event = field(default_factory=Event)

    def facts(self, kind: str = "message_filed") -> list[dict[str, str]]:
        """The bodies of a kind of fact."""
        with self.office.ledger.reading() as connection:
            return [one.body for one in chain.of_kind(connection, kind)]

    def subjects(self) -> list[str]:
        """Subjects of what was filed, sorted."""
        return sorted(one["subject"] for one in self.facts())

    def heard(self, words: str) -> bool:
        """Whether the loops said something with these words."""
        return any(words in one for one in self.said)

    def files(self, many: int) -> None:
        """Waits until so many messages are filed."""
        until(lambda: len(self.facts()) >= many, f"filing {many} mails; said: {self.said}")

    def loops(self) -> list[Loop]:
        """The loops that the settings ask for."""
        return channels(self.office, self.said.append)


@pytest.fixture
def workspace(tmp_path: Path) -> Callable[[str], Workspace]:
    """Makes a workspace with these settings added."""

    def make(settings: str) -> Workspace:
        made = create(tmp_path / "workspace", machine=machine_clock)
        with made.settings_file.open("a", encoding="utf-8") as file:
            file.write(settings)
        return made

    return make


@contextmanager
def opened(made: Workspace) -> Iterator[Running]:
    """The workspace without its loops."""
    office = open_office(made)
    try:
        yield Running(office)
    finally:
        office.close()


@contextmanager
def live(made: Workspace) -> Iterator[Running]:
    """The workspace with its loops running; they are patient for a tenth of a second."""
    with opened(made) as one, running(one.loops(), one.stopping, one.said.append, wait_fixed(0.1)):
        yield one
