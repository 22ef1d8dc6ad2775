"""What comes in time of a late line is shared among its customers, and each accepts its share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seamline import views
from seamline.demo_company import OPENS, let_go
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.on_the_way import letters, mail, options, outgoing, reply

CASE, LINE = "W1-4500018822", "purchase_order_lines:4500018822/10"
SHARE, ACCEPT = f"{LINE} share among customers", f"{LINE} accept"
CUSTOMERS = ("t.holm@medivale.example", "orders@fairmontrobotics.example", "supply@odelia.example")


@pytest.fixture
def short(workspace: Workspace, tmp_path: Path) -> Iterator[Office]:
    """Of 12,000 pieces 2,500 come on their day, the rest a week later; customers wait for 3,370."""
    policy = (OPENS.folder / "policy.yaml").read_text(encoding="utf-8")
    workspace.policy_file.write_text(policy, encoding="utf-8")
    office = open_office(workspace)
    let_go(office)
    late(office, tmp_path)
    yield office
    office.close()


def late(office: Office, folder: Path) -> None:
    """The supplier's mail."""
    mail(
        office, folder, "shipping@kailun.example", "Tue, 10 Mar 2026 17:20:00 +0800",
        "PO 4500018822 item 10",
        "Dear Marta,\n4500018822 item 10: 2,500 pcs will be ready on 6 April as confirmed, the "
        "remaining 9,500 pcs will be delayed to 13 April, mould problem at our side.\nLily",
    )  # fmt: skip


def test_it_is_priced_by_segment_in_cartons_and_by_what_each_contract_charges(
    short: Office,
) -> None:
    found = options(short, CASE)[SHARE]
    said = found["effects"]["customer service"]
    assert "Medivale Hospitals 1,120 in time; " in said  # two lines, one customer
    assert "Fairmont Robotics 780 in time, 470 late" in said
    assert "Odelia Instruments 600 in time, 400 late" in said
    assert found["cost"]["amount"] == "1080.00"  # 2 % of the whole late lines, 30,000 and 24,000
    other = " ".join(one["formula"] for one in found["components"])
    assert "225.60 USD" in other and "192.00 USD" in other  # by late pieces: 417.60
    assert found["unknown"] == [] and found["violates"] == []


def test_each_customer_is_told_its_share_and_the_case_waits_for_its_word(
    short: Office, tmp_path: Path
) -> None:
    take(short, "share among customers")
    signed = (short.desk.case(CASE).decision or {})["approvers"]
    roles = {short.people.require(one).role for one in signed}
    assert roles >= {"head of planning", "VP sales", "VP supply chain"}  # E007 chose it
    told = letters(short)
    assert "- line 1 (KLB-12): 780, from 2026-05-10" in told
    assert "- line 1 (KLB-12): 470, from 2026-05-17" in told
    assert "- line 1 (KLB-12): 600, from 2026-05-10" in told
    assert "Medivale" not in told  # it gets all in time: nothing is new for it
    for number, day in (("70045498/1", "2026-05-17"), ("70045512/1", "2026-05-12")):
        row = short.reads.row("sales_order_lines", number)
        assert row is not None and row.text("planned_date") == day
    assert waits_for(short) >= {"K6002", "K6003"} and "K6001" not in waits_for(short)
    for one in CUSTOMERS[1:]:
        reply(short, tmp_path, one, "Thank you, we accept the new dates.")
    assert not waits_for(short) & {"K6001", "K6002", "K6003"}


def test_customers_are_told_the_new_day_where_the_delay_is_accepted(short: Office) -> None:
    take(short, "accept")
    told = [to for to, _ in outgoing(short)]
    assert "supply@odelia.example" in told  # the others are served first by their days
    assert waits_for(short) & {"K6001", "K6002", "K6003"} == {"K6003"}


def test_a_customers_line_that_is_pegged_twice_has_no_two_shares(
    workspace: Workspace, tmp_path: Path
) -> None:
    office = on_odd_rows(workspace, tmp_path, "pegging SET so_id = '70045512', so_line = '1'")
    assert SHARE not in options(office, CASE) and ACCEPT in options(office, CASE)
    office.close()


def test_an_order_of_which_too_much_is_in_still_has_a_decision(
    workspace: Workspace, tmp_path: Path
) -> None:
    line = "record_key = '4500018822/10'"
    row = f"purchase_order_lines SET received_qty = '20000' WHERE {line}"
    office = on_odd_rows(workspace, tmp_path, row)
    state = office.desk.case(CASE)
    assert state.stuck == "" and state.proposal is not None
    office.close()


def on_odd_rows(workspace: Workspace, folder: Path, row: str) -> Office:
    """The case where rows of the record have other values."""
    policy = (OPENS.folder / "policy.yaml").read_text(encoding="utf-8")
    workspace.policy_file.write_text(policy, encoding="utf-8")
    office = open_office(workspace)
    with office.record.writing() as connection:
        connection.exec_driver_sql(f"UPDATE {row}")
    let_go(office)
    late(office, folder)
    return office


def test_all_or_nothing_in_time_is_shared_among_nobody(office: Office, tmp_path: Path) -> None:
    let_go(office)
    mail(
        office, tmp_path, "shipping@kailun.example", "Tue, 10 Mar 2026 17:20:00 +0800",
        "PO 4500018822 item 10",
        "Dear Marta,\n4500018822 item 10 will be delayed, ready date now 13 April.\nLily",
    )  # fmt: skip
    assert SHARE not in options(office, CASE) and ACCEPT in options(office, CASE)


def take(office: Office, option: str) -> None:
    """Whoever is asked first takes the option, the others approve it."""
    people = [one["id"] for one in views.case(office, CASE)["waiting"]["people"]]
    slots = {"option": option}
    office.desk.decide(CASE, "edit", person=people[0], slots=slots, reason="to each his share")
    for _ in range(6):
        if office.desk.case(CASE).decision is None:
            people = [one["id"] for one in views.case(office, CASE)["waiting"]["people"]]
            person = next(one for one in people if one not in approved(office))
            office.desk.decide(CASE, "approve", person=person, reason="as shared")
    assert office.desk.case(CASE).decision is not None


def approved(office: Office) -> set[str]:
    """Whoever has said yes already."""
    return {one.person for one in office.desk.case(CASE).approvals}


def waits_for(office: Office) -> set[str]:
    """The partners whose word the case waits for."""
    return {one["who"] for one in views.case(office, CASE)["owed"]}
