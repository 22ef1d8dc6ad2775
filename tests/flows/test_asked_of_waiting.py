"""Who waits for whom, and how much of an item is on order: asked in everyday words."""

from collections.abc import Callable, Iterator

import pytest

from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_sample

File = Callable[..., None]
CASE = "W1-4500018822"


def ask(office: Office, question: str) -> str:
    return office.desk.ask("", question, "E001").said()


@pytest.mark.parametrize("question", ["has Samir answered?", "did Samir reply yet?"])
def test_whether_somebody_of_ours_has_answered_is_what_waits_for_them_and_what_they_decided(
    office: Office, file: File, question: str
) -> None:
    assert "nothing waits for Samir Haddad" in ask(office, question)
    file("W1-d")
    said = ask(office, question)
    assert said.startswith("not yet: for Samir Haddad") and CASE in said
    assert "nothing is on record as decided by Samir Haddad" in said
    office.desk.decide(CASE, "approve", person="E007", reason="covers the gap")
    said = ask(office, question)
    assert said.startswith("yes: nothing waits for Samir Haddad")
    assert "covers the gap" in said and CASE in said


@pytest.fixture
def asking(workspace: Workspace) -> Iterator[Office]:
    """A case waits for its bookings to be confirmed."""
    rules = workspace.policy_file.read_text(encoding="utf-8")
    wanted = "acknowledged_by: []\n    confirmed: "
    assert f"{wanted}[]" in rules
    workspace.policy_file.write_text(
        rules.replace(f"{wanted}[]", f"{wanted}[RequestBooking]", 1), encoding="utf-8"
    )
    opened = open_office(workspace)
    file_sample(opened, "W1-d")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "question", ["what are we waiting for from Blue Quay?", "are we still waiting for Blue Quay?"]
)
def test_what_we_wait_for_from_a_partner_is_what_it_owes(asking: Office, question: str) -> None:
    assert ask(asking, question) == "Blue Quay Forwarding owes us no answer, as far as is known"
    for person in ("E007", "E002"):
        asking.desk.decide(CASE, "approve", person=person, reason="covers the gap")
    said = ask(asking, question)
    assert said.startswith("Blue Quay Forwarding (F3001) has not confirmed") and CASE in said
    assert "Rao Precision owes us no answer" in ask(asking, "what are we waiting for from Rao?")


@pytest.mark.parametrize(
    "question",
    [
        "how much of KLB-12 is on order?",
        "how many KLB-12 are on order?",
        "how much KLB-12 is still to come?",
        "how many pieces of KLB-12 are in transit?",
    ],
)
def test_how_much_of_an_item_is_on_order_is_a_sum_with_its_lines(
    office: Office, file: File, question: str
) -> None:
    file("W1-d")
    said = ask(office, question)
    rows = [
        row
        for row in office.reads.rows("purchase_order_lines", item_id="KLB-12")
        if (row.number("received_qty") or 0) < (row.number("qty") or 0)
    ]
    total = sum((row.number("qty") or 0) - (row.number("received_qty") or 0) for row in rows)
    assert rows
    assert said.startswith(
        f"{total:,.0f} PCS of KLB-12 are still to come on {len(rows)} order line"
    )
    assert all(f"[rows {row.object}" in said for row in rows)
    assert "costs" not in said


def test_stock_and_orders_are_told_together_where_both_are_asked(
    office: Office, file: File
) -> None:
    said = ask(office, "how much of part KLB-12 is on stock and on order?")
    assert "on hand 3200" in said and "are still to come on" in said
