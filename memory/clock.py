"""The workspace's clock: real, or replayed, when now is the newest filed message or load."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection

from memory.ledger import Ledger, set_setting, setting

REPLAY = "replay_now"
#: A replay may be held at a time: later mail is read, but time does not go on by itself.
HOLD = "replay_hold"


def move_replay_clock(connection: Connection, at: datetime) -> None:
    """Moves a replayed clock forward, never back; a real clock has no such setting."""
    now, then = setting(connection, REPLAY), at.astimezone(UTC)
    held = setting(connection, HOLD)
    if held:
        then = min(then, datetime.fromisoformat(held))
    if now and then > datetime.fromisoformat(now):
        set_setting(connection, REPLAY, then.isoformat())


def hold_replay_clock(connection: Connection, at: datetime | None) -> None:
    """Holds the replay at a time, or lets it go on."""
    set_setting(connection, HOLD, at.astimezone(UTC).isoformat() if at else "")


class WorkspaceClock:
    """Business time of a workspace; `machine` gives the machine's time, which leases use."""

    def __init__(self, ledger: Ledger, machine: Callable[[], datetime]) -> None:
        self._ledger, self._machine = ledger, machine
        with ledger.reading() as connection:
            self.replayed = bool(setting(connection, REPLAY))

    def now(self) -> datetime:
        """The machine's time, or where the replay stands."""
        if not self.replayed:
            return self._machine().astimezone(UTC)
        with self._ledger.reading() as connection:
            return datetime.fromisoformat(setting(connection, REPLAY))

    def wall(self) -> datetime:
        """The machine's time."""
        return self._machine().astimezone(UTC)
