"""Several processes on one workspace: workers advance while another files mails and decides.

`python -m tests.crash.together FOLDER SEED ...` runs each seed on a copy of one workspace and
prints what was found wrong (JSON). With an odd seed a worker is killed and another takes over.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import seamline  # noqa: F401  # first: it settles what libraries may do
from domain.case import CaseState
from domain.errors import NotAllowed, Stale
from evals.company import FIRST, delay_mail, export_of
from graph.desk import LEASE
from memory import chain, outbox
from memory.cases import cases
from seamline.demo_company import OPENS, make_demo
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.crash.picture import effects_not_once, unfinished
from tests.crash.scenario import BEGAN, MINUTE
from tests.crash.warm import begun, warm_up
from tests.unasked import ask_nobody_again

#: Orders that are late, one mail and so one case each.
ORDERS = 3


def main() -> None:
    """All seeds, one after the other."""
    folder, seeds = Path(sys.argv[1]), [int(one) for one in sys.argv[2:]]
    warm_up()
    _ended(partial(_prepare, folder), folder / "prepare.log")
    print(json.dumps({seed: run(folder, seed) for seed in seeds}))


def run(folder: Path, seed: int) -> list[str]:
    """One workspace, worked on by all at once; what is wrong with it in the end."""
    place = folder / f"seed-{seed}"
    shutil.copytree(folder / "prepared", place)
    _set_machine(place, BEGAN)
    people = begun(partial(_office_hours, place, seed), folder / f"people-{seed}.log")
    worker = begun(partial(_work, place), folder / f"worker-{seed}.log")
    if seed % 2:
        time.sleep(random.Random(seed).uniform(0.3, 1.5))
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        _set_machine(place, BEGAN + LEASE + MINUTE)
        worker = begun(partial(_work, place), folder / f"worker-{seed}.log")
    ended = [os.waitpid(child, 0)[1] for child in (people, worker)]
    told = folder / f"found-{seed}.json"
    _ended(partial(_look, place, told), folder / f"look-{seed}.log")
    found: list[str] = json.loads(told.read_text(encoding="utf-8"))
    return found if ended == [0, 0] else [*found, f"the processes ended with {ended}"]


def _ended(do: Callable[[], None], log: Path) -> None:
    """Does it in a process that ends before any other begins."""
    code = os.waitpid(begun(do, log), 0)[1]
    assert code == 0, log.read_text(encoding="utf-8")


def _prepare(folder: Path) -> None:
    office = open_office(ask_nobody_again(make_demo(folder / "prepared")))
    load_export(office, export_of(OPENS.opening(), folder / "export", ORDERS))
    office.close()


def _office_hours(place: Path, seed: int) -> None:
    """Files the mails and decides, in an order and at a pace of its own, until all is closed."""
    chance, office = random.Random(seed), _opened(place)
    unfiled = list(range(ORDERS))
    chance.shuffle(unfiled)
    while sum(state.closed is not None for state in _cases(office)) < ORDERS:
        time.sleep(chance.uniform(0, 0.05))
        if unfiled and chance.random() < 0.5:
            number = unfiled.pop()
            office.desk.file(delay_mail(number), origin=f"late-{number}")
        for state in chance.sample(found := _cases(office), len(found)):
            if state.phase == "review" and state.asked is not None:
                _decide(office, state.id, chance.choice(state.asked.people))
    (place / "over").touch()
    office.close()


def _decide(office: Office, case: str, person: str) -> None:
    """Approves; who was too late, or approved before, looks again."""
    try:
        office.desk.decide(case, "approve", person=person, reason="covers the gap")
    except (NotAllowed, Stale):
        office.desk.advance()


def _work(place: Path) -> None:
    """Advances whatever is due until the day is over."""
    office = _opened(place)
    while not (place / "over").exists():
        if not office.desk.advance():
            time.sleep(0.01)
    office.close()


def _look(place: Path, told: Path) -> None:
    office = _opened(place)
    told.write_text(json.dumps(list(_wrong(office))), encoding="utf-8")
    office.close()


def _wrong(office: Office) -> Iterator[str]:
    """What was lost or doubled."""
    with office.ledger.reading() as connection:
        facts = list(chain.all_facts(connection))
        chain.check_links(facts)
        effects = outbox.effects(connection)
        yield from effects_not_once(office, facts, effects)
        yield from unfinished(connection, office.clock.now())
    kinds = Counter(fact.kind for fact in facts)
    for kind in ("message_filed", "message_read", "case_opened", "remembered", "closed"):
        if kinds[kind] != ORDERS:
            yield f"{kinds[kind]} {kind} for {ORDERS} mails"
    if {state.id for state in _cases(office)} != {f"W1-{FIRST + one}" for one in range(ORDERS)}:
        yield "a mail became another case than its own"
    journal = sorted(row[0] for row in office.record.found("SELECT key FROM effects", ()))
    written = sorted(one.key for one in effects if one.kind in ("ChangeOrderLine", "IssueOrder"))
    if journal != written:
        yield f"the record's journal has {len(journal)} effects, not {len(written)}"
    mails = len(list(office.workspace.outgoing.glob("*.eml")))
    if mails != len(effects) - len(written):
        yield f"{mails} mails were written, not {len(effects) - len(written)}"


def _cases(office: Office) -> list[CaseState]:
    with office.ledger.reading() as connection:
        return cases(connection)


def _opened(place: Path) -> Office:
    """The workspace, at a machine time that all processes share: it stands in a file."""
    machine = place / "machine"
    return open_office(
        Workspace(place),
        machine=lambda: datetime.fromisoformat(machine.read_text(encoding="utf-8")),
    )


def _set_machine(place: Path, at: datetime) -> None:
    draft = place / "machine.new"
    draft.write_text(at.isoformat(), encoding="utf-8")
    draft.replace(place / "machine")


if __name__ == "__main__":
    main()
