"""The workflows there are: every module of this package that names a CODE, found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

import graph.workflows as package
from domain.errors import Unknown
from domain.policy import Policy, WorkflowPolicy
from graph.workflows.contract import Workflow, checked


@lru_cache(maxsize=1)
def workflows() -> dict[str, Workflow]:
    """Workflow modules by code; adding one is adding its file, with its words and its owners."""
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


def spoken_for() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """By code the words that speak for a workflow in a mail, of each whose file has `WORDS`; those
    of the others are in `domain/words/workflow.yaml`."""
    told = ((code, getattr(one, "WORDS", ())) for code, one in workflows().items())
    return tuple((code, tuple(words)) for code, words in told if words)


def ruled(policy: Policy) -> Policy:
    """The policy, with the `RULES` that a workflow's file has where policy says nothing of it: who
    owns its decisions, how far it escalates. What policy says takes their place as a whole."""
    own: dict[str, WorkflowPolicy] = {
        one.NAME: one.RULES
        for one in workflows().values()
        if one.NAME not in policy.workflows and hasattr(one, "RULES")
    }
    return policy.model_copy(update={"workflows": {**policy.workflows, **own}}) if own else policy
