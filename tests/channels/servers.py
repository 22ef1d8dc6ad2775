"""What the two real mail servers of these tests have in common: a folder, free ports, skipping."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
PASSWORD = "rosebud-41"


def found(program: str, package: str) -> str:
    """The path of a server; skips the test where it is not installed or cannot be run."""
    path = shutil.which(program, path=PATH)
    if path is None:
        pytest.skip(f"{program} is not installed (Debian: {package})")
    if os.geteuid() != 0:
        pytest.skip(f"only root can start {program} with its own users")
    return path


def port() -> int:
    """A port of loopback that is free now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def home(name: str) -> Iterator[Path]:
    """A folder that the servers' own users may enter, with a name short enough for sockets."""
    folder = Path(tempfile.mkdtemp(prefix=f"sl-{name}-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def until(there: Callable[[], object], what: str, seconds: float = 30) -> None:
    """Waits for something to become true; a failure of the test when it never does."""
    ends = monotonic() + seconds
    while not there():
        if monotonic() > ends:
            pytest.fail(f"{what} did not happen within {seconds:.0f} s")
        sleep(0.02)


def answers(number: int, greeting: bytes) -> bool:
    """Whether a server greets on a port of loopback."""
    try:
        with socket.create_connection(("127.0.0.1", number), timeout=5) as sock:
            return sock.recv(200).startswith(greeting)
    except OSError:
        return False


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    shown, key = folder / "server.crt", folder / "server.key"
    openssl = found("openssl", "openssl")
    command = (
        f"{openssl} req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        f"-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 "
        f"-keyout {key} -out {shown}"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    return shown, key


def serving(shown: Path, key: Path) -> ssl.SSLContext:
    """TLS as a server speaks it with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, key)
    return context


def letter(number: int, *, size: int = 0, to: str = "orders@harlow.example") -> bytes:
    """A mail, different for each number; `size` bytes of filling."""
    at = datetime(2026, 3, 10, 8, 0, tzinfo=UTC) + timedelta(minutes=number)
    lines = [
        "From: Lily Chen <lily.chen@kailun.example>",
        f"To: {to}",
        f"Subject: Letter {number}",
        f"Date: {at:%a, %d %b %Y %H:%M:%S +0000}",
        f"Message-ID: <letter-{number}@kailun.example>",
        "",
        f"This is letter {number}.",
        *("filling " * 9 for _ in range(size // 74)),
    ]
    return "\r\n".join(lines).encode() + b"\r\n"
