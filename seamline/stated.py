"""A stated value as people read it: with its unit or currency, on the terminal and on pages."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from domain.reading import MoneyStated, PriceStated, QuantityStated, Stated, stated_text

_STATED: TypeAdapter[Stated] = TypeAdapter(Stated)


def value_text(value: dict[str, Any]) -> str:
    """A stated value in a few characters."""
    stated = _STATED.validate_python(value)
    text = stated_text(stated)
    if isinstance(stated, QuantityStated):
        unit = stated.quantity.unit
        return text if unit == "PCS" else f"{text} {unit}"
    if isinstance(stated, (MoneyStated, PriceStated)):
        return f"{text} {stated.money.currency}"
    return text
