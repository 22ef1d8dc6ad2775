"""A workspace: the folder that holds settings, policy, people, ledger, record, mail and memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from domain.errors import BadInput, Refused
from seamline.settings import FILE, Settings, load_settings


@dataclass(frozen=True)
class Workspace:
    """Paths of a workspace."""

    folder: Path

    @property
    def settings_file(self) -> Path:
        """What the user sets."""
        return self.folder / FILE

    @property
    def policy_file(self) -> Path:
        """Who may decide what."""
        return self.folder / "policy.yaml"

    @property
    def people_file(self) -> Path:
        """Roles, limits, delegates, absence."""
        return self.folder / "people.yaml"

    @property
    def ledger(self) -> Path:
        """The truth."""
        return self.folder / "ledger.db"

    @property
    def record(self) -> Path:
        """The embedded system of record."""
        return self.folder / "erp.db"

    @property
    def checkpoints(self) -> Path:
        """Checkpoints of the case graph: may be dropped."""
        return self.folder / "checkpoints.db"

    @property
    def blobs(self) -> Path:
        """Raw bytes by hash."""
        return self.folder / "blobs"

    @property
    def outgoing(self) -> Path:
        """Mails written."""
        return self.folder / "outgoing"

    @property
    def handover(self) -> Path:
        """Rows for people to apply in their ERP."""
        return self.folder / "apply-in-erp"

    @property
    def index(self) -> Path:
        """The disposable memory index."""
        return self.folder / "chroma"

    def settings(self) -> Settings:
        """The settings as they are now."""
        return load_settings(self.settings_file)


def rules_text(path: Path) -> str:
    """The text of a file that people write; BadInput when it is gone or no text."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        why = getattr(problem, "strerror", None) or "it is no UTF-8 text"
        raise BadInput(f"cannot be read: {why}", file=path.name, remedy="put it back") from None


def find(start: Path | None) -> Workspace:
    """The workspace in a folder (the current one by default); Refused when there is none."""
    folder = (start or Path.cwd()).resolve()
    if not (folder / FILE).is_file():
        raise Refused(
            f"{folder} is no workspace; make one with `seamline init {folder}` "
            "or name yours with --workspace"
        )
    return Workspace(folder)


def create(
    folder: Path,
    *,
    clock: str = "real",
    machine: Callable[[], datetime],
    starter: str = "starter",
    replay_from: datetime | None = None,
) -> Workspace:
    """Makes an empty workspace; Refused when the folder holds something."""
    folder = folder.resolve()
    if folder.is_dir() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty; name a new or an empty folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Refused(
            f"{folder} cannot be made: {problem.strerror}; name a new or an empty folder"
        ) from None
    workspace = Workspace(folder)
    migrate(workspace)
    source = files("seamline") / starter
    for name in ("policy.yaml", "people.yaml"):
        (folder / name).write_text((source / name).read_text(encoding="utf-8"), encoding="utf-8")
    _first_facts(workspace, clock, machine, replay_from)
    text = (
        (source / FILE).read_text(encoding="utf-8").replace('clock = "real"', f'clock = "{clock}"')
    )
    workspace.settings_file.write_text(text, encoding="utf-8")  # last: it makes it a workspace
    return workspace


def migrate(workspace: Workspace) -> None:
    """Brings the workspace's databases to the newest schema."""
    from memory.ledger import Ledger
    from tools.erp.embedded import database

    Ledger.create(workspace.ledger)
    database.migrate(workspace.record)


def _first_facts(
    workspace: Workspace,
    clock: str,
    machine: Callable[[], datetime],
    replay_from: datetime | None,
) -> None:
    from domain.fact import NewFact
    from memory import chain
    from memory.clock import REPLAY
    from memory.ledger import Ledger, set_setting

    start = replay_from or datetime(2000, 1, 1, tzinfo=UTC)
    ledger = Ledger(workspace.ledger)
    with ledger.transaction() as connection:
        if clock == "replay":
            set_setting(connection, REPLAY, start.astimezone(UTC).isoformat())
        at = start if clock == "replay" else machine()
        made = NewFact(
            stream="workspace",
            kind="workspace_made",
            at=at,
            actor="seamline",
            body={"clock": clock, "made_at": machine().isoformat()},
        )
        chain.append(connection, [made])
    ledger.close()
