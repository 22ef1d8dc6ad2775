"""Notice and suit: until when a carrier must be told of a loss, by the regime of the carriage."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Literal

from domain.record import Row
from domain.rulebook import Rule, in_force, rules, with_own
from domain.values import Value
from domain.workdays import Workdays, later

_REGIMES = (
    "CMR", "Montreal", "Hague-Visby", "COGSA", "Hamburg", "CIM", "Carmack", "FR-road", "US-motor",
)  # fmt: skip


class NoticeRule(Rule):
    """So many days, months or years after the base; days count by `count`."""

    regime: str
    kind: str
    n: int
    unit: Literal["days", "months", "years"]
    count: Literal["calendar", "working", "no sundays", "no holidays"]
    base: str


class Notice(Value):
    """The last day, by which rule. `shorter`: holidays are not known and were counted, which can
    only be too early. `at_once`: on the day itself, on the paper."""

    regime: str
    kind: str
    until: date | None = None
    at_once: bool = False
    says: str = ""
    source: str = ""
    shorter: bool = False
    missing: tuple[str, ...] = ()


def notice(
    regime: str,
    kind: str,
    base: date | None,
    workdays: Workdays | None = None,
    own: Sequence[Row] = (),
) -> Notice:
    """When notice of a `visible`, `concealed` or `delay` loss, a `claim` or a `suit` is due.

    `base` is the day of the rule's event (delivery, receipt, placed at disposal), in the place's
    time. `workdays` gives the holidays of the place; `own` the company's rows of
    `tariffs_and_deadlines`, which go before the rules of their code.
    """
    name = regime_name(regime)
    known = [one for one in with_own(_rules(), own) if (one.regime, one.kind) == (name, kind)]
    rule = in_force(known, base or date.max)
    if rule is None:
        return Notice(regime=name, kind=kind, missing=(f"the time for {kind} under {regime}",))
    if base is None:
        missing = (f"the day of {rule.base}",)
        return Notice(regime=name, kind=kind, says=rule.says, source=rule.cited, missing=missing)
    return Notice(
        regime=name,
        kind=kind,
        until=_until(rule, base, workdays),
        at_once=rule.n == 0,
        says=rule.says,
        source=rule.cited,
        shorter=workdays is None and rule.count != "calendar",
    )


def _rules() -> tuple[NoticeRule, ...]:
    return rules("domain.claims", "notices", NoticeRule)


def _until(rule: NoticeRule, base: date, workdays: Workdays | None) -> date:
    if rule.unit != "days":
        return months_on(base, rule.n * (12 if rule.unit == "years" else 1))
    if rule.count == "calendar":
        return later(base, rule.n)
    place = workdays or Workdays()
    weekend = {"no sundays": frozenset({6}), "no holidays": frozenset[int]()}
    days = place.model_copy(update={"weekend": weekend.get(rule.count, place.weekend)})
    return days.after(base, rule.n)


def regime_name(said: str) -> str:
    """The name of a regime whatever its case; one that is not on file as it is said."""
    plain = said.strip()
    return next((one for one in _REGIMES if one.lower() == plain.lower()), plain)


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or the month's last where it has none."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
