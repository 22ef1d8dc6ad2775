"""The warm parent of servers: imports everything, and forks `seamline serve` when it is asked to.

`python -m tests.browser.warm` reads a line (JSON) for each: `folder`, `port` and the pipe (`said`)
it speaks into, answered with its number; or `kill` and a number, answered when that has ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from functools import partial
from importlib import import_module
from pathlib import Path

from seamline.cli import app
from tests.crash.warm import begun, warm_up

#: What `serve` imports at first use.
LATE = ("seamline.cli.serving", "seamline.web.app", "seamline.web.server")


def main() -> None:
    """Answers until its input ends; then every server has ended too."""
    warm_up()
    for name in LATE:
        import_module(name)
    threads = os.listdir("/proc/self/task")
    assert len(threads) == 1, f"a fork of {len(threads)} threads is no fair copy"
    running: set[int] = set()
    for line in sys.stdin:
        asked = json.loads(line)
        if number := asked.pop("kill", 0):
            _kill(number)
            running.remove(number)
        else:
            said = Path(asked.pop("said"))
            running.add(number := begun(partial(_serve, **asked), said))
        print(number, flush=True)
    for number in running:
        _kill(number)


def _serve(folder: str, port: int) -> None:
    """The command itself, until it is killed."""
    signal.alarm(0)  # its test says when it ends
    os.chdir(folder)
    app(["serve", "--port", str(port)])


def _kill(number: int) -> None:
    """As a power cut would."""
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)


if __name__ == "__main__":
    main()
