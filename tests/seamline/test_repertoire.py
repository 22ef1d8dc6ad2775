"""One table of deeds and places: what is typed at the desk mirrors the command line."""

from collections.abc import Iterator
from typing import Any

import typer

from seamline.cli.app import app
from seamline.deed_forms import FORMS, PARTS
from seamline.deeds import DEEDS, WHOLE
from seamline.repertoire import ELSEWHERE, OWN, PLACES, TYPED
from seamline.say import COMMANDS


def commands(group: Any, before: str = "") -> Iterator[str]:
    """Every command of the command line, those of a group with its name."""
    for name, one in getattr(group, "commands", {}).items():
        yield from [*commands(one, f"{before}{name} ")] or [before + name]


def test_every_command_is_typed_at_the_desk_or_says_why_not() -> None:
    known = set(commands(typer.main.get_command(app)))
    assert not TYPED.keys() & ELSEWHERE.keys()
    assert known == TYPED.keys() | ELSEWHERE.keys()
    assert all(ELSEWHERE.values())


def test_whatever_is_typed_at_the_desk_is_a_command_or_the_desks_own() -> None:
    typed = {name for names in TYPED.values() for name in names}
    assert typed | OWN == COMMANDS.keys()
    assert not typed & OWN


def test_every_deed_has_a_card_that_words_open_or_a_page_that_does_it() -> None:
    on_pages = {"mode", "unpark", "dismiss", "try-again", "settle-answer"}
    decided = {"decide"}
    deeds = {form.deed for form in FORMS.values()}
    assert deeds | on_pages | decided == DEEDS.keys() | WHOLE.keys()
    assert all(form.deed in (WHOLE if form.whole else DEEDS) for form in FORMS.values())
    assert {form.part for form in FORMS.values() if form.part} == PARTS.keys()


def test_a_place_is_a_page_or_is_told_what_to_go_to() -> None:
    assert all(place.path or place.of for place in PLACES.values())
    assert PLACES["/search"].where("yr & co") == "/search?q=yr%20%26%20co"
    assert PLACES["/partners"].where("") == "/partners"
