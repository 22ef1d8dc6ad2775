"""Beside a desk that runs: what its worker is just at is waited for a little, then told."""

from __future__ import annotations

import time
from collections.abc import Sequence

from memory.holders import Held
from seamline.wiring import Office

#: Seconds that a command waits for another worker, and between two looks.
_PATIENCE, _LOOK = 4.0, 0.2


def still_held(opened: Office, streams: Sequence[str] | None = None) -> list[Held]:
    """What another worker still holds after a short wait; what it gave back meanwhile goes on."""
    held = opened.desk.held(streams)
    if not held:
        return []
    over = time.monotonic() + _PATIENCE
    while held and time.monotonic() < over:
        time.sleep(_LOOK)
        held = opened.desk.held(streams)
    if not held:
        opened.desk.advance(streams=streams)
        held = opened.desk.held(streams)
    return held
