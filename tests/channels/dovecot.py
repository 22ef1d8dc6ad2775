"""A real Dovecot of its own, with maildirs, passwords and offline OAuth2."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import Message
from itertools import count
from pathlib import Path
from time import time

from tests.channels.servers import PASSWORD, answers, certificate, found, home, port, until

_SECRET = b"a key that only this test and its server know"
_SETTINGS = """
base_dir = {d}/run
state_dir = {d}/state
log_path = {d}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{d}/server.crt
ssl_key = <{d}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain xoauth2
auth_failure_delay = 0
first_valid_uid = 1
verbose_proctitle = yes
mail_location = maildir:{d}/mail/%u
mail_max_userip_connections = 50
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {d}/oauth2.conf.ext
}}
passdb {{
  driver = passwd-file
  mechanisms = plain
  args = scheme=PLAIN username_format=%u {d}/users
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={d}/mail/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service auth {{
  inet_listener {{
    port = {auth}
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
namespace inbox {{
  inbox = yes
}}
"""


class Dovecot:
    """One running server. `plain` and `tls` are its ports, `auth` is where Postfix may ask."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plain, self.tls, self.auth = port(), port(), port()
        self._program = found("dovecot", "dovecot-imapd")
        self._process: subprocess.Popen[bytes] | None = None
        self._delivered = count(1)
        self.certificate, _ = certificate(folder)
        self._configure()

    def start(self) -> None:
        """Starts it and waits until it greets."""
        command = [self._program, "-F", "-c", str(self.folder / "dovecot.conf")]
        with (self.folder / "out").open("ab") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=out)
        until(lambda: answers(self.plain, b"* OK"), "Dovecot's greeting")

    def stop(self, *, hard: bool = False) -> None:
        """Ends it: as an operator does, or by SIGKILL to it and all it started."""
        if self._process is None:
            return
        children = self._children("") if hard else []
        self._process.send_signal(signal.SIGKILL if hard else signal.SIGTERM)
        for child in children:
            _kill(child)
        self._process.wait(timeout=30)
        self._process = None

    def kill_sessions(self) -> int:
        """SIGKILL to every process that serves a mailbox; how many there were."""
        serving = self._children("imap")
        for one in serving:
            _kill(one)
        return len(serving)

    def idles(self, user: str) -> bool:
        """Whether somebody waits for news of a user's mail."""
        titles = [Path(f"/proc/{one}/cmdline").read_text() for one in self._children("imap")]
        return any(user in title and "IDLE" in title for title in titles)

    def kick(self, user: str) -> None:
        """Ends a user's sessions as an operator does: with a goodbye."""
        program = found("doveadm", "dovecot-core")
        command = [program, "-c", str(self.folder / "dovecot.conf"), "kick", user]
        subprocess.run(command, capture_output=True, check=True)

    def maildir(self, user: str) -> Path:
        """A user's mail, made when it is not there."""
        folder = self.folder / "mail" / user
        for one in (folder, folder / "tmp", folder / "new", folder / "cur"):
            if not one.is_dir():
                one.mkdir(parents=True)
                shutil.chown(one, "nobody", "nogroup")
        return folder

    def deliver(self, user: str, *mails: bytes) -> None:
        """Puts mails into a user's maildir as a delivery agent does."""
        folder = self.maildir(user)
        for mail in mails:
            name = f"{next(self._delivered)}.{hashlib.md5(mail).hexdigest()}.here"
            draft = folder / "tmp" / name
            draft.write_bytes(mail)
            shutil.chown(draft, "nobody", "nogroup")
            draft.rename(folder / "new" / name)

    def rebuild(self, user: str) -> None:
        """Removes the index files: the same mails come back under a new UIDVALIDITY."""
        for index in self.maildir(user).glob("dovecot*"):
            index.unlink()

    def token(self, user: str, *, lasting: int = 3600, secret: bytes = _SECRET) -> str:
        """An access token as an identity provider signs it."""
        now = int(time())
        head = _part({"alg": "HS256", "typ": "JWT"})
        claims = {"sub": user, "email": user, "iat": now - 10, "exp": now + lasting}
        said = f"{head}.{_part(claims)}"
        signed = hmac.new(secret, said.encode(), hashlib.sha256).digest()
        return f"{said}.{_base64(signed)}"

    def held(self, user: str) -> list[Message]:
        """A user's mails as they were delivered; the server may move one while this looks."""
        found = {}
        for name in ("new", "cur"):
            for one in sorted((self.maildir(user) / name).iterdir()):
                with suppress(FileNotFoundError):
                    found[one.name.partition(":")[0]] = message_from_bytes(one.read_bytes())
        return list(found.values())

    def empty(self) -> None:
        """Removes all mails, whoever they are for."""
        for one in (self.folder / "mail").glob("*/*/*"):
            one.unlink()

    def seen(self, user: str) -> list[str]:
        """Which of a user's mails carry the mark of having been read; names of files."""
        names = [one.name for one in self.maildir(user).glob("*/*")]
        return sorted(one for one in names if "S" in one.partition(":2,")[2])

    def log(self) -> str:
        """What it wrote into its log."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def _configure(self) -> None:
        d = self.folder
        for name in ("run", "state", "keys/default/HS256", "mail"):
            (d / name).mkdir(parents=True)
        text = _SETTINGS.format(d=d, plain=self.plain, tls=self.tls, auth=self.auth)
        (d / "dovecot.conf").write_text(text)
        (d / "oauth2.conf.ext").write_text(
            "introspection_mode = local\n"
            f"local_validation_key_dict = fs:posix:prefix={d}/keys/\n"
            "username_attribute = email\n"
        )
        (d / "keys/default/HS256/default").write_text(base64.b64encode(_SECRET).decode())
        users = ("orders@harlow.example", "ops@harlow.example", "lily.chen@kailun.example")
        lines = [f"{one}:{PASSWORD}" for one in (*users, "archive@harlow.example")]
        (d / "users").write_text("\n".join(lines) + "\n")
        shutil.chown(d / "mail", "nobody", "nogroup")

    def _children(self, name: str) -> list[int]:
        """Processes that the server started, of a name or of any."""
        assert self._process is not None
        found = []
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                number, _, rest = status.read_text().partition(" (")
            except OSError:
                continue
            called, _, rest = rest.rpartition(") ")
            if int(rest.split()[1]) == self._process.pid and name in ("", called):
                found.append(int(number))
        return found


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _part(said: dict[str, object]) -> str:
    return _base64(json.dumps(said).encode())


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@contextmanager
def running() -> Iterator[Dovecot]:
    """A server in a folder of its own, gone afterwards."""
    with home("dovecot") as folder:
        server = Dovecot(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
