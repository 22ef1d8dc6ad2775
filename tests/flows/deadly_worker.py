"""A worker whose process ends while it reads one mail: `python -m tests.flows.deadly_worker`.

Arguments: the workspace, the how-manieth worker it is, and the file of the mail that kills it.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import seamline  # noqa: F401  # first: it settles what libraries may do
from domain.message import Message
from domain.reading import Reading
from graph.desk import LEASE
from seamline.wiring import open_office
from seamline.workspace import Workspace

START = datetime(2027, 1, 4, 9, tzinfo=UTC)
DIED = 9


def work(workspace: Workspace, number: int, deadly: Path) -> None:
    """Works off what is due, after the leases of those before it have run out."""
    office = open_office(workspace, machine=lambda: START + number * 2 * LEASE)
    whole, key = office.deps.read, office.deps.parse(deadly.read_bytes()).key

    def read(message: Message) -> Reading:
        if message.key == key:
            os._exit(DIED)
        return whole(message)

    office.desk._deps = replace(office.deps, read=read)
    office.desk.advance()
    office.close()


if __name__ == "__main__":
    work(Workspace(Path(sys.argv[1])), int(sys.argv[2]), Path(sys.argv[3]))
