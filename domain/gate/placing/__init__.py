"""Which sources may fill which slot, one family a file; what stands in none is refused.

Sources are written `table.column`, `span:RECIPE`, `header:FIELD`, `human`, `derived:FUNCTION`,
`word:VOCABULARY` and `series:table.column`. A slot of several families takes the sources of each.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import cast

from domain.gate.placing.family import Family


def families() -> tuple[Family, ...]:
    """Modules of this package that have `KINDS`, by name; adding a family is adding its file."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(cast(Family, one) for one in modules if hasattr(one, "KINDS"))
