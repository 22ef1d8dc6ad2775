"""The locks are whole, agree with each other, and name no place they came from."""

import hashlib
import re
from pathlib import Path

from bootstrap import environment

ROOT = Path(__file__).parents[2]
LOCKS = {path.name: path.read_text() for path in ROOT.glob("requirements*.lock")}
PIN = re.compile(
    r"^([\w.-]+==[^\\\n]+?) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\\n|\n|$))+)", re.M
)


def pins(lock: str) -> set[str]:
    return {pin for pin, _ in PIN.findall(LOCKS[lock])}


def test_every_pin_has_its_hashes() -> None:
    for name, text in LOCKS.items():
        assert len(pins(name)) == len(re.findall(r"^\w", text, re.M)) > 50


def test_who_can_check_can_run() -> None:
    assert pins("requirements.lock") < pins("requirements-dev.lock")


def test_no_lock_names_an_index_or_a_machine() -> None:
    for text in LOCKS.values():
        assert not re.search(r"://|index-url|find-links|^-|/(home|root|tmp|work)/", text, re.M)


def test_the_pip_beside_the_script_is_the_one_it_trusts() -> None:
    assert hashlib.sha256(environment.PIP.read_bytes()).hexdigest() == environment.PIP_SHA256
