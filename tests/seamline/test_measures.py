"""Measures of a workspace: what the ledger of a played day gives, on screen and as JSON."""

import io
from pathlib import Path

from rich.console import Console

from domain.canonical import plain
from seamline.cli.figures import print_effort, print_measures
from seamline.demo_company import OPENS, make_demo
from seamline.effort_view import effort
from seamline.loading import load_export
from seamline.measures import measures
from seamline.plots import Bar, Part, plot
from seamline.wiring import Office, open_office
from tests.flows.playing import file_sample


def played(office: Office) -> None:
    load_export(office, OPENS.opening())
    file_sample(office, "W1-d")
    for person in ("E007", "E002"):
        office.desk.decide("W1-4500018822", "approve", person=person)


def test_a_decided_day_is_measured_from_the_ledger(tmp_path: Path) -> None:
    office = open_office(make_demo(tmp_path / "w"))
    try:
        played(office)
        found = measures(office)
        told = plain(found)
        carried = effort(office, "W1-4500018822")
    finally:
        office.close()
    pairs = {(one["receiver"], one["kind"]): one for one in told["handoffs"]["rows"]}
    assert pairs["planning", "decision"]["taken"] == pairs["procurement", "decision"]["taken"] == 1
    assert told["autonomy"]["rows"][0]["touches"] in ({}, {"approve": 2})
    assert told["cycle"]["rows"][0]["hours"]["systems"] > 0
    shown = io.StringIO()
    print_measures(Console(file=shown, width=80), found)
    text = shown.getvalue()
    assert "autonomy rate" in text and "cost of delay: nothing yet" in text
    assert told["carrying"]["rows"][0]["counters"] == {"carrying": 0, "triggering": 0, "context": 0}
    assert "what people still carry" in text
    assert max(map(len, text.splitlines())) <= 80
    screen = io.StringIO()
    print_effort(Console(file=screen, width=80), carried)
    assert "people spent 0.00 USD, were spared" in screen.getvalue()
    assert '  promised_date = 2026-04-11: "11 April" of mail ' in screen.getvalue()
    assert told["carrying"]["rows"][0]["spared"] == plain(carried["account"]["spared"])


def test_bars_share_one_scale_and_a_mark_beyond_them_makes_it_longer() -> None:
    found = plot(
        [Bar("a", [Part("calm", 2, "")], "2", mark=4), Bar("b", [Part("calm", 1, "")], "")]
    )
    first, second = found.bars
    assert first.parts[0].width == 2 * second.parts[0].width
    assert first.mark == 2 * first.parts[0].width == first.end
    assert plot([Bar("a", [Part("calm", 0, "")], "0")]).bars[0].parts == []
