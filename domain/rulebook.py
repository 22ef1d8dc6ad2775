"""Rules kept as data: what a law, tariff or practice says, where it holds, since when, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

import yaml

from domain.errors import Refused
from domain.record import Row
from domain.values import Value


class Rule(Value):
    """One rule of a `rules` file in the package of its calculator.

    `checked`: `text` read in the law or standard itself, `practice` as practitioners state it,
    `unverified`: ask before relying on it. `valid_to` is the last day.
    """

    code: str
    jurisdiction: str
    says: str
    source: str
    version: str
    checked: Literal["text", "practice", "unverified"] = "text"
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def cited(self) -> str:
        """Source, and what is not certain about it."""
        return self.source if self.checked == "text" else f"{self.source} ({self.checked})"


R = TypeVar("R", bound=Rule)


def rules(package: str, name: str, kind: type[R]) -> tuple[R, ...]:
    """All rules of `name`.yaml in the package; a broken file is a fault of ours and raises."""
    return tuple(one for one in _validated(package, name, kind) if isinstance(one, kind))


@lru_cache(maxsize=64)
def _validated(package: str, name: str, kind: type[Rule]) -> tuple[Rule, ...]:
    return tuple(kind.model_validate(one) for one in loaded(package, name)["rules"])


@lru_cache(maxsize=64)
def loaded(package: str, name: str) -> dict[str, Any]:
    """A data file of a package as it is written; Refused when there is none."""
    source = files(package) / f"{name}.yaml"
    if not name.isidentifier() or not source.is_file():
        raise Refused(f"{package} has no rules {name!r}")
    return dict(yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


#: What the unit of a company's own row sets, by the field of a rule.
_UNITS = {
    "hour": "hours", "day": "days", "month": "months", "year": "years", "pct": "pct",
}  # fmt: skip


def with_own(known: Iterable[R], rows: Sequence[Row]) -> tuple[R, ...]:
    """The rules with a company's own figures: a row of `tariffs_and_deadlines` whose `rule_id` is
    the code of a rule goes before it, with its value, unit, version and source.

    A unit the rule has no field for changes nothing and is left to the row's own reader.
    """
    own = {row.text("rule_id"): row for row in rows if row.number("value") is not None}
    return tuple(_own(rule, own[rule.code]) if rule.code in own else rule for rule in known)


def _own(rule: R, row: Row) -> R:
    value, unit = row.number("value") or Decimal(0), row.text("unit").lower()
    field = next((name for word, name in _UNITS.items() if word in unit.split(" before")[0]), "")
    fields = type(rule).model_fields
    figures: dict[str, object]
    if {"n", "unit"} <= set(fields) and field in ("days", "months", "years"):
        figures = {"n": int(value), "unit": field}
    elif field in fields:
        others: dict[str, object] = {
            name: 0 for name in ("hours", "days") if name in fields and name != field
        }
        figures = {**others, field: value if field == "pct" else int(value)}
    else:
        return rule
    said = {"source": f"{row.object}: {row.text('source')}", "version": row.text("version")}
    return rule.model_copy(update={**figures, **said})


def in_force(known: Iterable[R], day: date, *, code: str = "", jurisdiction: str = "") -> R | None:
    """The youngest rule in force on that day, None when none is on file for it."""
    hits = [
        rule
        for rule in known
        if rule.holds_on(day)
        and (not code or rule.code == code)
        and (not jurisdiction or rule.jurisdiction == jurisdiction)
    ]
    return max(hits, key=lambda rule: rule.valid_from, default=None)
