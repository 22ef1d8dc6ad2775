"""Values that fit a JSON schema, drawn from a seed: what made-up models answer with."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

Item = TypeVar("Item")
Schema = dict[str, Any]

DEEP = 6
#: Beyond this, JSON numbers lose digits.
HUGE = 2**53 - 1
TRIES = 60
FORMATS = {
    "date": "2026-04-11",
    "date-time": "2026-04-11T09:00:00Z",
    "time": "09:00:00Z",
    "duration": "P1D",
    "uuid": "00000000-0000-4000-8000-000000000001",
    "uri": "https://seller.example/a",
    "email": "someone@seller.example",
}
#: Tried in turn where a pattern is asked; a schema with another pattern may find no value.
STOCK = ("a", "A", "1", "A1", "EUR", "USD", "V1001", "partners:V1001", "2026-04-11", "0" * 64)


class Dice:
    """Chance from a seed alone, the same on every machine."""

    def __init__(self, *seed: object) -> None:
        self._seed, self._throws = repr(seed), 0

    def below(self, end: int) -> int:
        """A whole number from 0 to end - 1."""
        self._throws += 1
        drawn = hashlib.sha256(f"{self._seed}:{self._throws}".encode()).digest()
        return int.from_bytes(drawn[:8]) % end

    def pick(self, items: Sequence[Item]) -> Item:
        """One of them."""
        return items[self.below(len(items))]

    def chance(self, percent: int) -> bool:
        """True so many times of a hundred."""
        return self.below(100) < percent


class Filling(Protocol):
    """What goes into the slots of a schema; names are those of the fields."""

    def texts(self, name: str) -> Sequence[str]:
        """Texts for a slot, any of which may be taken."""
        ...

    def numbers(self, name: str) -> Sequence[str]:
        """Plain decimals for a slot."""
        ...

    def extras(self) -> dict[str, str]:
        """Entries for a map with free keys."""
        ...


class Plain:
    """Harmless fillings."""

    def texts(self, name: str) -> Sequence[str]:
        return (name or "text",)

    def numbers(self, name: str) -> Sequence[str]:
        return ("1", "0.5", "0")

    def extras(self) -> dict[str, str]:
        return {}


def valid_value(schema: type[BaseModel], dice: Dice, filling: Filling) -> dict[str, Any] | None:
    """A value that the class accepts, as plain JSON; None when none was found.

    Validators may want more than the schema says: later tries leave out what is optional.
    """
    shape = schema.model_json_schema()
    for attempt in range(TRIES):
        drawn = Walk(shape, dice, filling, bare=attempt >= TRIES // 2).value()
        try:
            return schema.model_validate(drawn, extra="forbid").model_dump(mode="json")
        except (ValidationError, ArithmeticError, LookupError, TypeError):
            continue
    return None


class Walk:
    """One walk over a schema; `bare` = only what is required."""

    def __init__(self, shape: Schema, dice: Dice, filling: Filling, *, bare: bool = False) -> None:
        self._shape, self._dice, self._filling, self._bare = shape, dice, filling, bare
        self._kinds: dict[str, Callable[[Schema, str, int], Any]] = {
            "object": self._object,
            "array": self._array,
            "string": self._string,
            "integer": self._integer,
            "number": self._number,
            "boolean": lambda node, name, depth: self._dice.chance(75),
            "null": lambda node, name, depth: None,
        }

    def value(self) -> Any:
        """A value for the whole schema."""
        return self._any(self._shape, "", 0)

    def _any(self, node: Schema, name: str, depth: int) -> Any:
        node = self._resolved(node)
        if "const" in node:
            return node["const"]
        if "enum" in node:
            return self._dice.pick(node["enum"])
        options = node.get("anyOf") or node.get("oneOf")
        if options:
            return self._option(options, name, depth)
        kind = node.get("type", "object" if "properties" in node else "string")
        if isinstance(kind, list):
            kind = self._dice.pick(kind)
        return self._kinds[kind](node, name, depth)

    def _resolved(self, node: Schema) -> Schema:
        """Without references; parts of an `allOf` laid over one another."""
        while "$ref" in node:
            target: Any = self._shape
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            node = {**target, **{key: node[key] for key in node if key != "$ref"}}
        for part in node.get("allOf", ()):
            node = {**node, **self._resolved(part)}
        return node

    def _option(self, options: list[Schema], name: str, depth: int) -> Any:
        kinds = [self._resolved(option).get("type") for option in options]
        if "number" in kinds and "string" in kinds:  # how a Decimal looks
            return self._decimal(options[kinds.index("number")], name)
        simple = [option for option, kind in zip(options, kinds, strict=True) if kind == "null"]
        if simple and (self._bare or depth > DEEP):
            return None
        return self._any(self._dice.pick(options), name, depth + 1)

    def _object(self, node: Schema, name: str, depth: int) -> dict[str, Any]:
        required = set(node.get("required", ()))
        made = {
            key: self._any(part, key, depth + 1)
            for key, part in node.get("properties", {}).items()
            if key in required or (not self._bare and depth <= DEEP and self._dice.chance(80))
        }
        free = node.get("additionalProperties")
        if free and depth <= DEEP and not self._bare:
            for key, text in self._filling.extras().items():
                made[key] = text if free is True else self._any(free, key, depth + 1)
        return made

    def _array(self, node: Schema, name: str, depth: int) -> list[Any]:
        fixed = [self._any(part, name, depth + 1) for part in node.get("prefixItems", ())]
        least = node.get("minItems", 0)
        most = min(node.get("maxItems", least + 2), least + 2)
        stays_small = self._bare or depth > DEEP or "items" not in node
        count = least if stays_small else least + self._dice.below(most - least + 1)
        more = range(max(0, count - len(fixed)))
        items = fixed + [self._any(node.get("items", {}), name, depth + 1) for _ in more]
        if node.get("uniqueItems"):
            return [item for at, item in enumerate(items) if item not in items[:at]]
        return items

    def _string(self, node: Schema, name: str, depth: int) -> str:
        if node.get("format") in FORMATS:
            form = FORMATS[node["format"]]
            given = [text for text in self._filling.texts(name) if _same_form(text, form)]
            return self._dice.pick([*given, form])
        least, most = node.get("minLength", 0), node.get("maxLength", 10_000)
        texts = [text.ljust(least, ".")[:most] for text in self._filling.texts(name)]
        fitting = [text for text in texts if _matches(node, text)]
        stock = [text for text in STOCK if least <= len(text) <= most and _matches(node, text)]
        return self._dice.pick(fitting or stock or STOCK)

    def _integer(self, node: Schema, name: str, depth: int) -> int:
        return int(self._within(node, name, 1))

    def _number(self, node: Schema, name: str, depth: int) -> float:
        return self._within(node, name, 0.001)

    def _decimal(self, node: Schema, name: str) -> str:
        return f"{self._within(node, name, 0.01):.2f}"

    def _within(self, node: Schema, name: str, step: float) -> float:
        above, below = node.get("exclusiveMinimum", -HUGE), node.get("exclusiveMaximum", HUGE)
        low: float = max(node.get("minimum", -HUGE), above + step)
        high: float = min(node.get("maximum", HUGE), below - step)
        number = float(self._dice.pick(self._filling.numbers(name)))
        multiple = node.get("multipleOf")
        if multiple:
            number = round(number / multiple) * multiple
        return min(max(number, low), high)


def _matches(node: Schema, text: str) -> bool:
    return "pattern" not in node or re.search(node["pattern"], text) is not None


def _same_form(text: str, form: str) -> bool:
    """Whether a text is written like an example: digits where it has digits, signs like its."""
    return re.sub(r"\d", "0", text) == re.sub(r"\d", "0", form)
