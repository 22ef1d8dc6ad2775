"""Forty silences among two thousand order lines: all are found, and nothing that is answered."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from evals.silent_company import Planted, silent_company
from memory import chain
from memory.clock import hold_replay_clock, move_replay_clock
from seamline.demo_company import OPENS, make_demo
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.silence_view import sweep
from seamline.wiring import Office, open_office
from tests.flows.all_cases import copied
from tests.states import made_once


class Played(NamedTuple):
    """The company after its first morning, and what was planted in it."""

    office: Office
    planted: Planted


def play(folder: Path) -> None:
    """The company with its first morning over, in `workspace`."""
    planted = silent_company(OPENS.opening(), folder / "export")
    office = open_office(make_demo(folder / "workspace"))
    for number, mail in enumerate(planted.mails.values()):
        path = folder / f"{number}.eml"
        path.write_bytes(mail)
        list(file_mails(office, [path]))
    load_export(office, folder / "export")
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
        move_replay_clock(connection, datetime.fromisoformat("2026-03-11T09:00:00+00:00"))
    office.desk.advance()
    office.close()


@pytest.fixture(scope="module")
def played(of_this_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("silent")
    made = made_once(of_this_run / "silent", play)
    office = open_office(copied(made / "workspace", folder / "workspace"))
    yield Played(office, silent_company(OPENS.opening(), folder / "export"))
    office.close()


def letters(office: Office) -> list[tuple[str, set[str]]]:
    """To whom each letter about silence went, and the things it asks about."""
    with office.ledger.reading() as connection:
        intended = chain.of_kind(connection, "intended")
    return [
        (one.body["to"], set(one.body["action"]["objects"]))
        for one in intended
        if one.body["action"].get("template", {}).get("value", "").startswith("silent_")
    ]


def test_every_planted_silence_is_found_by_its_sweep_and_asked_about_once(played: Played) -> None:
    silent = played.planted.silent
    assert len(silent) == 40
    asked = letters(played.office)
    for name in silent:
        assert len([about for _, about in asked if name in about]) == 1, name
    data = sweep(played.office)
    found = {one["object"]: one["sweep"] for part in data["partners"] for one in part["points"]}
    assert {name: found[name] for name in silent} == silent


def test_one_letter_a_partner_lists_all_it_is_silent_about(played: Played) -> None:
    asked = letters(played.office)
    partners = [to for to, _ in asked]
    assert len(partners) == len(set(partners)) and len(partners) > 10


def test_no_answered_line_is_chased(played: Played) -> None:
    about = {name for _, names in letters(played.office) for name in names}
    assert not about & played.planted.answered
    lines = {one for one in about if one.startswith(("purchase_order_lines:47", "receipts:"))}
    assert lines == set(played.planted.silent), "and nothing else is"


def test_bad_master_data_and_what_waits_for_us_is_asked_inside(played: Played) -> None:
    about = {name for _, names in letters(played.office) for name in names}
    assert not about & played.planted.inside
    inside = {one["object"] for part in sweep(played.office)["inside"] for one in part["points"]}
    assert played.planted.inside <= inside
    case = played.office.desk.case("P5-procurement")
    assert played.planted.inside <= {one.expected.object for one in case.silence}
