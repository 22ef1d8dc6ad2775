"""The warm parent: imports everything, opens nothing, and forks a child for every process.

`python -m tests.crash.warm` reads lines of jobs (JSON) and answers each with a line of results.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache, partial
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory

import domain
import seamline  # noqa: F401  # first: it settles what libraries may do
from domain.words import lexicon
from graph.threads import compiled
from graph.workflows.registry import workflows
from memory.embedders import ConceptEmbedder
from memory.exact_index import ExactIndex
from seamline import wiring
from seamline.demo_company import OPENS, make_demo
from seamline.loading import load_export
from tests.crash.jobs import Job, Result, begin, between, first, last, result
from tests.crash.stories import STORIES
from tests.swift import share_compiled_sql
from tests.unasked import ask_nobody_again

#: A process that hangs is ended after so many seconds, and told.
PATIENCE = 90

#: What is imported at first use.
LATE = (
    "agents.reader",
    "graph.advance",
    "aiosqlite",
    "chromadb.api.rust",
    "chromadb.telemetry.product.posthog",
    "langchain_core.tracers.run_collector",
    "langchain_core.tracers.stdout",
    "memory.index_audit",
    "sqlalchemy.dialects.sqlite",
)
STEPS: dict[str, Callable[[Job], None]] = {"first": first, "between": between, "last": last}


def main() -> None:
    """Answers until its input ends."""
    warm_up()
    threads = os.listdir("/proc/self/task")
    assert len(threads) == 1, f"a fork of {len(threads)} threads is no fair copy"
    for line in sys.stdin:
        jobs = [Job(**one) for one in json.loads(line)]
        print(json.dumps(side_by_side(jobs, os.cpu_count() or 1)), flush=True)


def warm_up() -> None:
    """Imports what is imported at first use, and keeps what is read from texts that stay."""
    for name in (*LATE, *(one.name for one in walk_packages(domain.__path__, "domain."))):
        import_module(name)
    for workflow in workflows().values():
        compiled(tuple(sorted(workflow.SPECIALISTS)))
    ConceptEmbedder()
    for file in (files("domain.words")).iterdir():
        if file.name.endswith(".yaml"):
            _tried(lexicon, file.name.removesuffix(".yaml"))
    wiring.load_people = lru_cache(wiring.load_people)
    share_compiled_sql()
    _play_once()
    gc.collect()
    gc.freeze()  # children need not look through, and so copy, all that was imported


def _play_once() -> None:
    """Plays a story in a workspace that is thrown away: its SQL and patterns are compiled then.

    Without Chroma, whose threads outlive it.
    """
    chroma, wiring.ChromaIndex = wiring.ChromaIndex, lambda _, model: ExactIndex(model)
    with TemporaryDirectory() as folder:
        office = wiring.open_office(ask_nobody_again(make_demo(Path(folder) / "workspace")))
        load_export(office, OPENS.opening())
        for step in STORIES["delay"].steps:
            step.again(office)
        office.close()
    wiring.ChromaIndex = chroma


def _tried(read: Callable[[str], object], name: str) -> None:
    with suppress(AttributeError, TypeError):  # some are tables of another form
        read(name)


def side_by_side(jobs: list[Job], at_once: int) -> list[dict[str, object]]:
    """Runs the jobs, some at once, each in a runner of its own; results in the jobs' order."""
    running: set[int] = set()
    for job in jobs:
        if len(running) == at_once:
            running.remove(os.wait()[0])
        running.add(begun(partial(_run, job), _answer(job).with_suffix(".log")))
    for _ in running:
        os.wait()
    return [_answered(job) for job in jobs]


def _run(job: Job) -> None:
    """The processes of a job, one after the other."""
    begin(job)
    ended = [_step(job, name) for name in job.processes]
    _answer(job).write_text(json.dumps(vars(result(job, ended))), encoding="utf-8")


def _step(job: Job, name: str) -> int:
    """One process of a job; how it ended: its exit code, or minus the signal that killed it."""
    log = Path(job.folder) / f"{name}.log"
    if not (job.fresh and name == "first"):
        return _waited_for(begun(partial(STEPS[name], job), log), job)
    command = [sys.executable, "-m", "tests.crash.child", name, json.dumps(asdict(job))]
    with log.open("w", encoding="utf-8") as told:
        done = subprocess.run(command, stdout=told, stderr=told, timeout=PATIENCE, check=False)
    return done.returncode


def _waited_for(child: int, job: Job) -> int:
    """Waits until it ends; where it stands still, what is there is copied for another job."""
    folders = iter(job.stops.values())
    while os.WIFSTOPPED(status := os.waitpid(child, os.WUNTRACED)[1]):
        shutil.copytree(job.workspace, Path(next(folders), "workspace"))
        os.kill(child, signal.SIGCONT)
    return os.waitstatus_to_exitcode(status)


def begun(do: Callable[[], None], log: Path) -> int:
    """A fork that does this and ends; its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        told = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(told, 1)
        os.dup2(told, 2)
        signal.alarm(PATIENCE)
        do()
        code = 0
    except BaseException:  # noqa: BLE001  # a fork must not run on in its parent's name
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _answer(job: Job) -> Path:
    return Path(f"{job.folder}.json")


def _answered(job: Job) -> dict[str, object]:
    """What a runner left; if it left nothing, why."""
    if _answer(job).exists():
        return dict(json.loads(_answer(job).read_text(encoding="utf-8")))
    why = _answer(job).with_suffix(".log").read_text(encoding="utf-8")
    return vars(Result(ended=[1], broken=[why]))


if __name__ == "__main__":
    main()
