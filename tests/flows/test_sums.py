"""Sums are told by currency with the rows that each is made of, whatever words ask for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seamline.wiring import Office, open_office
from tests.flows.all_cases import copied
from tests.flows.exports import put

BILLS = """
B-1,C2002,freight,2026-03-03,2026-03-12,100.00,USD,,,,,,,blocked,no receipt,2026-03-03,
B-2,C2002,freight,2026-03-03,2026-03-13,250.50,USD,,,,,,,posted,,2026-03-03,
B-3,V1002,supplier,2026-03-04,2026-04-30,900.00,EUR,,,,,,,parked,price,2026-03-04,
B-4,F3001,freight,2026-03-04,2026-04-30,500.00,USD,,,,,,,released,pay 380.00 USD (rate),2026-03-04,
B-5,F3001,freight,2026-02-04,2026-02-28,70.00,USD,,,,,,,paid,,2026-02-04,
"""
CLAIMS = """
CL-1,C2001,damage,472.00,EUR,SH13,,,,open
CL-2,V1001,expedite share,1000.00,USD,B-4,2026-03-05,Lily Chen,mail,agreed
CL-3,V1001,shortage,44.00,USD,B-2,2026-03-05,Lily Chen,mail,credited
"""
DISPUTES = """
DP-1,F3001,B-4,demurrage,150.00,0.00,150.00,USD,rate,2026-03-06,E005,open,R01
DP-2,C2002,B-2,freight,30.00,10.00,20.00,USD,rate,2026-03-06,E005,open,R01
"""
PAID = """
P-1,C2002,2026-03-02,B-9,40.00,USD,invoice,BK7001,2026-03-02
P-2,C2001,2026-03-03,B-8,60.00,USD,invoice,BK7001,2026-03-03
"""


@pytest.fixture(scope="module")
def books(harlow: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("sums")
    office = open_office(copied(harlow, folder / "w"))
    put(office, folder / "a", invoices=BILLS, claims=CLAIMS, disputes=DISPUTES, payments=PAID)
    yield office
    office.close()


@pytest.mark.parametrize(
    ("question", "first", "rows"),
    [
        ("total blocked invoices", "900.00 EUR, 100.00 USD in 2 bills held back", "B-1 B-3"),
        ("which bills are on hold and how much is it", "900.00 EUR, 100.00 USD in 2", "B-1 B-3"),
        ("welche rechnungen sind gesperrt?", "900.00 EUR, 100.00 USD in 2", "B-1 B-3"),
        ("which bills are due this week", "350.50 USD in 2 bills due this week", "B-1 B-2"),
        ("what do we owe Blue Quay?", "380.00 USD in 1 bills to be paid", "B-4"),
        ("open claims total", "472.00 EUR, 1,000.00 USD in 2 open claims", "CL-1 CL-2"),
        ("sum of all disputes", "170.00 USD in 2 open contested charges", "DP-1 DP-2"),
        ("total demurrage so far", "150.00 USD in 1 contested charges of demurrage", "DP-1"),
        ("how much demurrage this month?", "150.00 USD in 1 contested charges", "DP-1"),
        ("how much did we pay Orion?", "60.00 USD in 1 payments", "P-2"),
        ("what did we pay in march?", "100.00 USD in 2 payments", "P-1 P-2"),
        ("how much did we save so far", "120.00 USD in 1 bills that were released", "B-4"),
        ("what is Orion still owing us?", "472.00 EUR in 1 open claims", "CL-1"),
    ],
)
def test_a_sum_is_told_by_currency_with_its_rows(
    books: Office, question: str, first: str, rows: str
) -> None:
    told = books.desk.ask("", question)
    (said, *_) = [one for one in told.lines if not one.startswith("asked in ")]
    assert said.startswith(first)
    held = {one.partition(":")[2] for one in told.rows}
    assert all(any(one in row for row in held) for one in rows.split())
    assert all("[" in one for one in told.lines if one.startswith("  "))


def test_what_is_at_stake_is_told_part_by_part(books: Office) -> None:
    told = books.desk.ask("", "how much money is at stake?").said()
    for part in ("held back", "contested charges", "open claims", "wait for a decision"):
        assert part in told


def test_where_there_is_nothing_no_sum_is_told(books: Office) -> None:
    assert "no detention" in books.desk.ask("", "total detention this month").said()
    assert books.desk.ask("", "total blocked invoices of Nordmetall").said().count("B-") == 3
    assert books.desk.ask("", "total blocked invoices of Orion").said().startswith("none")


@pytest.mark.parametrize(
    ("question", "before", "said"),
    [
        ("how much?", "which invoices are blocked", "900.00 EUR, 100.00 USD"),
        ("and for Ridgeway?", "total blocked invoices", "100.00 USD in 1 bills held back"),
        ("how much of that is Kailun?", "open claims total", "1,000.00 USD in 1 open claims"),
        ("in total?", "what do we owe Blue Quay?", "380"),
    ],
)
def test_a_sum_goes_on_from_the_question_before(
    books: Office, question: str, before: str, said: str
) -> None:
    full = books.desk.in_full("", question, before, "")
    assert said in books.desk.ask("", full).said()
