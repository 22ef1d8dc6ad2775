"""Derivations of amounts and numbers: sums, differences, shares, and numbers of our own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from domain.canonical import digest
from domain.derivations.registry import derivation
from domain.errors import Refused

_CENT = Decimal("0.01")


def _plain(number: Decimal) -> str:
    return format(number.normalize() if number == number.to_integral() else number, "f")


def _cents(number: Decimal) -> str:
    return format(number.quantize(_CENT, ROUND_HALF_UP), "f")


@derivation
def sum_of(inputs: Mapping[str, str]) -> str:
    """The sum of `part1`, `part2` …, to the cent."""
    return _cents(sum((Decimal(value) for value in inputs.values()), Decimal(0)))


@derivation
def difference(inputs: Mapping[str, str]) -> str:
    """`whole` less `less1`, `less2` …, to the cent."""
    less = sum((Decimal(v) for name, v in inputs.items() if name != "whole"), Decimal(0))
    return _cents(Decimal(inputs["whole"]) - less)


@derivation
def worth(inputs: Mapping[str, str]) -> str:
    """`qty` at `price` for `per` pieces (1 where it is empty), to the cent."""
    per = Decimal(inputs.get("per") or "1")
    if per <= 0:
        raise Refused(f"a price for {per} pieces is no price")
    return _cents(Decimal(inputs["qty"]) * Decimal(inputs["price"]) / per)


@derivation
def share_of(inputs: Mapping[str, str]) -> str:
    """`pct` per cent of `whole`, to the cent."""
    return _cents(Decimal(inputs["whole"]) * Decimal(inputs["pct"]) / 100)


@derivation
def least_of(inputs: Mapping[str, str]) -> str:
    """The smallest of `part1`, `part2` …."""
    return _plain(min(Decimal(value) for value in inputs.values()))


@derivation
def pieces_bearing(inputs: Mapping[str, str]) -> str:
    """On how many pieces `whole` is spread at `each`; Refused where those are no whole pieces."""
    whole, each = Decimal(inputs["whole"]), Decimal(inputs["each"])
    if each <= 0 or whole % each:
        raise Refused(f"{whole} at {each} a piece are no whole pieces")
    return _plain(whole / each)


@derivation
def pieces_left(inputs: Mapping[str, str]) -> str:
    """Of `whole` pieces, what `less1`, `less2` … leave; never below nothing."""
    less = sum((Decimal(v or "0") for name, v in inputs.items() if name != "whole"), Decimal(0))
    return _plain(max(Decimal(inputs["whole"]) - less, Decimal(0)))


@derivation
def own_number(inputs: Mapping[str, str]) -> str:
    """A number of our own in `series`: stable for what it is about (`of1`, `of2` …)."""
    about = sorted(value for name, value in inputs.items() if name != "series")
    return f"{inputs['series']}-{digest(about)[:8].upper()}"


@derivation
def pays_only(inputs: Mapping[str, str]) -> str:
    """What is written beside a released invoice: how much of it is paid, and why not all."""
    words = f"pay {inputs['amount']} {inputs['currency']}"
    return f"{words} ({inputs['reason']})" if inputs.get("reason") else words


@derivation
def row_of(inputs: Mapping[str, str]) -> str:
    """The key of a row from the cells of its key columns, `key1`, `key2` …."""
    return "/".join(inputs[name] for name in sorted(inputs))
