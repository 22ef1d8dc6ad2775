"""Benchmark of the delay workflow, beside bare graph steps in the same run: `make bench`."""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import seamline  # noqa: F401  # first: it settles what libraries may do
from domain.points import watched
from evals.bare_graph import run_bare
from evals.company import FIRST, delay_mail, export_of
from evals.fake_server import FakeServer
from graph.threads import checkpoint_bytes
from memory import chain
from seamline.demo_company import make_demo
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace

APPROVERS = ("E007", "E002")


@dataclass
class Measured:
    """One stage: how many cases, wall and CPU seconds of this process and its children."""

    cases: int
    wall: float
    cpu: float

    def said(self) -> str:
        """Cases a second and CPU milliseconds a case."""
        return f"{self.cases / self.wall:.1f} cases/s, {1000 * self.cpu / self.cases:.1f} ms CPU"


def measured(cases: int, work: Callable[[], Any]) -> Measured:
    """Times one stage."""
    wall, cpu = time.perf_counter(), _cpu()
    work()
    return Measured(cases, time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> None:
    """Runs all stages and prints a table in Markdown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=200)
    options.add_argument("--latency", type=float, default=0.5)
    options.add_argument("--in-flight", type=int, default=200)
    options.add_argument("--out", type=Path, default=None, help="also write the table there")
    chosen = options.parse_args()
    rows = [*without_model(chosen.cases)]
    rows += with_model(chosen.cases, chosen.latency, chosen.in_flight)
    text = "\n".join(["| what | figure |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)])
    print(text)
    if chosen.out:
        chosen.out.write_text(text + "\n", encoding="utf-8")


def without_model(cases: int) -> list[tuple[str, str]]:
    """Mail in to proposal waiting, then approved to closed, and the bare graph beside it."""
    folder, office = _workspace(cases)
    points: Counter[str] = Counter()
    try:
        with watched(lambda name, phase: points.update([name] if phase == "after" else [])):
            filing = measured(cases, lambda: _file(office, cases))
            proposing = measured(cases, lambda: office.desk.advance(in_flight=8))
            before = checkpoint_bytes(office.workspace.checkpoints)
            deciding = measured(cases, lambda: _decide(office, cases))
        bare = measured(cases, lambda: asyncio.run(run_bare(cases)))
        whole = filing.cpu + proposing.cpu + deciding.cpu
        with office.ledger.reading() as connection:
            facts, _ = chain.head(connection)
        ledger = (folder / "ledger.db").stat().st_size
        return [
            ("filing a mail (parsed in its own process)", filing.said()),
            ("mail filed → priced proposal waits", proposing.said()),
            ("two approvals → executed, read back, closed, remembered", deciding.said()),
            ("the same number of bare graph steps, no checkpointer", bare.said()),
            ("CPU of a whole case ÷ bare graph", f"{whole / bare.cpu:.1f}"),
            ("CPU mail → proposal ÷ bare graph", f"{proposing.cpu / bare.cpu:.1f}"),
            ("durable writes a case", _per_case(points, cases)),
            ("facts a case", f"{facts / cases:.1f}"),
            ("checkpoint bytes a waiting case", f"{before // cases:,}"),
            ("ledger bytes a case", f"{ledger // cases:,}"),
        ]
    finally:
        office.close()
        shutil.rmtree(folder, ignore_errors=True)


def with_model(cases: int, latency: float, in_flight: int) -> list[tuple[str, str]]:
    """The same with a model that takes its time, many cases in flight."""
    with FakeServer(latency=latency) as server:
        folder, office = _workspace(cases, base_url=server.base_url)
        try:
            _file(office, cases)
            proposing = measured(cases, lambda: office.desk.advance(in_flight=in_flight))
            with office.ledger.reading() as connection:
                calls = chain.of_kind(connection, "model_called")
            tokens = sum(one.body["tokens_in"] for one in calls)
            name = f"with a model of {latency} s a call, {in_flight} cases in flight"
            return [
                (f"{name}: mail filed → proposal waits", proposing.said()),
                ("model calls a case", f"{len(calls) / cases:.2f}"),
                ("input tokens a case (as the server counts)", f"{tokens / cases:.0f}"),
            ]
        finally:
            office.close()
            shutil.rmtree(folder, ignore_errors=True)


def _workspace(cases: int, base_url: str = "") -> tuple[Path, Office]:
    folder = Path(tempfile.mkdtemp(prefix="seamline-bench-"))
    shutil.rmtree(folder)
    workspace = make_demo(folder)
    if base_url:
        _use_model(workspace, base_url)
    _lift_limits(workspace)
    office = open_office(workspace)
    load_export(office, export_of(folder / "export", cases))
    return folder, office


def _use_model(workspace: Workspace, base_url: str) -> None:
    text = workspace.settings_file.read_text(encoding="utf-8")
    text = text.replace('base_url = ""', f'base_url = "{base_url}"').replace(
        'name = ""', 'name = "fake"'
    )
    workspace.settings_file.write_text(text, encoding="utf-8")


def _lift_limits(workspace: Workspace) -> None:
    """All cases are with one partner on one day: the pace limit would stop them, rightly."""
    text = workspace.policy_file.read_text(encoding="utf-8")
    text += "\noutward_per_partner_day: 100000\n"
    workspace.policy_file.write_text(text, encoding="utf-8")


def _file(office: Office, cases: int) -> None:
    for number in range(cases):
        office.desk.file(delay_mail(number), origin=f"bench {number}")


def _decide(office: Office, cases: int) -> None:
    for number in range(cases):
        for person in APPROVERS:
            office.desk.decide(
                f"W1-{FIRST + number}", "approve", person=person, reason="benchmark"
            )


def _per_case(points: Counter[str], cases: int) -> str:
    return ", ".join(f"{name} {count / cases:.1f}" for name, count in sorted(points.items()))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    sys.exit(main())
