"""The warm parent, the company that stories begin with, and the run that nobody killed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import seamline  # noqa: F401  # first: it settles what libraries may do
from seamline.demo_company import OPENS, make_demo
from seamline.loading import load_export
from seamline.wiring import open_office
from tests.crash.harness import Harness, Warm
from tests.crash.scenario import prepare
from tests.unasked import ask_nobody_again


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    started = Warm()
    yield started
    started.close()


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company after its opening export, its workflows allowed to act."""
    folder = tmp_path_factory.mktemp("crash") / "company"
    office = open_office(ask_nobody_again(make_demo(folder)))
    load_export(office, OPENS.opening())
    office.close()
    return folder


@pytest.fixture(scope="session")
def made(
    warm: Warm, company: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Harness]:
    """Makes a harness with a story, an unkind target or a planted bug; each story begins once."""

    @cache
    def prepared(story: str) -> Path:
        folder = tmp_path_factory.mktemp(story)
        shutil.copytree(company, folder / "workspace")
        return prepare(story, folder / "workspace", folder / "scratch")

    def make(*, story: str = "delay", guarded: bool = False, **how: str) -> Harness:
        folder = tmp_path_factory.mktemp("made")
        return Harness(warm, prepared(story), folder, guarded=guarded, story=story, **how)

    return make


@pytest.fixture(scope="session")
def guarded(made: Callable[..., Harness]) -> Callable[[str], Harness]:
    """The product as it is, under guard, by story; each is run through once."""
    return cache(lambda story: made(story=story, guarded=True))


@pytest.fixture(scope="session")
def harness(guarded: Callable[[str], Harness]) -> Harness:
    """The delay workflow of the product as it is, under guard."""
    return guarded("delay")
