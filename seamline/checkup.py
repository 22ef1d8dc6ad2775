"""The checks behind `doctor`: the installation, and a workspace if there is one."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Callable
from pathlib import Path

from domain.errors import SeamlineError
from domain.values import Value
from seamline.workspace import Workspace, find

_PACKAGES = ("agents", "graph", "tools", "memory", "evals", "domain", "seamline")


class Check(Value):
    """One check with what was found."""

    name: str
    fine: bool
    said: str


def checkup(folder: Path | None) -> list[Check]:
    """All checks, in the order in which things build on one another."""
    found = [_packages(), _plain_checkpoints()]

    try:
        workspace = find(folder)
    except SeamlineError as error:
        return [*found, Check(name="workspace", fine=True, said=f"none here: {error}")]
    checks: dict[str, Callable[[Workspace], str]] = {
        "settings": lambda one: f"{one.settings_file.name}, clock {one.settings().clock}",
        "policy": _policy,
        "ledger": _ledger,
        "record": _record,
        "memory": _memory,
        "model": _model,
        "notices": _notices,
        **_accounts(workspace),
    }
    return [*found, *(_tried(name, check, workspace) for name, check in checks.items())]


def _tried(name: str, check: Callable[[Workspace], str], where: Workspace) -> Check:
    try:
        return Check(name=name, fine=True, said=check(where))
    except SeamlineError as error:
        return Check(name=name, fine=False, said=str(error))


def _accounts(workspace: Workspace) -> dict[str, Callable[[Workspace], str]]:
    """Checks of the accounts that the settings name; wrong settings have a row of their own."""
    from seamline.account_checks import account_checks

    try:
        return account_checks(workspace)
    except SeamlineError:
        return {}


def _packages() -> Check:
    """Our top-level names are common words: another installed package may own one."""
    owners = importlib.metadata.packages_distributions()
    foreign = {
        name: sorted(set(owners.get(name, [])) - {"seamline"})
        for name in _PACKAGES
        if set(owners.get(name, [])) - {"seamline"}
    }
    gone = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if foreign or gone:
        said = f"owned by others: {foreign}" if foreign else f"missing: {', '.join(gone)}"
        return Check(name="packages", fine=False, said=said)
    return Check(name="packages", fine=True, said="nothing else owns our package names")


def _plain_checkpoints() -> Check:
    from graph.threads import require_strict_msgpack

    try:
        require_strict_msgpack()
    except SeamlineError as error:
        return Check(name="checkpoints", fine=False, said=str(error))
    return Check(name="checkpoints", fine=True, said="only plain values survive")


def _policy(workspace: Workspace) -> str:
    from seamline.wiring import open_office

    office = open_office(workspace)
    try:
        day = office.clock.now().date()
        defects = [one for standing in office.policy.standing if (one := standing.defect(day))]
        people = len(office.people.people)
        said = f"version {office.policy.version}, {people} people"
        return said + ("; " + "; ".join(defects) if defects else "")
    finally:
        office.close()


def _ledger(workspace: Workspace) -> str:
    from memory import chain
    from memory.ledger import Ledger

    ledger = Ledger(workspace.ledger)
    try:
        with ledger.reading() as connection:
            count, head = chain.check(connection)
        return f"{count} facts, the chain holds, head {head[:12]}"
    finally:
        ledger.close()


def _record(workspace: Workspace) -> str:
    from tools.erp.embedded.database import open as open_record
    from tools.erp.embedded.reads import EmbeddedReads

    record = open_record(workspace.record)
    try:
        count = len(EmbeddedReads(record).rows("purchase_order_lines"))
        return f"{workspace.settings().record.kind}, {count} open order lines"
    finally:
        record.close()


def _memory(workspace: Workspace) -> str:
    from memory.embedders import ConceptEmbedder

    return f"embedder {ConceptEmbedder().model_id}, nothing to download"


def _notices(workspace: Workspace) -> str:
    from seamline.notice_checks import notice_check

    return notice_check(workspace)


def _model(workspace: Workspace) -> str:
    model = workspace.settings().model
    if not model.base_url:
        return "none: rules read, code weighs, templates write"
    return f"{model.name} at {model.base_url}; it reads free text and adds concerns, never acts"
