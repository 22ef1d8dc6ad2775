"""Several processes on one workspace, one of them killed now and then: nothing lost or doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.harness import ROOT
from tests.crash.test_every_point import EVERYTHING

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

#: With one of them a worker is killed; more in a nightly run.
SEEDS = range(1, 9 if EVERYTHING else 3)


def test_workers_and_people_at_once_lose_nothing_and_do_nothing_twice(tmp_path: Path) -> None:
    print(f"seeds {', '.join(map(str, SEEDS))}; with the odd ones a worker is killed")
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.together", str(tmp_path), *map(str, SEEDS)],
        cwd=ROOT,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {str(seed): [] for seed in SEEDS}
