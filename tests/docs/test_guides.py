"""Links lead somewhere, commands exist with their options, and only the product is spoken of."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from seamline.cli.app import app
from seamline.demo_company import OPENS
from tests.docs.guides import GUIDES, NAMES, ROOT, anchors, commands, links, text

#: Nothing of a machine or a workplace: absolute paths, hosts, indexes of packages.
FOREIGN = re.compile(
    r"(?<![\w.~…])/(?:work|tmp|home|root|usr|opt|mnt|srv)\b|https?://(?!127\.0\.0\.1)|localhost:\d"
    r"|\bpypi\b|\bartifactory\b|\bshared/",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name: str) -> None:
    here = (ROOT / name).parent
    for link in links(text(name)):
        path, _, anchor = link.partition("#")
        target = here / path if path else ROOT / name
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("name", NAMES)
def test_every_command_exists_with_its_options(name: str) -> None:
    for line in commands(text(name)):
        problem = unknown(shlex.split(line.replace("…", "X")))
        assert not problem, f"{line}: {problem}"


def unknown(words: list[str]) -> str:
    """What of a command line the program does not know; empty when it knows all of it."""
    command, rest = typer.main.get_command(app), words[1:]
    while hasattr(command, "commands"):
        if not rest or rest[0] in ("COMMAND", "--help"):
            return ""
        if rest[0] not in command.commands:
            return f"no command {rest[0]!r}"
        command, rest = command.commands[rest[0]], rest[1:]
    known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    options = [one for one in rest if one.startswith("-") and not one[1:2].isdigit()]
    return ", ".join(one for one in options if one not in {*known, "--help"})


@pytest.mark.parametrize("name", NAMES)
def test_it_speaks_of_the_product_only(name: str) -> None:
    assert FOREIGN.findall(text(name)) == []


def test_every_guide_is_named_in_the_readme() -> None:
    named = {Path(link).name for link in links(text("README.md"))}
    assert {guide.name for guide in GUIDES[1:]} <= named


def test_files_that_the_readme_promises_ship() -> None:
    assert OPENS.opening().is_dir() and OPENS.mails()


def test_a_command_that_is_not_there_is_noticed() -> None:
    assert unknown(["seamline", "dance"]) == "no command 'dance'"
    assert unknown(["seamline", "clock", "advance", "2026-03-20", "--fast"]) == "--fast"
    assert unknown(["seamline", "decide", "CASE", "approve", "--as", "E007"]) == ""


def test_every_command_that_the_product_tells_people_to_run_exists() -> None:
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    told = {
        (name, str(path.relative_to(ROOT)))
        for package in ("agents", "domain", "graph", "memory", "seamline", "tools")
        for path in (ROOT / package).rglob("*.py")
        for name in re.findall(r"`seamline ([a-z][a-z-]+)", path.read_text(encoding="utf-8"))
    }
    assert len(told) > 50
    assert not [one for one in sorted(told) if one[0] not in known]
