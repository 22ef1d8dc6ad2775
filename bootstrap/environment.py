"""Makes `.venv` from a lock, by the pip that lies beside this file, with Python alone.

    python3 bootstrap/environment.py          what running Seamline needs
    python3 bootstrap/environment.py --dev    and what checking it needs

Debian's python3 comes without pip and ensurepip, so neither is asked for. What an environment was
made from is stamped inside it, so a second run is instant. The stamp is blank while anything
changes and is written last: an environment with a blank one was interrupted, and is made anew.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".venv"
PYTHON = PLACE / "bin" / "python"
STAMP = PLACE / "seamline-environment.json"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
OLDEST = (3, 11)

PIP = ROOT / "bootstrap" / "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"

# Published as source alone: plain Python, put together by the pinned setuptools.
AS_SOURCE = ("dkimpy",)
SOURCE = ["--no-deps", "--no-build-isolation", "--no-binary", ",".join(AS_SOURCE)]

# pip's settings are the user's: they choose index, proxy and certificates. Only these are not: they
# would put packages elsewhere, or ask a hash of the project's own link, which can have none.
DROPPED = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_PYTHON", "PYTHONPATH", "PYTHONHOME")
FORCED = {
    "PIP_USER": "0",
    "PIP_REQUIRE_HASHES": "0",
    "PIP_NO_INPUT": "1",
    "PIP_PROGRESS_BAR": "off",
    "PIP_ROOT_USER_ACTION": "ignore",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}

# What pip says, and what that means to whoever waits for it; the first one found speaks.
REASONS = {
    "DO NOT MATCH THE HASHES": "what was downloaded is not what the lock names; none was kept",
    "No space left": "the disk is full",
    "Permission denied": "a folder that pip needs belongs to somebody else",
    "SSLError|CERTIFICATE": "the package index's certificate is not trusted here (see PIP_CERT)",
    "ConnectionError|ConnectTimeout|ProxyError|NameResolution|Failed to establish": (
        "no package index could be reached: connect, or name one in pip's own settings"
    ),
    "No matching distribution": "the package index lacks what the lock names for this Python",
}


class CannotMake(Exception):
    """Why there is no environment: one sentence for whoever asked."""


def say(words: str) -> None:
    print(f"environment: {words}", file=sys.stderr, flush=True)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def lock_digest(kind: str) -> str:
    return digest(LOCKS[kind].read_bytes())


def project_digest() -> str:
    """What the project's own link depends on: not, say, the settings of its linters."""
    import tomllib  # absent from the Pythons that are to be told they are too old

    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return digest(repr([told["project"], told["build-system"], told["tool"]["hatch"]]).encode())


def ground() -> dict[str, str]:
    """What the environment's scripts hold by name: its place, and the interpreter it borrows."""
    return {"place": str(PLACE), "interpreter": os.path.realpath(PYTHON)}


def read_stamp() -> dict[str, str]:
    """What a whole environment was made from; empty for an interrupted, moved or orphaned one."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if os.access(PYTHON, os.X_OK) and ground().items() <= stamp.items() else {}


def write_stamp(stamp: dict[str, str]) -> None:
    """All at once: a torn stamp must not look like a whole one."""
    draft = STAMP.with_suffix(".draft")
    draft.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    draft.replace(STAMP)


@contextmanager
def alone() -> Iterator[None]:
    """One maker at a time (`make -j demo test` starts two), and no pip left from a killed one."""
    folder = os.open(ROOT, os.O_RDONLY)
    os.set_inheritable(folder, True)  # so pip holds the lock too, for as long as it lives
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def lay() -> None:
    """An empty environment, stamped blank before its first file; never over somebody else's."""
    try:
        import venv
    except ImportError:
        raise CannotMake("this Python came without its venv module: install it whole") from None
    if PLACE.is_symlink() or (PLACE.exists() and any(PLACE.iterdir()) and not STAMP.exists()):
        raise CannotMake(f"{PLACE} was not made by this script: move it away and try again")
    if PLACE.exists():
        shutil.rmtree(PLACE)
    say(f"making {PLACE} with Python {sys.version.split()[0]}")
    PLACE.mkdir()
    write_stamp({})
    venv.EnvBuilder(with_pip=False, symlinks=True).create(PLACE)


def pip(*arguments: str) -> None:
    """Run the pip beside this file in the environment; show how far it is, and why it stopped."""
    if digest(PIP.read_bytes()) != PIP_SHA256:
        raise CannotMake(f"{PIP} is not the pip this project trusts: restore it from git")
    kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
    with subprocess.Popen(
        [str(PYTHON), f"{PIP}/pip", *arguments],
        env=kept | FORCED,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        close_fds=False,
    ) as running:
        told = list(listened(running.stdout or ()))
    if running.returncode:
        raise CannotMake(reason(told))


def listened(lines: Iterable[str]) -> Iterator[str]:
    """The lines as they come, with a sign of life now and then."""
    found = 0
    for line in lines:
        found += line.startswith("Collecting ")
        if line.startswith("Collecting ") and found % 25 == 0:
            say(f"{found} packages found")
        if line.startswith("Installing collected") and "," in line:
            say(f"installing {line.count(',') + 1} packages")
        yield line


def reason(told: list[str]) -> str:
    """The one sentence that pip's last words come to; the words themselves are shown above it."""
    errors = [line for line in told if line.startswith("ERROR")] or told
    sys.stderr.writelines(f"  pip: {line}" for line in errors[-6:])
    whole = "".join(told)
    found = (meaning for sign, meaning in REASONS.items() if re.search(sign, whole))
    return next(found, "pip stopped, as it says above")


def install(kind: str) -> None:
    """What the lock names, and nothing that would have to be compiled.

    A library of plain Python that is published as source alone comes second: by then what it is
    put together with is there, so that nothing unpinned is fetched for it.
    """
    say(f"installing what {LOCKS[kind].name} names (the first time takes a minute or two)")
    ready, source = parted(LOCKS[kind].read_text(encoding="utf-8"))
    for names, how in ((ready, ["--only-binary", ":all:"]), (source, SOURCE)):
        draft = PLACE / "part-of.lock"
        draft.write_text(names, encoding="utf-8")
        pip("install", "--require-hashes", *how, "-r", str(draft))
        draft.unlink()


def parted(lock: str) -> tuple[str, str]:
    """The lock's entries that come ready to use, and those of `AS_SOURCE`."""
    entries = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)
    source = [one for one in entries if one.split("==")[0] in AS_SOURCE]
    return "".join(one for one in entries if one not in source), "".join(source)


def link() -> None:
    """The project itself, as a link to this folder, built by what the lock has just brought."""
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def lacking(kind: str, stamp: dict[str, str]) -> list[Callable[[], None]]:
    """The steps between what the stamp tells of and what is asked for."""
    steps: list[Callable[[], None]] = []
    if stamp.get(kind) != lock_digest(kind):
        steps.append(partial(install, kind))
    if stamp.get("project") != project_digest():
        steps.append(link)
    return steps


def make(kind: str) -> None:
    """Bring the environment to what lock and project say now; instant when it is there."""
    stamp = read_stamp()
    steps = lacking(kind, stamp)
    if not steps:
        return
    if not stamp:
        lay()
    write_stamp({})
    try:
        for step in steps:
            step()
    except CannotMake:
        write_stamp(stamp)  # pip takes back what it cannot finish
        raise
    # The dev lock holds every pin of the other, so whoever has it has both; never the reverse.
    held = stamp if steps == [link] else {name: lock_digest(name) for name in ("run", kind)}
    write_stamp(held | {"project": project_digest()} | ground())
    say("ready")


def check_python() -> None:
    """Refuse a Python that is too old before any of it is used."""
    if sys.version_info < OLDEST:
        found = f"{sys.executable} is {sys.version.split()[0]}"
        raise CannotMake(f"Python 3.11 or later is needed and {found}: see `make PYTHON=...`")


def main() -> int:
    """Make it, or say in one sentence why not."""
    asked = argparse.ArgumentParser(description="Make .venv from a lock.")
    asked.add_argument("--dev", action="store_true", help="with what checking Seamline needs")
    kind = "dev" if asked.parse_args().dev else "run"
    try:
        check_python()
        with alone():
            make(kind)
    except CannotMake as why:
        say(f"not made: {why}.")
        return 1
    except OSError as why:
        say(f"not made: {why.filename}: {why.strerror}.")
        return 1
    except KeyboardInterrupt:
        say("interrupted; the next run begins anew.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
