"""Workflows as people call them: code and name."""

from __future__ import annotations

from domain.errors import Unknown
from graph.workflows.registry import workflow


def flow(name: str) -> str:
    """`supplier_delay` → `W1 supplier delay`; one this version does not know as it is stored."""
    try:
        return f"{workflow(name).CODE} {name.replace('_', ' ')}"
    except Unknown:
        return name.replace("_", " ")
