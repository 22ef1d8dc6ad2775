"""Whether what was read, asked or proposed is what falling into a trap would be, by values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from typing import Any

from domain.quantity import unit_name
from domain.values import Value


class Told(Value):
    """A statement as it would be read: patterns of object and field; a value in its exchanged form
    (`evals/exchange.py`), None for any; of what event, in which zone, for how many."""

    object: str = "*"
    field: str = "*"
    value: Any = None
    event: str = ""
    tz: str = ""
    for_qty: Mapping[str, Any] | None = None

    def near(self, fact: Mapping[str, Any]) -> bool:
        """Whether a fact is about the same field of the same object, whatever it says."""
        return fnmatchcase(fact["object"] or "", self.object) and fnmatchcase(
            fact["field"], self.field
        )

    def is_said_by(self, fact: Mapping[str, Any]) -> bool:
        """Whether a fact says this."""
        beside = (
            (self.event, "event"),
            (self.tz, "tz"),
            (self.for_qty, "for_qty"),
            (self.value, "value"),
        )
        return self.near(fact) and all(
            not wanted or same(wanted, fact.get(name)) for wanted, name in beside
        )


class Act(Value):
    """Acts as they would be asked for: kinds (none named: any), pattern of what they are about,
    and to whom."""

    kinds: tuple[str, ...] = ()
    object: str = "*"
    to: tuple[str, ...] = ()

    def found(self, actions: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
        """Those of a mail's actions that are such and that the rules did not refuse."""
        for one in actions:
            to = one["slots"].get("to", "")
            if (
                one["ruling"] != "never"
                and (not self.kinds or one["kind"] in self.kinds)
                and fnmatchcase(one["object"], self.object)
                and (not self.to or to in self.to)
            ):
                yield one


class Asks(Value):
    """A question as it must be: about one of these, of one of these objects (none named: any)."""

    about: tuple[str, ...]
    object: tuple[str, ...] = ()
    of: str = ""

    def is_asked_by(self, question: Mapping[str, Any]) -> bool:
        """Whether an exchanged question asks this; one on an order counts for its lines."""
        thing = question["object"]
        return (
            question["about"] in self.about
            and (not self.of or question["of"] == self.of)
            and (not self.object or not thing or any(_kin(thing, one) for one in self.object))
        )


def same(wanted: Any, told: Any) -> bool:
    """Whether two values in their exchanged form say the same: prices per unit, units by name."""
    if isinstance(wanted, Mapping) and isinstance(told, Mapping):
        try:
            return _alike(wanted, told)
        except (KeyError, InvalidOperation, ZeroDivisionError):
            return False
    if ":" in str(wanted):  # a thing on record: `88-4417-B` and `88-4417B` are two items
        return bool(wanted == told)
    return _plain(wanted) == _plain(told)


def _alike(wanted: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    if "n" in wanted:
        unit = wanted.get("unit")
        named = not unit or unit_name(unit) == unit_name(told["unit"])
        return named and Decimal(str(wanted["n"])) == Decimal(str(told["n"]))
    if "amount" in wanted:
        alike = wanted["ccy"] == told["ccy"] and _each(wanted) == _each(told)
        units = wanted.get("unit"), told.get("unit")
        return alike and (not all(units) or len({unit_name(str(one)) for one in units}) == 1)
    return dict(wanted) == dict(told)


def _each(price: Mapping[str, Any]) -> Decimal:
    return Decimal(str(price["amount"])) / Decimal(str(price.get("per", 1)))


def _plain(value: Any) -> str:
    return "".join(one for one in str(value).casefold() if one.isalnum())


def _kin(one: str, other: str) -> bool:
    """The same object, or a line and its order."""
    return one == other or _order(one) == other or _order(other) == one


def _order(thing: str) -> str:
    table, _, key = thing.partition(":")
    if table.endswith("_order_lines"):
        return f"{table.removesuffix('_lines')}s:{key.partition('/')[0]}"
    return thing
