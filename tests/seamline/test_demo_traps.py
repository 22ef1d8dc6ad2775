"""The demo's traps: told by the ledger alone, whether seen, handled or fallen into."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.workflows.registry import workflows
from seamline import demo_traps
from seamline.demo_company import OPENS, make_demo
from seamline.demo_traps import Trap, met, traps
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.trap_match import Act, Asks, Told
from seamline.trap_table import by_flow, in_sum, page, telling
from seamline.wiring import Office, open_office

TRUTH = Path(__file__).parents[3] / "shared" / "cases" / "mail" / "truth.jsonl"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Harlow after two mails about one order."""
    found = open_office(make_demo(tmp_path_factory.mktemp("traps") / "demo"))
    load_export(found, OPENS.opening())
    for name in ("W1-d", "W1-a"):
        list(file_mails(found, [OPENS.folder / "mail" / f"{name}.eml"]))
        found.desk.advance()
    yield found
    found.close()


def went(office: Office, monkeypatch: pytest.MonkeyPatch, **wrong: Any) -> tuple[str, str]:
    """How a trap of the first mail went that says this of falling into it."""
    trap = Trap(mail=wrong.pop("mail", "W1-d"), trap="planted", **wrong)
    monkeypatch.setattr(demo_traps, "traps", lambda: (trap,))
    (one,) = met(office)
    return one.went, one.said


def test_what_was_read_as_it_must_not_be_is_fallen_into(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fell = went(office, monkeypatch, read=Told(field="promised_date", value="2026-04-11"))
    assert fell == (
        "fallen into",
        "promised_date of purchase_order_lines:4500018822/10 was read as 2026-04-11",
    )
    well = went(office, monkeypatch, read=Told(field="promised_date", value="2026-11-04"))
    assert well[0] == "handled"
    assert 'promised_date 2026-04-11 "11 April"' in well[1], "what was read in its place"


def test_words_that_a_statement_rests_on_and_a_sender_believed_are_fallen_into(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert went(office, monkeypatch, quoted="ready by 11 April now")[0] == "fallen into"
    assert went(office, monkeypatch, quoted="nothing that it says")[0] == "handled"
    assert went(office, monkeypatch, trusted="suspect")[0] == "fallen into"
    assert went(office, monkeypatch, trusted="authenticated")[0] == "handled"


def test_acts_are_fallen_into_when_they_ran_alone_or_were_asked_for_at_all(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Act(kinds=("NotifyFunction",))
    assert went(office, monkeypatch, alone=told)[0] == "fallen into"
    assert went(office, monkeypatch, proposed=told)[0] == "fallen into"
    order = Act(kinds=("PostSettlement",))
    assert went(office, monkeypatch, alone=order)[0] == "handled"
    assert went(office, monkeypatch, proposed=order)[0] == "handled"
    done = {"case": "W1-4500018822", "undone": ("NotifyFunction",)}
    assert went(office, monkeypatch, **done) == ("fallen into", "note to a function was done")
    kept = ("purchase_order_lines", "4500018822/10", "qty")
    assert went(office, monkeypatch, keeps=(*kept, "12000"))[0] == "handled"
    assert went(office, monkeypatch, keeps=(*kept, "4000"))[0] == "fallen into"


def test_a_trap_that_only_a_question_shows_is_fallen_into_when_nobody_was_asked(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    date = Asks(about=("promised_date",))
    assert went(office, monkeypatch, mail="W1-a", asked=date)[0] == "asked"
    price = Asks(about=("unit_price",))
    assert went(office, monkeypatch, mail="W1-a", asked=price) == (
        "fallen into",
        "nobody was asked about unit_price",
    )


def test_a_trap_of_a_mail_that_was_not_played_is_not_seen(office: Office) -> None:
    found = met(office)
    assert {one.went for one in found if one.trap.mail not in ("W1-a", "W1-d")} == {"not seen"}
    assert "fallen into" not in {one.went for one in found}
    played = [one for one in found if one.trap.mail in ("W1-a", "W1-d")]
    assert in_sum(played) == "11 traps: 10 handled, 1 asked, none fallen into."


def test_failures_are_named_and_stand_before_all_others(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = Trap(mail="W1-d", trap="planted | here", read=Told(field="promised_date"))
    monkeypatch.setattr(demo_traps, "traps", lambda: (*traps(), bad))
    found = met(office)
    assert "FALLEN INTO: W1-d (planted | here)" in in_sum(found)
    assert telling(by_flow(found)["W1"]["W1-d"]).trap is bad
    assert "| W1-d | planted / here | fallen into | promised_date of" in page(found)


def test_each_trap_is_of_a_sample_mail_and_says_what_falling_into_it_would_be() -> None:
    mails = {one.stem for one in OPENS.mails()}
    assert {one.mail for one in traps()} == mails, "no mail without a trap"
    for one in traps():
        named = (one.read, one.quoted, one.trusted, one.alone, one.proposed, one.asked)
        assert any(named) or one.undone or one.keeps, one.trap
        assert bool(one.undone) <= bool(one.case)
    assert {one.mail.partition("-")[0] for one in traps()} == set(workflows())


@pytest.mark.skipif(not TRUTH.is_file(), reason="the typed truth of the mails is not beside us")
def test_the_demo_tells_every_trap_of_the_typed_truth() -> None:
    truth = map(json.loads, TRUTH.read_text(encoding="utf-8").splitlines())
    known = {one["id"]: len(one["traps"]) for one in truth}
    mine = {mail: sum(one.mail == mail for one in traps()) for mail in known}
    assert mine == known
