"""Reading back: what a system holds after an effect, over a fresh connection, and what it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from sqlalchemy import Connection

from domain.actions import action_from
from domain.fact import Fact
from graph.deps import Deps
from graph.effects import expected, parameters
from memory import chain, outbox
from memory.outbox import Effect

#: Facts that say how far the read-back of an effect has come.
TOLD = (
    "awaiting_erp",
    "outcome_verified",
    "outcome_mismatch",
    "effect_overtaken",
    "effect_settled",
)

#: With these an effect's read-back is over.
_OVER = ("outcome_verified", "effect_overtaken")


class Found(NamedTuple):
    """What a read-back found: the kind of fact it makes, and the body of that fact."""

    kind: str
    body: dict[str, Any]


class Story(NamedTuple):
    """What the ledger says of one effect's read-back so far; `loads` numbers the newest export.

    `wished` are the values that earlier effects of the case want in the same place.
    """

    told: tuple[Fact, ...]
    loads: int
    wished: tuple[dict[str, str], ...] = ()

    @property
    def last(self) -> Fact | None:
        """The newest word."""
        return self.told[-1] if self.told else None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be read."""
        last = self.last
        return last is not None and (last.kind in _OVER or last.body.get("verdict") == "accept")

    @property
    def is_stale(self) -> bool:
        """Whether there may be something new to read after the newest word."""
        last = self.last
        return last is None or last.kind == "effect_settled" or self.loads > last.number

    @property
    def stood(self) -> dict[str, str]:
        """What the record held when the effect was handed over to people, by slot."""
        handed = next((one for one in self.told[::-1] if one.body.get("stood")), None)
        return dict(handed.body.get("stood", {})) if handed else {}


def stories(connection: Connection, stream: str, keys: Sequence[str]) -> dict[str, Story]:
    """The story of each of these effects of one case."""
    facts = chain.of_stream(connection, stream, kinds=TOLD)
    loads = chain.newest(connection, "record_loaded")
    return {
        key: Story(tuple(one for one in facts if one.body["key"] == key), loads) for key in keys
    }


def look(deps: Deps, effect: Effect) -> Found:
    """Looks over a fresh connection; a value other than intended is shown, not believed."""
    action = action_from(effect.action)
    params = parameters(action, deps, effect.day)
    read = deps.hands[effect.kind].read_back(effect.kind, {**params, "key": effect.key})
    wanted = expected(action, params)
    wrong = differing(read, wanted)
    body: dict[str, Any] = {"key": effect.key, "read": read, "wanted": wanted}
    body["attempts"] = effect.attempts
    if not wrong:
        return Found("outcome_verified", body)
    said = ", ".join(f"{name} is {value!r}" for name, value in sorted(wrong.items()))
    return Found("outcome_mismatch", {**body, "detail": f"read back, {said}"})


def differing(read: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """The values that are not as wanted; numbers and times are compared by what they are worth."""
    return {
        name: read.get(name, "")
        for name, value in wanted.items()
        if not _same(read.get(name, ""), value)
    }


def _same(one: str, other: str) -> bool:
    try:
        return one == other or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return _same_moment(one, other)


def _same_moment(one: str, other: str) -> bool:
    """`2026-05-09T07:00` and `2026-05-09 07:00:00` are one time of day of one day."""
    try:
        return "T" in one + other and datetime.fromisoformat(one) == datetime.fromisoformat(other)
    except ValueError:
        return False


def told_now(effect: Effect, story: Story, found: Found) -> Found | None:
    """The fact that this read-back adds to the story; None when it adds nothing.

    Where people apply an effect in their ERP, the value that stood there before means that nobody
    has done it yet; any third value is a conflict. What is right is right, also after a conflict.
    """
    if found.kind == "outcome_verified":
        return found
    if effect.state == "awaiting_erp":
        if not story.is_stale:
            return None
        if any(_still_stands(found, one) for one in (story.stood, *story.wished)):
            return _waits_again(found, story)
    last = story.last
    repeated = last is not None and _wrong(last.body) == _wrong(found.body)
    return None if repeated else Found(found.kind, {**found.body, "load": story.loads})


def _wrong(body: Mapping[str, Any]) -> dict[str, str]:
    return differing(body.get("read", {}), body.get("wanted", {}))


def _still_stands(found: Found, stood: Mapping[str, str]) -> bool:
    """Whether all that is not as wanted is as it was before; of lots, some may stand already."""
    return bool(stood) and all(
        name == "lots" or (name in stood and _same(value, stood[name]))
        for name, value in _wrong(found.body).items()
    )


def _waits_again(found: Found, story: Story) -> Found | None:
    """After a conflict the old value is back: somebody took the wrong one out again."""
    if story.last is None or story.last.kind != "outcome_mismatch":
        return None
    detail = "the export shows the value from before again"
    body = {"key": found.body["key"], "detail": detail, "stood": story.stood, "load": story.loads}
    return Found("awaiting_erp", body)


def in_same_place(connection: Connection, effect: Effect) -> list[Effect]:
    """Other effects of the case that want a value in the very same place, in their order."""
    mine = _place(effect)
    others = outbox.effects(connection, case_id=effect.case_id)
    return [one for one in others if one.key != effect.key and _place(one) == mine]


def wishes(deps: Deps, earlier: Sequence[Effect]) -> tuple[dict[str, str], ...]:
    """What these effects want to be read."""
    actions = [(action_from(one.action), one.day) for one in earlier]
    return tuple(expected(action, parameters(action, deps, day)) for action, day in actions)


def _place(effect: Effect) -> tuple[str, tuple[str, ...]]:
    return effect.kind, action_from(effect.action).named()
