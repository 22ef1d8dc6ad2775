"""Values changed before approval: proven again, changed wherever they stand, approved by others."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused
from seamline import views
from seamline.wiring import Office
from tests.flows.playing import file_sample
from tests.flows.test_contest import A, approve_all, asks, deciders, holds, with_first


@pytest.fixture
def serving(office: Office, tmp_path: Path) -> Office:
    """A customer's line that 500 pieces of stock would serve, with what they are told of it."""
    return with_first(office, tmp_path)


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


def change(office: Office, name: str, value: str) -> None:
    office.desk.decide(
        A, "edit", person=deciders(office, A)[0], reason="enough", slots={name: value}
    )


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
            for text in ("501", "-1", "1e3", "x", "NaN")
        ),
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


@pytest.mark.parametrize("words", ["a\x1b[31m", "a\u202eb", "x" * 801, "\u200b"])
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
