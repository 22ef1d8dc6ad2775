"""Each import contract is broken once on purpose, in a copy of the tree: none of them sleeps."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.architecture.plant import PLANTS, Plant

ROOT = Path(__file__).parents[2]
CONFIG = ConfigParser()
CONFIG.read(ROOT / ".importlinter")
PACKAGES = CONFIG["importlinter"]["root_packages"].split()
#: The contracts by name, each with its identifier.
CONTRACTS = {
    section["name"]: title.rpartition(":")[2]
    for title, section in CONFIG.items()
    if ":contract:" in title
}
OUR_MODULE = re.compile(rf"\b(?:{'|'.join(PACKAGES)})(?:\.\w+)+\b(?!\.\*)")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as it stands: its packages, its contracts, and the contract type of our own."""
    tree = tmp_path_factory.mktemp("tree")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tree / "tests" / "architecture").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "architecture" / "only.py", tree / "tests" / "architecture")
    shutil.copy(ROOT / ".importlinter", tree)
    stand_in(tree)
    return tree


def stand_in(tree: Path) -> None:
    """Modules that contracts and plants name and the tree does not have yet: nearly empty ones.

    `make check` is stricter: there a contract on a module that is gone is an error.
    """
    contracts = (tree / ".importlinter").read_text()
    excepted = dict(re.findall(r"^ +([\w.]+) -> (\w+)$", contracts, re.MULTILINE))
    named = contracts + "".join(map(repr, PLANTS)).replace(".py", "").replace("/", ".")
    for module in OUR_MODULE.findall(named):
        path = tree.joinpath(*module.split(".")).with_suffix(".py")
        if not (path.exists() or path.with_suffix("").is_dir() or "planted" in module):
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"import {excepted.get(module, 'json')}\n")


def lint(tree: Path, *names: str) -> dict[str, str]:
    """KEPT or BROKEN by contract, as `lint-imports` reports on the tree: of these or of all."""
    wanted = [word for name in names for word in ("--contract", CONTRACTS[name])]
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", *wanted],
        cwd=tree,
        env=os.environ | {"COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = dict(re.findall(r"^(.+?) (KEPT|BROKEN)", run.stdout, re.MULTILINE))
    assert set(told) == set(names or CONTRACTS), run.stdout + run.stderr
    assert run.returncode == ("BROKEN" in told.values()), run.stdout
    return told


@contextmanager
def planted(tree: Path, plant: Plant) -> Iterator[None]:
    """The tree with the plant's lines at the end of its files, and clean again afterwards."""
    before = {name: (tree / name).read_text() for name in plant.lines if (tree / name).exists()}
    for name, lines in plant.lines.items():
        (tree / name).write_text(f"{before.get(name, '')}\n\n{lines}\n")
    yield
    for name in plant.lines:
        (tree / name).unlink()
    for name, text in before.items():
        (tree / name).write_text(text)


@pytest.fixture(scope="module")
def untouched(copy: Path) -> dict[str, str]:
    return lint(copy)


def test_every_contract_is_kept(untouched: dict[str, str]) -> None:
    assert {name for name, verdict in untouched.items() if verdict == "BROKEN"} == set()


def test_every_contract_has_its_plant() -> None:
    assert {plant.breaks for plant in PLANTS} == set(CONTRACTS)


@pytest.mark.parametrize("plant", PLANTS, ids=str)
def test_a_planted_violation_breaks_its_contract(
    copy: Path, untouched: dict[str, str], plant: Plant
) -> None:
    with planted(copy, plant):
        told = lint(copy, plant.breaks)
    assert (untouched[plant.breaks], told[plant.breaks]) == ("KEPT", "BROKEN")
