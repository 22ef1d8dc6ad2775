"""A real Postfix of its own: takes mail after a login, delivers into Dovecot's maildirs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.channels.dovecot import Dovecot
from tests.channels.servers import answers, found, home, port, until

#: The user who gets the mail for all who have no mailbox of their own.
EVERYBODY = "everybody@elsewhere.example"

_MAIN = """
compatibility_level = 3.6
queue_directory = {d}/spool
data_directory = {d}/data
maillog_file = {d}/log
maillog_file_prefixes = {d}
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = mx.harlow.example
mydestination =
alias_maps =
mynetworks = 192.0.2.0/24
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions =
  check_recipient_access texthash:{d}/refused
  permit_sasl_authenticated
  reject
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_tls_security_level = may
smtpd_tls_auth_only = no
smtpd_tls_chain_files = {dovecot}/server.key, {dovecot}/server.crt
virtual_mailbox_domains = static:all
virtual_mailbox_base = {dovecot}/mail
virtual_mailbox_maps = texthash:{d}/mailboxes, static:{everybody}/
virtual_mailbox_limit = 0
virtual_minimum_uid = 1
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
virtual_transport = virtual
message_size_limit = 40000000
smtpd_error_sleep_time = 0
"""
_MASTER = """
127.0.0.1:{plain} inet n - n - - smtpd
127.0.0.1:{tls} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """One running server; `plain` is its port with STARTTLS, `tls` the one with TLS at once."""

    def __init__(self, folder: Path, mailboxes: Dovecot) -> None:
        self._program = found("postfix", "postfix")
        self.folder, self.certificate = folder, mailboxes.certificate
        self.plain, self.tls = port(), port()
        self._configure(mailboxes)

    def start(self) -> None:
        """Starts it and waits until it greets."""
        self._run("start")
        until(lambda: answers(self.plain, b"220 "), "Postfix's greeting")

    def stop(self) -> None:
        """Ends it and waits for that; what it has taken is delivered before."""
        queues = [self.folder / "spool" / name for name in ("maildrop", "incoming", "active")]
        until(lambda: not any(p.is_file() for q in queues for p in q.rglob("*")), "delivery")
        self._run("stop")
        until(lambda: not answers(self.plain, b"220 "), "Postfix's end")

    def log(self) -> str:
        """What it wrote into its log."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def _run(self, verb: str) -> None:
        command = [self._program, "-c", str(self.folder), verb]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr + self.log()

    def _configure(self, mailboxes: Dovecot) -> None:
        d = self.folder
        for name in ("spool", "data"):
            (d / name).mkdir()
        shutil.chown(d / "data", "postfix")
        text = _MAIN.format(d=d, everybody=EVERYBODY, auth=mailboxes.auth, dovecot=mailboxes.folder)
        (d / "main.cf").write_text(text)
        (d / "master.cf").write_text(_MASTER.format(plain=self.plain, tls=self.tls))
        users = (mailboxes.folder / "users").read_text().split()
        known = [one.partition(":")[0] for one in users]
        (d / "mailboxes").write_text("".join(f"{one} {one}/\n" for one in known))
        (d / "refused").write_text(
            "nobody@kailun.example 550 no such user\nlater@kailun.example 450 come again\n"
        )
        (d / "log").touch()
        for one in (*known, EVERYBODY):
            mailboxes.maildir(one)


@contextmanager
def running(mailboxes: Dovecot) -> Iterator[Postfix]:
    """A server in a folder of its own, gone afterwards."""
    with home("postfix") as folder:
        server = Postfix(folder, mailboxes)
        server.start()
        try:
            yield server
        finally:
            server.stop()
