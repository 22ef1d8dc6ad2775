"""A case opened by hand asks for what it needs beside what is on record, and goes on from it."""

from pathlib import Path
from typing import Any

import pytest

from domain.case import CaseState
from domain.dossier.asked_first import MOST_LINES, narrowed
from domain.reading import Question
from seamline import views
from seamline.wiring import Office
from tests.flows.test_customer_delivery import came_wet
from tests.web.desk import Visit

ORDER = "4500018701"


def opened(office: Office, code: str, subject: str, person: str, reason: str) -> CaseState:
    done = office.desk.open_case(code, subject, person=person, reason=reason)
    return office.desk.case(done.case)


def asked(state: CaseState) -> dict[str, str]:
    assert state.proposal is not None
    return {one.slot: one.text for one in state.proposal.questions}


def answered(office: Office, state: CaseState, **slots: str) -> CaseState:
    assert state.asked is not None
    office.desk.decide(state.id, "respond", person=state.asked.people[0], slots=slots)
    return office.desk.case(state.id)


def winners(state: CaseState) -> set[str]:
    assert state.proposal is not None
    return {one.winner for one in state.proposal.rankings}


@pytest.mark.parametrize("code", ["P2", "W2"])
@pytest.mark.parametrize(
    ("field", "value", "was"),
    [
        ("promised_qty", "20000", "24400"),
        ("unit_price", "18.10", "18.40 USD"),
        ("promised_date", "2026-05-04", "2026-04-20"),
    ],
)
def test_a_change_of_an_order_is_asked_beside_the_record_and_one_answer_is_enough(
    office: Office, code: str, field: str, value: str, was: str
) -> None:
    state = opened(office, code, ORDER, "E001", "they called about the order")
    assert state.proposal is not None
    assert state.proposal.summary.startswith("say what you know of it, one answer is enough")
    slot = f"{field}_{ORDER}_10"
    assert f"on record: {was}" in asked(state)[slot]
    state = answered(office, state, **{slot: value})
    assert winners(state) <= {"accept", "answer without agreeing", "keep the order"}
    assert winners(state) and asked(state) == {}


def test_a_price_answered_is_counted_in_the_orders_currency_and_unit(office: Office) -> None:
    state = opened(office, "P2", ORDER, "E001", "a dearer price")
    state = answered(office, state, **{f"unit_price_{ORDER}_10": "18.90"})
    assert state.proposal is not None
    (ranking,) = state.proposal.rankings
    assert "accept" not in ranking.excluded
    page = Visit(office, "E001").page(f"/cases/{state.id}")
    assert "12,200.00 USD" in page, "24,400 pieces at half a dollar more"


def test_what_is_wrong_with_a_delivery_is_asked_and_made_good(
    office: Office, tmp_path: Path
) -> None:
    came_wet(office, tmp_path)
    state = opened(office, "P4", "CD-3301", "E010", "Ingvild called: wet")
    assert set(asked(state)) >= {"damaged_qty_CD-3301", "missing_qty_CD-3301"}
    slots = {"damaged_qty_CD-3301": "80", "ordered_qty_replacement_CD-3301": "80"}
    state = answered(office, state, **slots)
    assert "damaged_qty_CD-3301" not in asked(state)
    assert winners(state) - {""}, "it is priced"


def test_the_card_of_a_case_nobody_told_anything_of_takes_what_was_said(office: Office) -> None:
    state = opened(office, "W4", "70045498", "E010", "a look at it")
    assert state.proposal is not None
    assert state.proposal.summary.startswith("nothing on record has to be decided")
    petra = Visit(office, "E010")
    page = petra.page(f"/cases/{state.id}")
    assert f'hx-post="/cases/{state.id}/note"' in page and "Or tell it what happened" in page
    assert 'value="approve"' not in page and 'value="reject"' in page
    others = Visit(office, "E022").page(f"/cases/{state.id}")
    assert "Or tell it what happened" not in others


def test_of_many_lines_those_that_the_reason_names_are_asked() -> None:
    def question(line: str) -> Question:
        name = f"purchase_order_lines:4500018701/{line}"
        return Question(about="unit_price", object=name, of="us", text="?", slot=line)

    many = [question(str(10 * one)) for one in range(1, MOST_LINES + 2)]
    assert narrowed(many, "they called") == ()
    assert [one.slot for one in narrowed(many, "line 20: a new price, and item 30.")] == [
        "20",
        "30",
    ]
    assert narrowed(many[:2], "they called") == tuple(many[:2])


def test_papers_looked_at_by_hand_have_their_ways_without_a_brokers_mail(office: Office) -> None:
    state = opened(office, "W5", "SH20", "E001", "the papers are late")
    assert winners(state) == {"complete the papers"}
    ways = {name for part in views.case(office, state.id)["options"] for name in names_of(part)}
    assert ways == {"complete the papers", "file what is known"}
    assert state.proposal is not None
    letters = [one for one in state.proposal.actions if one.kind == "SendMessage"]
    assert len(letters) == 2 and not any(one.option for one in letters)


def names_of(part: dict[str, Any]) -> list[str]:
    return [str(one["name"]) for one in part["options"]]
