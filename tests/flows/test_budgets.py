"""Budgets: what is left decides who signs, and only who is touched by a hold looks again."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from evals.company import FIRST, delay_mail, export_of
from memory.tables import inbox
from seamline import views
from seamline.demo_company import OPENS
from seamline.loading import load_export
from seamline.wiring import Office
from tests.states import After

Opened = Callable[..., Office]


@pytest.fixture
def three(from_scratch: After) -> Opened:
    """Three orders late by the same days; the argument is what sourcing may spend in March."""

    def opened(budget: str, reply_by: Sequence[int] = (17, 17, 17)) -> Office:
        late = [partial(delay, number=number, day=day) for number, day in enumerate(reply_by)]
        return from_scratch(partial(opening, budget=budget), *late)

    return opened


def opening(office: Office, folder: Path, budget: str) -> None:
    export = export_of(OPENS.opening(), folder / "export", 3)
    _set_budget(export / "budgets.csv", budget)
    load_export(office, export)


def delay(office: Office, _: Path, number: int, day: int) -> None:
    asks = f"reply before {day} March".encode()
    mail = delay_mail(number).replace(b"reply before 17 March", asks)
    office.desk.file(mail, origin="test")
    office.desk.advance()


def _set_budget(path: Path, amount: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["amount"] = amount if row["budget_id"] == "BG-P-2603" else row["amount"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _signers(office: Office, number: int) -> set[str]:
    waiting = views.case(office, f"W1-{FIRST + number}")["waiting"]
    return {one["role"] for one in waiting["people"]}


def _woken(office: Office) -> int:
    wanted = select(func.count()).select_from(inbox).where(inbox.c.kind == "held")
    with office.ledger.reading() as connection:
        return int(connection.execute(wanted).scalar() or 0)


def test_while_a_budget_holds_it_for_all_no_case_is_woken_by_another(three: Opened) -> None:
    office = three("100000.00")
    assert _woken(office) == 0
    assert all("CPO" not in _signers(office, number) for number in range(3))


def test_what_others_hold_of_a_budget_sends_the_next_case_one_level_up(three: Opened) -> None:
    office = three("6000.00")  # 1,250.00 are committed and each order would take 3,800.00
    assert "CPO" not in _signers(office, 0)
    assert "CPO" in _signers(office, 1)
    assert "CPO" in _signers(office, 2)


def test_whoever_came_first_is_not_pushed_over_by_those_who_came_later(three: Opened) -> None:
    office = three("6000.00")
    for person in ("E007", "E002"):
        office.desk.decide(f"W1-{FIRST}", "approve", person=person, reason="agreed")
    assert office.desk.case(f"W1-{FIRST}").decision is not None


def test_what_is_given_back_to_a_budget_is_looked_at_by_who_lacked_it(three: Opened) -> None:
    office = three("6000.00")
    before = _woken(office)
    office.desk.decide(f"W1-{FIRST}", "reject", person="E007", reason="not needed")
    office.desk.advance()
    assert _woken(office) > before


@pytest.mark.parametrize(("reply_by", "first"), [((17, 17, 13), 2), ((17, 13, 16), 1)])
def test_what_is_given_back_goes_to_who_must_decide_first(
    three: Opened, reply_by: Sequence[int], first: int
) -> None:
    office = three("6000.00", reply_by)
    assert all("CPO" in _signers(office, number) for number in (1, 2))
    office.desk.decide(f"W1-{FIRST}", "reject", person="E007", reason="not needed")
    office.desk.advance()
    assert {number for number in (1, 2) if "CPO" not in _signers(office, number)} == {first}


def test_a_case_that_is_looked_at_alone_lets_who_must_decide_first_look_before(
    three: Opened,
) -> None:
    office = three("6000.00", (17, 13, 16))
    office.desk.decide(f"W1-{FIRST}", "reject", person="E007", reason="not needed")
    office.desk.advance(streams=[f"case:W1-{FIRST + 2}"])
    assert "CPO" not in _signers(office, 1) and "CPO" in _signers(office, 2)
