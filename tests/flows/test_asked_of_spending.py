"""Questions about money spent on freight, or billed too much: sums of what is on record."""

from datetime import date
from pathlib import Path

from graph.asked.period import period_in
from seamline.demo_company import let_go
from seamline.wiring import Office
from tests.flows.exports import put

SHIPMENTS = (
    "SH03,air,C2004,F3001,BQ240805,99044711203,,,,MA412,CNSZX,,USORD,US20,2026-04-25T22:10,"
    "2026-04-27,Asia/Shanghai,,,,B4001,4855.00,USD,delivered,2026-04-22"
)
AIR = "BQ-1,F3001,freight,2026-05-04,2026-06-03,9870.00,USD,4500018822,10,4000,,SH03,BQ240805,"
PARTS = """
    DP-1,F3001,BQ-1,freight,9870.00,9000.00,870.00,USD,rate,2026-05-06,,open,
    DP-2,F3001,BQ-1,BAF,500.00,0.00,500.00,USD,rate,2026-05-07,,open,
    DP-3,F3001,BQ-1,chassis,370.00,0.00,370.00,USD,rate,2026-05-07,,open,
"""


def ask(office: Office, question: str) -> str:
    return office.desk.ask("", question, "E001").said()


def test_spending_on_freight_is_what_was_billed_and_no_option(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    question = "What did we spend on air freight this spring?"
    assert ask(office, question).startswith("none: no bills for freight by air this spring")
    put(
        office,
        tmp_path / "a",
        shipments=SHIPMENTS,
        invoices=f"{AIR}released,pay 4935.00 USD (above envelope),2026-05-05,",
    )
    said = ask(office, question).splitlines()
    assert said[0].startswith("4,935.00 USD in 1 bills for freight by air this spring (2026-03-01")
    assert "4,935.00 USD of 9,870.00 billed" in said[1] and "[rows invoices:BQ-1]" in said[1]
    assert len(said) == 2
    assert ask(office, question.replace("air", "sea")).startswith("none: no bills")
    assert ask(office, "what did we spend on air freight in March?").startswith("none: no bills")


def test_what_a_partner_billed_too_much_is_what_is_contested_each_sum_once(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    questions = ("Was hat Blue Quay uns zu viel berechnet?", "what did Blue Quay overcharge us?")
    for question in questions:
        assert "none: no charges contested" in ask(office, question)
    put(
        office,
        tmp_path / "a",
        shipments=SHIPMENTS,
        invoices=f"{AIR}disputed,,2026-05-05,",
        disputes=PARTS,
    )
    for question in questions:
        said = ask(office, question)
        assert "870.00 USD in 2 charges contested:" in said
        assert "BAF of bill BQ-1 of Blue Quay Forwarding (F3001): 500.00 USD contested" in said
    assert "none: no charges contested" in ask(office, "what did Ridgeway overcharge us?")


def test_seasons_are_the_last_that_has_begun() -> None:
    def days(words: str) -> str:
        found = period_in(words, date(2026, 7, 15))
        return found.said() if found else ""

    assert days("what was spent this spring?") == "2026-03-01 to 2026-05-31"
    assert days("what was spent in summer?") == "2026-06-01 to 2026-08-31"
    assert days("what was spent last summer?") == "2025-06-01 to 2025-08-31"
    assert days("what was spent last winter?") == "2025-12-01 to 2026-02-28"
    assert days("what is due next spring?") == "2027-03-01 to 2027-05-31"
    assert days("does the price fall?") == ""
