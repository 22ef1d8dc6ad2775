"""The warm parent, a prepared workspace, and the run that nobody killed; each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crash.harness import Harness, Warm
from tests.crash.scenario import prepare


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    started = Warm()
    yield started
    started.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company after its opening export: every process works on a copy."""
    return prepare(tmp_path_factory.mktemp("crash") / "prepared")


@pytest.fixture(scope="session")
def harness(warm: Warm, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Harness:
    """The product as it is, under guard."""
    return Harness(warm, prepared, tmp_path_factory.mktemp("product"), guarded=True)


@pytest.fixture(scope="session")
def made(
    warm: Warm, prepared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Harness]:
    """Makes a harness with another story, an unkind target or a planted bug."""

    def make(**how: str) -> Harness:
        return Harness(warm, prepared, tmp_path_factory.mktemp("made"), guarded=False, **how)

    return make
