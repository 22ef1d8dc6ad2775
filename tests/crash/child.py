"""One process of a job as a really fresh one: `python -m tests.crash.child STEP JOB`."""

from __future__ import annotations

import json
import sys

import seamline  # noqa: F401  # first: it settles what libraries may do
from tests.crash.jobs import Job
from tests.crash.warm import STEPS

if __name__ == "__main__":
    STEPS[sys.argv[1]](Job(**json.loads(sys.argv[2])))
