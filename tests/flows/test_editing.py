"""Values changed before approval: proven again, changed wherever they stand, approved by others."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused
from seamline import views
from seamline.wiring import Office
from tests.flows.on_the_way import options
from tests.flows.playing import file_sample
from tests.flows.test_contest import (
    A,
    B,
    approve_all,
    asks,
    contest,
    deciders,
    holds,
    with_first,
)
from tests.flows.test_customer_delivery import DELIVERY, NORVIO, came_wet
from tests.hostile.commands import seamline
from tests.states import After, state


@pytest.fixture
def serving(after: After) -> Office:
    """A customer's line that 500 pieces of stock would serve, with what they are told of it."""
    return after(with_first)


def field(office: Office, kind: str, slot: str) -> str:
    """The name by which a value of the proposal is changed."""
    found = [
        one["name"]
        for act in views.case(office, A)["actions"]
        if act["kind"] == kind
        for one in act["editable"]
        if one["slot"] == slot
    ]
    assert found, f"no {slot} of {kind} may be changed"
    return str(found[0])


def change(office: Office, name: str, value: str, person: str = "E010") -> None:
    office.desk.decide(A, "edit", person=person, reason="enough", slots={name: value})


def written(office: Office, kind: str) -> list[dict[str, str]]:
    acts = views.case(office, A)["actions"]
    return [one["slots"] for one in acts if one["kind"] == kind]


def test_a_smaller_quantity_is_held_written_and_told_alike(serving: Office) -> None:
    assert holds(serving) == {A: ("soft", "500")}
    change(serving, field(serving, "Allocate", "qty"), "450")
    assert [one["qty"] for one in written(serving, "Allocate")] == ["450"]
    assert holds(serving) == {A: ("soft", "450")}, "what is not reserved is free for others"
    told = [one["text"] for one in written(serving, "SendMessage") if "450" in one["text"]]
    assert told and not any("500" in one["text"] for one in written(serving, "SendMessage"))


def test_whoever_changed_it_asks_and_others_approve(serving: Office) -> None:
    editor = deciders(serving, A)[0]
    change(serving, field(serving, "Allocate", "qty"), "450")
    proposal = serving.desk.case(A).proposal
    assert proposal is not None and proposal.requested_by == editor
    with pytest.raises(NotAllowed, match="four eyes"):
        serving.desk.decide(A, "approve", person=editor, reason="mine")
    approve_all(serving, A)
    rows = serving.reads.rows("reservations", object="US20/KLB-12")
    assert [one.text("qty") for one in rows] == ["450"]
    assert all(one.is_as_decided for one in serving.desk.case(A).effects if one.kind == "Allocate")


def test_what_was_changed_and_done_counts_as_done_as_it_was_worked_out(serving: Office) -> None:
    before = serving.desk.case(A).proposal
    assert before is not None
    (worked_out,) = [one.key for one in before.actions if one.kind == "Allocate"]
    change(serving, field(serving, "Allocate", "qty"), "450")
    approve_all(serving, A)
    (done,) = [one for one in serving.desk.case(A).effects if one.kind == "Allocate"]
    assert done.wanted["qty"] == "450" and worked_out in done.keys and done.key != worked_out


def test_a_remark_stands_in_one_letter_before_its_signature(serving: Office) -> None:
    change(serving, field(serving, "SendMessage", "text"), "We are sorry for the trouble.")
    texts = [one["text"] for one in written(serving, "SendMessage")]
    said = [one for one in texts if "We are sorry for the trouble." in one]
    assert len(said) == 1 and not said[0].rstrip().endswith("We are sorry for the trouble.")


def test_a_second_change_keeps_the_first_and_a_change_can_be_taken_back(serving: Office) -> None:
    change(serving, field(serving, "Allocate", "qty"), "450")
    change(serving, field(serving, "SendMessage", "text"), "Sorry.")
    assert [one["qty"] for one in written(serving, "Allocate")] == ["450"]
    change(serving, field(serving, "Allocate", "qty"), "500")
    assert [one["qty"] for one in written(serving, "Allocate")] == ["500"]
    assert any("Sorry." in one["text"] for one in written(serving, "SendMessage"))


@pytest.mark.parametrize(
    ("value", "why"),
    [
        *(
            (text, "is no number above 0 and up to 500")
            for text in (
                "501",
                "-1",
                "1e3",
                "x",
                "NaN",
                "٤٥٠",
                "４５０",
                "+450",
                "0450",
                "450.",
                "4_5",
            )
        ),
        *((text, "write it with no decimals") for text in ("0.0001", "1.5", "450.0")),
        ("500", "nothing is changed"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_before_anything_is_written(
    serving: Office, value: str, why: str
) -> None:
    before = serving.desk.case(A).through
    with pytest.raises(Refused, match=why):
        change(serving, field(serving, "Allocate", "qty"), value)
    assert serving.desk.case(A).through == before


@pytest.mark.parametrize("slot", ["contact", "contact_name", "subject", "template", "x"])
def test_recipients_and_what_is_no_value_cannot_be_changed(serving: Office, slot: str) -> None:
    name = field(serving, "SendMessage", "text").partition(".")[0]
    with pytest.raises(Refused, match="cannot be changed"):
        change(serving, f"{name}.{slot}", "CT99")


@pytest.mark.parametrize(
    "words",
    [
        "a\x1b[31m",
        "a\u202eb",
        "x" * 801,
        "\u200b",
        "\u3164",
        "a\u115f",
        "\u2800",
        "a\u034fb",
        "a\ufe0f",
        "\u17b4",
        "a\u2028b",
        "a\u0378b",
        "a\ufdd0b",
        "a\ue000b",
        "a\U000e0101b",
    ],
)
def test_a_remark_holds_nothing_that_is_not_seen(serving: Office, words: str) -> None:
    with pytest.raises(Refused, match="a remark"):
        change(serving, field(serving, "SendMessage", "text"), words)


def test_another_option_and_values_are_not_changed_in_one_breath(serving: Office) -> None:
    both = {"option": "wait and re-promise", field(serving, "Allocate", "qty"): "450"}
    with pytest.raises(Refused, match="one after the other"):
        serving.desk.decide(A, "edit", person=deciders(serving, A)[0], reason="both", slots=both)


def test_news_void_a_change_visibly(serving: Office, tmp_path: Path) -> None:
    change(serving, field(serving, "Allocate", "qty"), "450")
    asks(serving, tmp_path, "t.holm@medivale.example", "70046001", 15)
    superseded = views.case(serving, A)["superseded"]
    assert any("new message" in one["because"] for one in superseded)
    assert [one["qty"] for one in written(serving, "Allocate")] == ["500"]


def test_a_later_date_is_that_customers_alone_and_asks_whoever_may_promise_it(
    office: Office,
) -> None:
    case = "W1-4500018822"
    file_sample(office, "W1-d")
    office.desk.decide(case, "edit", person="E007", reason="wait", slots={"option": "accept"})
    acts = views.case(office, case)["actions"]
    fields = [one["name"] for act in acts for one in act["editable"] if one["how"] == "no_earlier"]
    assert len(fields) == 4
    before = {one["role"] for one in views.case(office, case)["waiting"]["people"]}
    change = {fields[0]: "2026-07-01"}
    office.desk.decide(case, "edit", person="E007", reason="more time", slots=change)
    after = views.case(office, case)
    days = [
        one["slots"]["planned_date"]
        for one in after["actions"]
        if one["kind"] == "RepromiseCustomer"
    ]
    assert sorted(days) == ["2026-05-15"] * 3 + ["2026-07-01"]
    asked = {one["role"] for one in after["waiting"]["people"]}
    assert "CFO" in asked - before, "nobody knows what the contract charges for it"


@state(with_first)
def two(office: Office, folder: Path) -> None:
    """A second case that softly holds the 300 that the first leaves."""
    asks(office, folder, "orders@fairmontrobotics.example", "70046002", 10)


def test_everybody_whose_change_stands_is_kept_from_approving_it(serving: Office) -> None:
    change(serving, field(serving, "Allocate", "qty"), "450", "E010")
    change(serving, field(serving, "SendMessage", "text"), "Sorry.", "E011")
    for person in ("E010", "E011"):
        with pytest.raises(NotAllowed, match="four eyes"):
            serving.desk.decide(A, "approve", person=person, reason="mine")
    shown = [one for act in views.case(serving, A)["actions"] for one in act["changed"]]
    name = {person: serving.people.require(person).name for person in ("E010", "E011")}
    assert {(one["to"], one["by"]) for one in shown} == {
        ("450", name["E010"]),
        ("Sorry.", name["E011"]),
    }


def test_where_owner_and_delegate_both_changed_it_the_next_in_the_line_decides(
    serving: Office,
) -> None:
    change(serving, field(serving, "Allocate", "qty"), "450", "E010")
    change(serving, field(serving, "SendMessage", "text"), "Sorry.", "E011")
    assert deciders(serving, A)[0] == "E012"
    waiting = views.case(serving, A)["waiting"]
    assert waiting["gaps"] == []
    [said] = waiting["moved_up"]
    assert said.startswith("Helen Brandvold (VP sales) decides: customer service lead of")
    shown = seamline("show", A, folder=serving.workspace.folder).stdout
    assert said in " ".join(shown.split())
    for person in deciders(serving, A):
        serving.desk.decide(A, "approve", person=person, reason="agreed")
    decision = serving.desk.case(A).decision
    assert decision is not None and "E012" in decision["approvers"]


def test_whose_change_was_taken_back_may_approve(serving: Office) -> None:
    change(serving, field(serving, "Allocate", "qty"), "450", "E010")
    change(serving, field(serving, "Allocate", "qty"), "500", "E011")
    with pytest.raises(NotAllowed, match="four eyes"):
        serving.desk.decide(A, "approve", person="E011", reason="mine")
    assert serving.desk.decide(A, "approve", person="E010", reason="as it was").complete


def test_whoever_chose_the_option_does_not_approve_it_after_another_edit(office: Office) -> None:
    case = "W1-4500018822"
    file_sample(office, "W1-d")
    office.desk.decide(case, "edit", person="E007", reason="wait", slots={"option": "accept"})
    acts = views.case(office, case)["actions"]
    fields = [one for act in acts for one in act["editable"] if one["how"] == "with_remark"]
    name = fields[0]["name"]
    editor = next(one for one in deciders(office, case) if one != "E007")
    office.desk.decide(case, "edit", person=editor, reason="polite", slots={name: "Thank you."})
    proposal = office.desk.case(case).proposal
    assert proposal is not None and {"E007", editor} <= proposal.askers
    assert {one.decided_by for one in proposal.rankings} == {"chosen by E007"}
    with pytest.raises(NotAllowed, match="four eyes"):
        office.desk.decide(case, "approve", person="E007", reason="my own choice")


def test_contesting_after_an_edit_leaves_one_letter_and_one_reservation(two: Office) -> None:
    name = field_of(two, B, "Allocate", "qty")
    two.desk.decide(B, "edit", person="E010", reason="less", slots={name: "100"})
    letters = len([one for one in views.case(two, B)["actions"] if one["kind"] == "SendMessage"])
    two.desk.contest(B, person="E010", reason="a line stands still", take="50")
    acts = views.case(two, B)["actions"]
    assert [one["slots"]["qty"] for one in acts if one["kind"] == "Allocate"] == ["350"]
    assert len([one for one in acts if one["kind"] == "SendMessage"]) == letters
    proposal = two.desk.case(B).proposal
    assert proposal is not None and any("'100' could not be kept" in x for x in proposal.concerns)
    approve_all(two, B)
    rows = two.reads.rows("reservations", object="US20/KLB-12")
    assert sorted(one.text("qty") for one in rows) == ["350", "450"]


def field_of(office: Office, case: str, kind: str, slot: str) -> str:
    acts = views.case(office, case)["actions"]
    found = [one for act in acts if act["kind"] == kind for one in act["editable"]]
    return str(next(one["name"] for one in found if one["slot"] == slot))


def test_a_joint_proposal_is_not_edited_and_its_parts_editors_do_not_approve_it(
    two: Office,
) -> None:
    change(two, field(two, "SendMessage", "text"), "Sorry again.", "E010")
    contest(two)
    with pytest.raises(NotAllowed, match="four eyes"):
        two.desk.decide(B, "approve", person="E010", reason="mine")
    name, before = field_of(two, B, "Allocate", "qty"), two.desk.case(B).through
    with pytest.raises(Refused, match="jointly"):
        two.desk.decide(B, "edit", person="E010", reason="x", slots={name: "320"})
    assert two.desk.case(B).through == before


def test_what_another_case_holds_by_now_leaves_an_edit_its_editors(two: Office) -> None:
    change(two, field(two, "Allocate", "qty"), "450", "E010")
    two.desk.advance()
    assert holds(two)[B] == ("soft", "350"), "it takes what is let go"
    proposal = two.desk.case(A).proposal
    assert proposal is not None and proposal.requested_by == "E010"
    with pytest.raises(NotAllowed, match="four eyes"):
        two.desk.decide(A, "approve", person="E010", reason="my own 450")


def test_a_remarks_lines_may_be_broken_as_a_browser_breaks_them(serving: Office) -> None:
    change(serving, field(serving, "SendMessage", "text"), "We are sorry.\r\nTruly.\rVery.")
    texts = [one["text"] for one in written(serving, "SendMessage")]
    assert any("We are sorry.\nTruly.\nVery." in one for one in texts)
    approve_all(serving, A)
    assert all(one.is_as_decided for one in serving.desk.case(A).effects)


def test_what_a_smaller_quantity_leaves_is_dated_and_priced(serving: Office) -> None:
    worked_out = options(serving, A)["sales_order_lines:70046001/1 wait and re-promise"]
    change(serving, field(serving, "Allocate", "qty"), "1")
    proposal = serving.desk.case(A).proposal
    assert proposal is not None and proposal.spend is not None
    charged = Decimal(worked_out["cost"]["amount"])  # on the line: the clause says no other way
    assert proposal.spend.amount == charged > 0
    assert str(proposal.spend) in proposal.summary
    plan = [one["text"] for one in written(serving, "SendMessage") if "at once" in one["text"]]
    assert all("1, at once" in one and "499, from 2026-05-19" in one for one in plan) and plan
    approve_all(serving, A)
    state = serving.desk.case(A)
    assert state.decision is not None
    assert state.decision["spend_minor"] == proposal.spend.minor, "it is signed for as it is"


def test_a_quantity_whose_rest_nobody_is_told_of_stays(office: Office, tmp_path: Path) -> None:
    came_wet(office, tmp_path)
    file_sample(office, "P4-a")
    cost = {f"freight_cost@{DELIVERY}": "120.00"}
    office.desk.decide(NORVIO, "respond", person="E010", slots=cost, reason="quoted")
    name = field_of(office, NORVIO, "Allocate", "qty")
    editor = deciders(office, NORVIO)[0]
    with pytest.raises(Refused, match="take another option"):
        office.desk.decide(NORVIO, "edit", person=editor, reason="fewer", slots={name: "1"})


DELAYED = "W1-4500018822"


@pytest.fixture
def delayed(after: After) -> Office:
    """An order of 2000 pieces to another source bridges a delay; it sells no fewer than 500."""
    return after("W1-d")


def order_of(office: Office, value: str) -> None:
    name = field_of(office, DELAYED, "IssueOrder", "qty")
    office.desk.decide(DELAYED, "edit", person="E007", reason="fewer do", slots={name: value})


def test_an_order_of_fewer_pieces_is_written_told_and_priced_with_what_it_leaves_late(
    delayed: Office,
) -> None:
    before = delayed.desk.case(DELAYED).proposal
    assert before is not None and before.spend is not None
    order_of(delayed, "1200")
    seen = views.case(delayed, DELAYED)
    (order,) = [one["slots"] for one in seen["actions"] if one["kind"] == "IssueOrder"]
    assert order["qty"] == "1200"
    letters = [one["slots"] for one in seen["actions"] if one["kind"] == "SendMessage"]
    (letter,) = [one["text"] for one in letters if one["template"] == "order"]
    assert re.search(r"\b1,?200\b", letter) and not re.search(r"\b2,?000\b", letter)
    (priced,) = [
        way
        for one in seen["options"]
        for way in one["options"]
        if way["name"] == "alternate supplier"
    ]
    assert priced["title"].startswith("buy 1200 PCS") and priced["days_late"] == 4
    assert {one["name"] for one in priced["components"]} >= {"penalties to customers"}
    after = delayed.desk.case(DELAYED).proposal
    assert after is not None and after.spend is not None and after.spend != before.spend
    assert after.requested_by == "E007" and "1200" in after.summary
    told = [one["slots"] for one in seen["actions"] if one["kind"] == "RepromiseCustomer"]
    assert told and {one["planned_date"] for one in told} == {"2026-05-15"}


def test_an_order_that_was_lessened_is_approved_by_others_and_issued_so(delayed: Office) -> None:
    order_of(delayed, "1200")
    for person in deciders(delayed, DELAYED):
        if person != "E007":
            delayed.desk.decide(DELAYED, "approve", person=person, reason="enough")
    effects = [one for one in delayed.desk.case(DELAYED).effects if one.kind == "IssueOrder"]
    assert [one.wanted["qty"] for one in effects] == ["1200"]
    assert all(one.is_as_decided for one in effects)


@pytest.mark.parametrize(
    ("value", "why"),
    [("2001", "up to 2000"), ("499", "minimum order of 500"), ("2000", "nothing is changed")],
)
def test_an_order_has_no_more_than_the_gap_and_no_less_than_is_sold(
    delayed: Office, value: str, why: str
) -> None:
    before = delayed.desk.case(DELAYED).through
    with pytest.raises(Refused, match=why):
        order_of(delayed, value)
    assert delayed.desk.case(DELAYED).through == before
