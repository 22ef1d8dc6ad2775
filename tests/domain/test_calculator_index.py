"""The developers' index of calculators names functions that are there."""

import re
from importlib import import_module
from pathlib import Path

import pytest

GUIDE = (Path(__file__).parents[2] / "docs" / "developer.md").read_text(encoding="utf-8")
TABLE = GUIDE.partition("## Calculators")[2].partition("\n## ")[0]
CELLS = [line.split("|")[2] for line in TABLE.splitlines() if line.startswith("| ")][2:]


def named(cell: str) -> list[tuple[str, str]]:
    """Module and function of every call in a cell; one without a module is of the one before."""
    found, module = [], ""
    for said in re.findall(r"`([^`]+)`", cell):
        path = said.partition("(")[0]
        head, _, function = path.rpartition(".")
        if "." in head or head == "variance":
            module = head
        elif head:  # a sibling: `tariff.tariff_of` beside `demurrage.accrual.accrue`
            module = f"{module.rpartition('.')[0]}.{head}"
        found.append((module, function))
    return found


@pytest.mark.parametrize("cell", CELLS)
def test_each_is_there(cell: str) -> None:
    for module, function in named(cell):
        assert callable(getattr(import_module(f"domain.{module}"), function))


def test_the_index_is_not_empty() -> None:
    assert len(CELLS) > 30
