"""Numbers that carry a check digit: containers (ISO 6346) and air waybills (IATA)."""

from __future__ import annotations

import re

from stdnum import iso6346

_CONTAINER = re.compile(r"[A-Z]{3}[UJZ]\d{7}")
_AIR_WAYBILL = re.compile(r"\d{11}")


def is_container(plain: str) -> bool:
    """Whether a plain number has the form of a container's: owner, category, seven figures."""
    return _CONTAINER.fullmatch(plain) is not None


def checked(container: str) -> bool:
    """Whether an ISO 6346 container number's check digit fits."""
    return bool(iso6346.calc_check_digit(container[:10]) == container[10])


def is_air_waybill(plain: str) -> bool:
    """Whether a plain number has the form of an air waybill's: eleven figures."""
    return _AIR_WAYBILL.fullmatch(plain) is not None


def waybill_checked(plain: str) -> bool:
    """Whether the last figure is what the seven before it leave when divided by seven."""
    return int(plain[3:10]) % 7 == int(plain[10])
