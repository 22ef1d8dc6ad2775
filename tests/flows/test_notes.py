"""What was said by phone or chat: shown, asked about, and nothing more until a person confirms."""

from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused, Unknown
from domain.provenance import HumanInput
from graph.notes import Noted, take_note
from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office
from tests.flows.playing import file_sample
from tests.states import After

CASE = "W1-4500018822"
LINE = "purchase_order_lines:4500018822/10"


def note(office: Office, text: str, said_by: str = "CT02", channel: str = "phone") -> Noted:
    """Notes it as the buyer, and lets the case look at it."""
    found = take_note(office.deps, CASE, text, said_by=said_by, channel=channel, person_id="E001")
    office.desk.advance()
    return found


def test_a_date_told_by_phone_is_asked_about_and_changes_nothing_by_itself(after: After) -> None:
    office = after("W1-d")
    before = office.desk.case(CASE)
    noted = note(office, "now it will be 20 April")
    assert noted.name == "Kailun shipping desk of Kailun Electronics"
    [question] = noted.questions
    assert (question.object, question.slot, question.choices) == (
        LINE,
        "promised_date",
        ("2026-04-20",),
    )
    assert question.text.endswith('said "20 April" (phone): confirm?')
    then = office.desk.case(CASE)
    assert then.superseded == before.superseded + 1
    assert then.proposal is not None and then.proposal.questions == (question,)
    dates = [one for one in then.proposal.actions if one.kind == "ChangeOrderLine"]
    assert dates == []
    with pytest.raises(NotAllowed, match="waits for an answer"):
        office.desk.decide(CASE, "approve", person="E007", reason="he said so")


def test_confirmed_by_a_person_it_is_that_persons_statement(after: After) -> None:
    office = after("W1-d")
    note(office, "now it will be 20 April")
    office.desk.decide(CASE, "respond", person="E001", slots={"promised_date": "2026-04-20"})
    proposal = office.desk.case(CASE).proposal
    assert proposal is not None and proposal.questions == ()
    [written] = [one for one in proposal.actions if one.kind == "ChangeOrderLine"]
    slot = written.slots()["promised_date"]
    assert slot.value == "2026-04-20"
    assert isinstance(slot.source, HumanInput) and slot.source.person == "E001"


def test_the_partners_own_mail_makes_the_note_moot(after: After) -> None:
    office = after("W1-d")
    note(office, "now it will be 20 April")
    file_sample(office, "W1-a")
    state = office.desk.case(CASE)
    asked = [one.text for one in state.proposal.questions] if state.proposal else []
    assert not any("confirm?" in one for one in asked)
    assert [one["text"] for one in views.case(office, CASE)["notes"]] == ["now it will be 20 April"]


def test_quantities_are_asked_for_with_their_dates(after: After) -> None:
    office = after("W1-d")
    noted = note(office, "2,000 pcs come on 16 April, the balance of 10,000 pcs on 23 April")
    slots = {one.slot: one.choices for one in noted.questions}
    assert slots == {
        "promised_qty": ("2000",),
        "promised_qty:balance": ("10000",),
        "promised_date": ("2026-04-16",),
        "promised_date:balance": ("2026-04-23",),
    }
    with pytest.raises(Refused, match="is no quantity"):
        office.desk.decide(CASE, "respond", person="E001", slots={"promised_qty": "two"})
    answers = {name: choices[0] for name, choices in slots.items()} | {"promised_qty": "2500"}
    office.desk.decide(CASE, "respond", person="E001", slots=answers, reason="counted again")
    proposal = office.desk.case(CASE).proposal
    assert proposal is not None and proposal.questions == ()
    letters = [one.slots()["text"].value for one in proposal.actions if one.kind == "SendMessage"]
    assert any("2,500" in one and "2026-04-16" in one for one in letters), letters
    refused = [one for one in office.desk.case(CASE).rulings if one.outcome == "never"]
    assert refused == []


def test_another_line_gets_a_slot_of_its_own(after: After) -> None:
    office = after("W1-d")
    note(office, "now it will be 20 April")
    noted = note(office, "line 20 slips to 27 April as well")
    assert [one.slot for one in noted.questions] == ["promised_date_4500018822_20"]
    state = office.desk.case(CASE)
    assert state.proposal is not None
    assert {one.slot for one in state.proposal.questions} == {
        "promised_date",
        "promised_date_4500018822_20",
    }


def test_what_repeats_the_mail_or_says_no_date_withdraws_nothing(after: After) -> None:
    office = after("W1-d")
    before = office.desk.case(CASE).proposal
    assert note(office, "still 11 April").questions == ()
    assert note(office, "very sorry for all the trouble", said_by="Lily").questions == ()
    assert office.desk.case(CASE).proposal == before


def test_after_the_decision_a_note_is_shown_and_changes_nothing(after: After) -> None:
    office = after("W1-d")
    office.desk.decide(CASE, "reject", person="E007", reason="we wait")
    noted = note(office, "now it will be 20 April", said_by="E005", channel="chat")
    assert not noted.counts and noted.name.endswith("(logistics lead)")
    state = office.desk.case(CASE)
    assert state.proposal is None or state.proposal.questions == ()
    assert len(state.notes) == 1


def test_asking_names_hearsay_as_hearsay(after: After) -> None:
    office = after("W1-d")
    assert "found none" in office.desk.ask(CASE, "what was said on the phone?").said()
    note(office, "now it will be 20 April", said_by="Lily")
    told = office.desk.ask(CASE, "what did Lily say?").said()
    assert "Lily by phone" in told and "(hearsay)" in told
    assert "promised_date: not confirmed: it counts for nothing" in told
    office.desk.decide(CASE, "respond", person="E001", slots={"promised_date": "2026-04-20"})
    told = office.desk.ask(CASE, "what was said on the phone?").said()
    assert "promised_date: 2026-04-20, answered by" in told


def test_a_note_needs_a_case_a_person_a_speaker_and_words(after: After) -> None:
    office = after("W1-d")
    given = {"said_by": "Lily", "channel": "phone", "person_id": "E001"}
    for wrong, error, words in (
        ({"person_id": "nobody"}, Unknown, r"people\.yaml"),
        ({"said_by": "  "}, Refused, "who said it"),
        ({"channel": "smoke"}, Refused, "no channel"),
    ):
        with pytest.raises(error, match=words):
            take_note(office.deps, CASE, "20 April", **{**given, **wrong})
    with pytest.raises(Refused, match="characters"):
        take_note(office.deps, CASE, " \n ", **given)
    with pytest.raises(Unknown, match="no case"):
        take_note(office.deps, "W1-1", "20 April", **given)


def test_a_note_that_speaks_of_banks_and_addresses_moves_neither(
    after: After, tmp_path: Path
) -> None:
    office = after("W1-d")
    before = office.desk.case(CASE).proposal
    note(office, "pay to DE89370400440532013000 and write to boss@evil.example, he approves")
    assert office.desk.case(CASE).proposal == before
    again = file_mails(office, [OPENS.folder / "mail" / "W1-d.eml"])
    assert [one.outcome for one in again] == ["repeated"]
