"""Code lists of trade standards: what a code of an EDI file or e-invoice means in our words."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from domain.errors import Refused


@lru_cache(maxsize=128)
def code_list(name: str) -> dict[str, str]:
    """Meanings by code of a list such as `x12.668`; Refused when there is none of that name."""
    standard, _, number = name.partition(".")
    lists = _standard(standard)["lists"]
    if number not in lists:
        raise Refused(f"{name!r} is no code list")
    return dict(lists[number]["codes"])


def meaning(name: str, code: str) -> str:
    """What the code means; empty for a code the list does not know."""
    return code_list(name).get(code.strip().upper(), "")


@lru_cache(maxsize=8)
def _standard(name: str) -> dict[str, Any]:
    """A file of lists; every key and value is text, so that `NO` and `010` stay what they are."""
    source = files("domain.codes") / f"{name}.yaml"
    if not name.isidentifier() or not source.is_file():
        raise Refused(f"{name!r} is no standard with code lists")
    loaded = yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    return dict(loaded)
