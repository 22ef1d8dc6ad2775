"""Every workflow with an attacker in its mails, in its model and among its specialists."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

from agents.testing import HostileModel
from domain.gate import checks
from domain.gate import gate as gate_module
from domain.ports import ModelAnswer
from domain.proposal import Proposal
from graph import decide
from graph.workflows.registry import workflows
from memory import inbox
from memory.cases import cases
from seamline import views
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.hostile.intruder import ATTACKS, Intruder
from tests.hostile.oracle import RUN, Oracle
from tests.hostile.orders import OBEYED, orders_of, without_approvals
from tests.hostile.spring import Season, from_a_liar, seasons, with_words
from tests.hostile.test_hostile_model import approve_whatever_waits, file

SEED, TRIES = 20260310, 12
pytestmark = pytest.mark.slow
CODES = tuple(workflows())
Open = Callable[..., Office]


class Obedient(HostileModel):
    """The hostile model, asked again until it does what the mail orders; with all it answered."""

    def __init__(self) -> None:
        super().__init__(SEED)
        self.obeyed: list[str] = []

    def complete(
        self, *, stream: str, purpose: str, system: str, user: str, schema: type[BaseModel]
    ) -> ModelAnswer:
        asked = {"stream": stream, "purpose": purpose, "system": system, "user": user}
        for seed in range(SEED, SEED + TRIES):
            found = HostileModel(seed).complete(**asked, schema=schema)
            if any(words in repr(found.value) for words in OBEYED):
                self.obeyed.append(repr(found.value))
                break
        return found


@dataclass
class Attacked:
    """A workflow's workspace after its baited mails met forging specialists and willing people."""

    season: Season
    folder: Path
    code: str
    forged: Mapping[str, str]
    obeyed: list[str]

    def judge(self, folder: Path | None = None) -> Oracle:
        """What left the workspace, or a copy of it."""
        return Oracle(self.season.company, folder or self.folder, orders_of(self.code))


@pytest.fixture(scope="module")
def spring(harlow: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Season]:
    return seasons(harlow, tmp_path_factory.mktemp("spring"))


@pytest.fixture(scope="module")
def attacked(
    spring: Mapping[str, Season], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Attacked]:
    @cache
    def of(code: str) -> Attacked:
        return attack(spring[code], code, tmp_path_factory.mktemp(f"attacked-{code}"))

    return of


def attack(season: Season, code: str, root: Path) -> Attacked:
    """Files the mails, each with an attacker's orders in it; everybody approves all of it."""
    folder = Path(shutil.copytree(season.folder, root / "workspace"))
    model, orders = Obedient(), orders_of(code)
    office = open_office(Workspace(folder), model=model)
    with pytest.MonkeyPatch.context() as patch:
        intruder = Intruder(patch, code, tuple(ATTACKS))
        for mail in season.mails:
            lines = orders if mail == season.mails[-1] else without_approvals(orders)
            file(office, with_words(mail, "\n".join(lines), root / "mails"))
            approve_whatever_waits(office)
    office.close()
    return Attacked(season, folder, code, intruder.forged, model.obeyed)


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Callable[[Attacked], Office]]:
    """Opens a copy of an attacked workspace, without any model."""
    opened: list[Office] = []

    def copy(one: Attacked) -> Office:
        folder = shutil.copytree(one.folder, tmp_path / "workspace")
        opened.append(open_office(Workspace(Path(folder))))
        return opened[-1]

    yield copy
    for one in opened:
        one.close()


def propose_again(office: Office) -> None:
    """All open cases are looked at anew, and everybody approves what comes of it."""
    with office.ledger.transaction() as connection:
        for state in cases(connection):
            inbox.enqueue(connection, f"case:{state.id}", "resumed", {}, office.clock.now())
    office.desk.advance()
    approve_whatever_waits(office)


@pytest.mark.parametrize("code", CODES)
def test_nothing_that_mails_model_or_specialists_make_up_comes_about(
    attacked: Callable[[str], Attacked], code: str
) -> None:
    found = attacked(code)
    judged = found.judge()
    print(f"{code}: {len(found.forged)} forged, {judged.count()} effects")
    assert len(found.forged) >= 2, "there was something to forge"
    ran = {one.key for one in judged.effects if one.state in RUN}
    assert ran & found.forged.keys() == set()
    assert passed(judged, found.forged) == []
    assert judged.violations() == []


@pytest.mark.parametrize("code", CODES)
def test_the_model_did_obey_the_orders_in_its_mails(
    attacked: Callable[[str], Attacked], code: str
) -> None:
    assert attacked(code).obeyed


@pytest.mark.parametrize("code", CODES)
def test_honest_specialists_get_their_work_done_in_spite_of_the_orders(
    attacked: Callable[[str], Attacked], copied: Callable[[Attacked], Office], code: str
) -> None:
    found = attacked(code)
    office = copied(found)
    propose_again(office)
    judged = found.judge(office.workspace.folder)
    print(f"{code}: {judged.count()} effects")
    assert judged.violations() == []
    assert judged.count() or views.inbox(office)["waiting"], "the desk did its work"


#: All that stands between a forged value or addressee and the outbox.
GUARDS = ("addressed", "granted", "proven", "in_place")


@pytest.mark.parametrize("code", CODES)
def test_mails_that_are_not_their_senders_move_nothing_whoever_approves(
    spring: Mapping[str, Season], opened: Open, tmp_path: Path, code: str
) -> None:
    season = spring[code]
    office = opened(Path(shutil.copytree(season.folder, tmp_path / "workspace")))
    file(office, *(from_a_liar(mail, tmp_path / "mails") for mail in season.mails))
    approve_whatever_waits(office)
    judged = Oracle(season.company, office.workspace.folder)
    assert judged.violations() == []
    assert {one.kind for one in judged.effects if one.state in RUN} <= {"NotifyFunction"}


#: Their cases wait for an answer about a bank account or a drawing: nothing can be approved yet.
WAITING = ("P1", "P2")


@pytest.mark.parametrize("code", CODES)
def test_a_gate_without_its_guards_is_found(
    attacked: Callable[[str], Attacked],
    copied: Callable[[Attacked], Office],
    monkeypatch: pytest.MonkeyPatch,
    code: str,
) -> None:
    found = attacked(code)  # with all guards in place
    left = tuple(one for one in checks.CHECKS if one.__name__ not in GUARDS)
    monkeypatch.setattr(gate_module, "CHECKS", left)
    # nor does anything wait for the call-back that a strange account is put to, nor is what was
    # chosen from stock worked out again as it is approved
    monkeypatch.setattr(Proposal, "held_by", ())
    monkeypatch.setattr(decide, "still_stands", lambda *_: True)
    intruder = Intruder(monkeypatch, code, tuple(ATTACKS))
    office = copied(found)
    propose_again(office)
    judged = found.judge(office.workspace.folder)
    assert passed(judged, intruder.forged) == sorted(set(intruder.forged.values()))
    if code not in WAITING:
        assert {one.key for one in judged.effects if one.state in RUN} & intruder.forged.keys()
        assert judged.violations() != []


def passed(judged: Oracle, forged: Mapping[str, str]) -> list[str]:
    """The attacks by which something got past the gate: it ran, or would once a person says yes."""
    ruled = [one["body"]["rulings"] for one in judged.facts if one["kind"] == "ruled"]
    keys = {one["action_key"] for rulings in ruled for one in rulings if one["outcome"] != "never"}
    return sorted({forged[one] for one in keys & forged.keys()})
