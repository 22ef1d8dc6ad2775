"""The authority plane, once loaded, has brought no model along, nor have the doors it came by."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLANE = ("domain.actions", "graph.authority", "graph.evidence", "graph.executor")
STRANGERS = {"agents", "chromadb", "langchain_core", "langgraph", "openai"}


def loaded_by(module: str) -> set[str]:
    """First names of all that a fresh Python holds after importing the module."""
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    run = [sys.executable, "-c", code]
    return set(
        subprocess.run(run, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split()
    )


@pytest.mark.parametrize("module", PLANE)
def test_loading_it_loads_no_model(module: str) -> None:
    """import-linter sees import lines; this sees what Python runs, `__init__` files included."""
    if not (ROOT / module.replace(".", "/")).with_suffix(".py").exists():
        pytest.skip("not written yet")
    assert loaded_by(module) & STRANGERS == set()
