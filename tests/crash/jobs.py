"""One job: a process that is killed, another that recovers, and what is then found."""

from __future__ import annotations

import json
import shutil
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import seamline  # noqa: F401  # first: it settles what libraries may do
from domain.points import watched
from graph.desk import LEASE
from seamline import wiring
from seamline.wiring import Office
from tests.crash import planted, targets
from tests.crash.guard import Guard
from tests.crash.killing import NEVER, Passed, Passing
from tests.crash.picture import Picture, broken, picture
from tests.crash.scenario import BEGAN, Machine, opened, recover
from tests.crash.steps import RECALLED, Step
from tests.crash.stories import STORIES
from tools.mail.parse import parse
from tools.mailer import submission


@dataclass(frozen=True)
class Job:
    """A copy of `source` in `folder`, on which a process runs a stage and dies at event `kill`.

    Then another recovers, that is killed at event `again` if that is named, and then a third; not
    if the first works `alone`: then its workspace is kept, and at each event in `stops` a copy is
    left in that folder, for a job without a `source`, which begins with the recovery. `eager`
    users decide before the leases of the dead run out; business goes on `days` later, or after all
    was `stopped` for a while. `target` names an unkind target instead of the product's own, `plant`
    a bug to plant. `guarded` looks for writes without a point. `fresh` kills a process started
    anew instead of a fork.
    """

    source: str
    folder: str
    story: str = "delay"
    stage: int = 0
    kill: int = NEVER
    again: int = NEVER
    stops: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False
    eager: bool = False
    days: int = 0
    stopped: bool = False
    target: str = ""
    plant: str = ""
    guarded: bool = False
    fresh: bool = False

    @property
    def steps(self) -> Sequence[Step]:
        """What users do in this process and those that follow it."""
        return STORIES[self.story].steps[self.stage :]

    @property
    def processes(self) -> list[str]:
        """The names of its processes in their order."""
        before = ["first"] if self.source else []
        between = ["between"] if self.again != NEVER else []
        return before if self.alone else [*before, *between, "last"]

    @property
    def workspace(self) -> Path:
        """The copy that is worked on."""
        return Path(self.folder) / "workspace"

    @property
    def deliveries(self) -> Path:
        """What an unkind target delivered."""
        return self.workspace / "deliveries.jsonl"


@dataclass
class Result:
    """What became of a job: how each process ended, what the first passed, what the last found."""

    ended: list[int] = field(default_factory=list)
    events: list[Passed] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    picture: Picture = field(default_factory=dict)
    deliveries: list[dict[str, Any]] = field(default_factory=list)


def begin(job: Job) -> None:
    """Copies the workspace and gives it the settings that the job's target needs."""
    if not job.source:
        return
    Path(job.folder).mkdir(parents=True)
    shutil.copytree(job.source, job.workspace)
    settings = job.workspace / "seamline.toml"
    text = settings.read_text(encoding="utf-8")
    if job.target == "relay" and "[smtp]" not in text:
        text += '\n[smtp]\nhost = "127.0.0.1"\nsecurity = "plain"\n'
    if job.target == "exports":
        text = text.replace('kind = "embedded"', 'kind = "exports"')
    settings.write_text(text, encoding="utf-8")


def first(job: Job) -> None:
    """The process that is killed; what it passed is left in `first.json` if it ends."""
    stops = {int(number) for number in job.stops}
    passing, guard = Passing(job.kill, stops), Guard(job.workspace)
    with _watched(job, passing, guard), _office(job, Machine(BEGAN)) as office:
        job.steps[0].do(office)
    _leave(job, "first", Result(events=passing.events, outside=guard.outside))


def between(job: Job) -> None:
    """A recovery that is killed as well."""
    machine = Machine(BEGAN)
    with _watched(job, Passing(job.again), Guard(job.workspace)), _office(job, machine) as office:
        list(recover(office, machine, job.steps, eager=job.eager))


def last(job: Job) -> None:
    """The process that recovers and looks at what is there; leaves it in `last.json`."""
    guard, found = Guard(job.workspace), Result()
    machine = Machine(BEGAN if job.again == NEVER else BEGAN + 2 * LEASE)
    try:
        with _watched(job, Passing(), guard), _office(job, machine) as office:
            found.broken += recover(
                office,
                machine,
                job.steps,
                eager=job.eager,
                days=job.days,
                stopped=job.stopped,
            )
            found.broken += broken(office, recalled=job.steps[-1] is RECALLED)
            found.picture = picture(office)
    except Exception:  # noqa: BLE001  # whatever it is, it is what the harness reports
        found.broken.append(traceback.format_exc())
    found.outside, found.deliveries = guard.outside, targets.noted(job.deliveries)
    _leave(job, "last", found)


def result(job: Job, ended: list[int]) -> Result:
    """What the processes left; the job's folder is removed, unless its workspace is kept."""
    found = Result(**_left(job, "last")) if not job.alone else Result()
    before = _left(job, "first")
    found.ended, found.events = ended, before.get("events", [])
    found.outside += before.get("outside", [])
    if not job.alone:
        shutil.rmtree(job.folder)
    return found


def _leave(job: Job, name: str, found: Result) -> None:
    told = json.dumps(vars(found))
    (Path(job.folder) / f"{name}.json").write_text(told, encoding="utf-8")


def _left(job: Job, name: str) -> dict[str, Any]:
    file = Path(job.folder) / f"{name}.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


@contextmanager
def _watched(job: Job, passing: Passing, guard: Guard) -> Iterator[None]:
    passing.watch_renames()
    guarding = guard.on() if job.guarded else nullcontext()
    with guarding, watched(passing), passing.subject.told(), planted.bug(job.plant):
        yield


@contextmanager
def _office(job: Job, machine: Machine) -> Iterator[Office]:
    """The workspace with the job's target; a mere fork parses mail itself, to spare 0.2 s."""
    if not (job.fresh or job.guarded):
        wiring.parse_safely = wiring.identify_safely = parse
    if job.target == "relay":
        targets.Relay.log = job.deliveries
        submission.smtplib.SMTP = targets.Relay  # type: ignore[misc]
    office = opened(job.workspace, machine)
    if job.target == "plain":
        office.deps.hands.update(dict.fromkeys(targets.MAILED, targets.Plain(job.deliveries)))
    try:
        yield office
    finally:
        office.close()
