"""What the guides show on a terminal is what the program prints, and their Python runs."""

import os

import pytest

from tests.docs.conftest import Terminal
from tests.docs.guides import NAMES, blocks, differs, steps, text

pytestmark = pytest.mark.slow

SHOWING = [name for name in NAMES if blocks(text(name), "console") or blocks(text(name), "python")]


@pytest.mark.parametrize("name", SHOWING)
def test_a_guide_shows_what_is_printed(name: str, terminal: Terminal) -> None:
    """README starts where the demo was run; the guides start inside its workspace."""
    if name != "README.md":
        os.chdir("demo-workspace")
    words = text(name)
    in_order = sorted(
        [(words.index(one), "console", one) for one in blocks(words, "console")]
        + [(words.index(one), "python", one) for one in blocks(words, "python")]
    )
    for _, kind, block in in_order:
        if kind == "python":
            exec(compile(block, name, "exec"), {})
            continue
        for step in steps(block):
            found = differs(step.shown, terminal.type(step.command))
            assert not found, f"{name}: $ {' '.join(step.command)}\n{found}"


def test_a_line_too_much_or_too_little_is_noticed() -> None:
    assert not differs(["a", "…", "d…"], "a\nb\nc\ndone\n")
    assert not differs(["…", "c"], "a\nb\nc\n")
    assert "not printed" in differs(["a", "…", "e"], "a\nb\nc\n")
    assert "not printed" in differs(["a", "c"], "a\nb\nc\n")
    assert "not shown" in differs(["a"], "a\nb\n")
