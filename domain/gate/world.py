"""What the gate is handed: everything looked up again at the moment of ruling, nothing claimed."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum
from typing import Any, Literal

from domain.provenance import Slot
from domain.values import Value


class Trust(IntEnum):
    """How much a value's source is trusted; a derived value has the lowest of its inputs."""

    NONE = 0
    MODEL = 1
    UNKNOWN_SENDER = 2
    PARTNER = 3
    VOUCHED = 4
    AUTHENTICATED_PARTNER = 5
    MASTER = 6


class Resolved(Value):
    """What was found on looking a provenance up again.

    `reason` is empty when it holds, else one of `domain.ruling.REASONS`. `value` is what stands
    there now; for quoted words it is the quote itself, which the gate reads again. `arguments`
    are a recipe's arguments as they stand elsewhere: a claimed one of the same name must equal it.
    `allowed` are the values that the message and the sender's record give for others (reference
    day, date order, decimal mark …): one that is claimed must be among them, and the first of them
    holds where none is claimed.
    """

    value: str = ""
    trust: Trust = Trust.NONE
    reason: str = ""
    arguments: dict[str, str] = {}
    allowed: dict[str, tuple[str, ...]] = {}


class Grant(Value):
    """What a case may do at all: kinds of action, objects it touches, how much, until when.

    `objects` are rows it may touch or tell of; `reads` are further rows (rates of its lane,
    company figures, series written `demand:SITE/ITEM`) that its values may rest on. `lacks` are
    values on record without which `cap_minor` could not be reckoned in full. Nothing runs
    after `expires_at`; after `fresh_until` nothing runs without a person, for the news are old.
    """

    case: str
    kinds: tuple[str, ...]
    objects: frozenset[str]
    reads: frozenset[str] = frozenset()
    contacts: frozenset[str]
    cap_minor: int
    lacks: tuple[str, ...] = ()
    expires_at: datetime
    fresh_until: datetime | None = None


class World(Value):
    """The situation of one ruling, recomputed by the authority inside its transaction.

    `measures` feed the conditions; None = nobody knows. `resolved` is keyed by `leaf_key`.
    `forged` = all mail that the case rests on failed its sender's check; `unpriced` says what is
    missing where nobody knows what is spent.
    """

    now: datetime
    mode: Literal["observe", "advise", "act"]
    stopped: str = ""
    owner: str = ""
    grant: Grant
    measures: dict[str, Any]
    resolved: dict[str, Resolved]
    terms: tuple[str, ...] = ()
    recipient_problem: str = ""
    acts_today: int = 0
    standing_acts_today: dict[str, int] = {}
    spent_minor: int | None = 0
    unpriced: str = ""
    intended_keys: frozenset[str] = frozenset()
    waits_for_answer: bool = False
    forged: bool = False


def leaf_key(slot: Slot) -> str:
    """The name under which a leaf's look-up is handed in: all that the leaf claims."""
    return slot.model_dump_json()
