"""What carrier's work takes and what an hour of it costs: policy data, each figure with its source.

What shipped figures rest on stands in `effort.yaml`; whose work it is counted from in
`domain/measures/carrying.py`. It prices reports and rules no act.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pydantic import Field, model_validator

from domain.money import Money
from domain.rulebook import loaded
from domain.values import Value

#: A piece of work that carries a case from one function to another and decides nothing.
Unit = Literal["field", "call", "mail", "comparison", "owner", "explanation", "follow-up"]
#: Everything that has a price.
Item = Literal[Unit, "waiting day"]


class Pace(Value):
    """Minutes of one piece of work, and where the figure comes from."""

    minutes: Decimal = Field(ge=0, le=24 * 60)
    source: str


class Effort(Value):
    """Minutes by piece of work, and the price of an hour; what is left out is as shipped."""

    hour: Money
    hour_source: str
    minutes: dict[Item, Pace]

    @model_validator(mode="before")
    @classmethod
    def _with_shipped(cls, given: object) -> object:
        if not isinstance(given, dict):
            return given
        if "hour" in given and not given.get("hour_source"):
            raise ValueError("say in hour_source where the price of an hour comes from")
        known, minutes = loaded("domain", "effort"), given.get("minutes", {})
        told = {**known["minutes"], **minutes} if isinstance(minutes, dict) else minutes
        return {**known, **given, "minutes": told}


@lru_cache(maxsize=1)
def shipped() -> Effort:
    """The figures of a policy that states none."""
    return Effort.model_validate({})
