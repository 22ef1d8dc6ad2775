"""The workflows there are: every module of this package that names a CODE, found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

import graph.workflows as package
from domain.errors import Unknown
from graph.workflows.contract import Workflow, checked


@lru_cache(maxsize=1)
def workflows() -> dict[str, Workflow]:
    """Workflow modules by code; adding one is adding its file."""
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    found = [checked(module) for module in modules if hasattr(module, "CODE")]
    return {one.CODE: one for one in sorted(found, key=lambda one: one.CODE)}


def workflow(code: str) -> Workflow:
    """The workflow with this code or name."""
    for module in workflows().values():
        if code.lower() in (module.CODE.lower(), module.NAME):
            return module
    known = ", ".join(f"{code} ({module.NAME})" for code, module in workflows().items())
    raise Unknown(f"no workflow {code!r} yet; there is {known}")
