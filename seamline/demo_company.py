"""The sample company Harlow as it ships: its opening export, its days and its mails."""

from __future__ import annotations

import email
import email.policy
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from importlib.resources import files
from pathlib import Path

from domain.values import Value
from graph.workflows.registry import workflows
from memory.clock import hold_replay_clock
from seamline.control import set_mode
from seamline.wiring import Office, machine_clock, open_office
from seamline.workspace import Workspace, create

#: The demo begins the day before its first mail.
BEGINS = datetime.fromisoformat("2026-03-10T00:00:00+00:00")

#: The demo's clock is held here, so that what waits can still be decided.
HELD_AT = datetime.fromisoformat("2026-03-13T18:00:00+00:00")


class Company:
    """Where the sample company's files lie in the installed package."""

    def __init__(self) -> None:
        self.folder = Path(str(files("seamline"))) / "demo"

    def company(self) -> Path:
        """Its exports: `opening`, and `feed/DAY/world` and `feed/DAY/own`."""
        return self.folder / "harlow"

    def opening(self) -> Path:
        """What its ERP exported at the end of the opening day."""
        return self.company() / "opening"

    def feed(self, day: date) -> Path | None:
        """What that day's export adds of the world, if there is one."""
        found = self.company() / "feed" / day.isoformat() / "world"
        return found if found.is_dir() else None

    def own(self, day: date) -> Path | None:
        """What its own people entered that day, if they did: orders, bookings, payments."""
        found = self.company() / "feed" / day.isoformat() / "own"
        return found if found.is_dir() else None

    def mails(self) -> list[Path]:
        """The sample mails."""
        return sorted((self.folder / "mail").glob("*.eml"))

    def answers(self) -> list[Path]:
        """What partners answer to what the demo's people decided; no part of the sample company."""
        return sorted((self.folder / "answers").glob("*.eml"))

    def answered(self, day: date) -> Path | None:
        """What that day's export shows of what partners answered in the demo, if it does."""
        found = self.folder / "answers" / "feed" / day.isoformat()
        return found if found.is_dir() else None

    def answered_days(self) -> list[date]:
        """Days with such an export."""
        folders = (self.folder / "answers" / "feed").iterdir()
        return sorted(date.fromisoformat(one.name) for one in folders if one.is_dir())

    def feed_days(self) -> list[date]:
        """Days with an export, be it of the world or of what the company's own people did."""
        folders = (self.company() / "feed").iterdir()
        return sorted(date.fromisoformat(one.name) for one in folders if one.is_dir())


OPENS = Company()


class Day(Value):
    """One day of the demo: its mails in the order they were written, then its feed of the world,
    then what the company's own people entered."""

    day: date
    mails: tuple[Path, ...]
    feed: Path | None
    own: Path | None


def mail_days() -> list[Day]:
    """All days of the demo in order."""
    dated: dict[date, list[tuple[datetime, Path]]] = {}
    for path in OPENS.mails():
        sent = written_at(path)
        dated.setdefault(sent.date(), []).append((sent, path))
    days = sorted({*dated, *OPENS.feed_days()})
    return [
        Day(
            day=day,
            mails=tuple(path for _, path in sorted(dated.get(day, []))),
            feed=OPENS.feed(day),
            own=OPENS.own(day),
        )
        for day in days
    ]


def make_demo(folder: Path) -> Workspace:
    """A workspace for the demo: replay clock, Harlow's policy and people, its workflows may act."""
    workspace = create(
        folder, clock="replay", machine=machine_clock, starter="demo", replay_from=BEGINS
    )
    office = open_office(workspace)
    try:
        let_act(office)
        hold(office)
    finally:
        office.close()
    return workspace


def let_act(office: Office) -> None:
    """Every workflow may act, by the waiver of its flow's owner."""
    for flow in workflows().values():
        waiver = OPENS.folder / "waivers" / f"{flow.NAME}.yaml"
        if waiver.is_file():
            set_mode(office, flow.NAME, "act", "", waiver, "E020")


def hold(office: Office) -> None:
    """Holds the demo's clock: mails of later days are read, but time does not go on."""
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, HELD_AT)


def let_go(office: Office) -> None:
    """Lets the demo's clock go on with its mails."""
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)


def written_at(path: Path) -> datetime:
    """The own date of a mail of the demo; they ship with the product, so it is there."""
    parsed = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
    return parsedate_to_datetime(str(parsed["Date"]))
