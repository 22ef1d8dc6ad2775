"""Benchmark of the delay workflow on a desk it is handed, beside bare graph steps in one run."""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from domain.points import watched
from evals.company import FIRST, delay_mail
from graph.desk import Desk

APPROVERS = ("E007", "E002")

#: A row of the result: what was measured, and the figure.
Row = tuple[str, str]


class Bench(Protocol):
    """A workspace made for measuring: its desk, and what it holds on disk."""

    desk: Desk

    def sizes(self) -> dict[str, int]:
        """Bytes of `ledger` and `checkpoints`, number of `facts`."""
        ...

    def calls(self) -> tuple[int, int]:
        """Model calls made, and their input tokens."""
        ...


class Measured(NamedTuple):
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
    used = (resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def without_model(bench: Bench, cases: int, bare: Callable[[], Any]) -> list[Row]:
    """Mail in to proposal waiting, then approved to closed, and the bare graph beside it."""
    points: Counter[str] = Counter()
    with watched(lambda name, phase: points.update([name] if phase == "after" else [])):
        filing = measured(cases, lambda: file_mails(bench, cases))
        proposing = measured(cases, lambda: bench.desk.advance(in_flight=8))
        waiting = bench.sizes()
        deciding = measured(cases, lambda: _decide(bench, cases))
    yardstick = measured(cases, bare)
    closed = bench.sizes()
    whole = filing.cpu + proposing.cpu + deciding.cpu
    return [
        ("filing a mail (parsed in its own process)", filing.said()),
        ("mail filed → priced proposal waits", proposing.said()),
        ("two approvals → executed, read back, closed, remembered", deciding.said()),
        ("the same number of bare graph steps, no checkpointer", yardstick.said()),
        ("CPU mail → proposal ÷ bare graph", f"{proposing.cpu / yardstick.cpu:.1f}"),
        ("CPU of a whole case ÷ bare graph", f"{whole / yardstick.cpu:.1f}"),
        ("durable writes a case", _per_case(points, cases)),
        ("facts a case", f"{closed['facts'] / cases:.1f}"),
        ("checkpoint bytes a waiting case", f"{waiting['checkpoints'] // cases:,}"),
        ("ledger bytes a closed case", f"{closed['ledger'] // cases:,}"),
    ]


def with_model(bench: Bench, cases: int, latency: float, in_flight: int) -> list[Row]:
    """The same with a model that takes its time, many cases in flight."""
    file_mails(bench, cases)
    proposing = measured(cases, lambda: bench.desk.advance(in_flight=in_flight))
    calls, tokens = bench.calls()
    name = f"a model of {latency} s a call, {in_flight} in flight: mail filed → proposal waits"
    return [
        (name, proposing.said()),
        ("model calls a case", f"{calls / cases:.2f}"),
        ("input tokens a case (as the server counts)", f"{tokens / cases:.0f}"),
    ]


def file_mails(bench: Bench, cases: int) -> None:
    """One delay mail a case."""
    for number in range(cases):
        bench.desk.file(delay_mail(number), origin=f"bench {number}")


def _decide(bench: Bench, cases: int) -> None:
    for number in range(cases):
        for person in APPROVERS:
            bench.desk.decide(f"W1-{FIRST + number}", "approve", person=person, reason="bench")


def _per_case(points: Counter[str], cases: int) -> str:
    return ", ".join(f"{name} {count / cases:.1f}" for name, count in sorted(points.items()))
