"""Derivations of slots, one family a file: registered pure functions, which the gate runs again.

A derivation takes the texts of its inputs and gives a text. It is marked `@derivation` in a module
of this package, which is found by itself.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache

from domain.derivations.registry import DERIVATIONS, Derivation
from domain.errors import Refused


@lru_cache(maxsize=1)
def derivations() -> dict[str, Derivation]:
    """Derivations by name; adding a family is adding its file."""
    for info in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{info.name}")
    return DERIVATIONS


def derive_slot(function: str, inputs: Mapping[str, str]) -> str:
    """The value of a registered derivation; Refused for a name nobody registered."""
    known = derivations()
    if function not in known:
        raise Refused(f"{function!r} is no registered derivation")
    return known[function](inputs)
