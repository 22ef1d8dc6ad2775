"""A read value put right by a person: it supersedes, is assessed again, and voids approvals."""

from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused, Unknown
from domain.gate import Trust
from domain.provenance import HumanInput, Slot
from graph.correct import Corrected, Wanted, correct
from graph.decide import decide
from graph.evidence import Evidence
from memory import chain
from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office
from tests.flows.test_edi_answer import answer_855, send
from tests.states import After

CASE = "W1-4500018822"
LINE = "purchase_order_lines:4500018822/10"


def put_right(
    office: Office, field: str, text: str, about: str = "", *, name: str = CASE, lot: int = 0
) -> Corrected:
    """Corrects as the buyer and lets the case look at it."""
    wanted = Wanted(field, about, text, lot, "the mail says so further down")
    done = correct(office.deps, name, wanted, "E001")
    office.desk.advance()
    return done


def confirmation(office: Office) -> Slot:
    """The date the open proposal would write into the record."""
    proposal = office.desk.case(CASE).proposal
    assert proposal is not None
    [action] = [one for one in proposal.actions if one.kind == "ChangeOrderLine"]
    return action.slots()["promised_date"]


def evidence(office: Office) -> Evidence:
    deps = office.deps

    def fact(fact_id: str) -> chain.Fact | None:
        with deps.ledger.reading() as connection:
            return chain.by_id(connection, fact_id)

    return Evidence(
        reads=deps.reads,
        blob=deps.blobs.read,
        parse=deps.parse,
        verdict=lambda raw: deps.verdict(raw).verdict,
        fact=fact,
    )


def test_a_corrected_date_rests_on_the_person_and_voids_approvals(after: After) -> None:
    office = after("W1-d")
    office.desk.decide(CASE, "approve", person="E007", reason="covers the gap")
    before = office.desk.case(CASE)
    assert [one.person for one in before.approvals] == ["E007"]
    done = put_right(office, "promised_date", "2026-04-13", "10")
    assert (done.correction.was, done.correction.text) == ("2026-04-11", "2026-04-13")
    assert done.cases == (CASE,) and done.partner == "V1001"
    then = office.desk.case(CASE)
    assert then.approvals == () and then.superseded == before.superseded + 1
    assert before.proposal is not None and then.proposal is not None
    assert then.proposal.hash != before.proposal.hash
    assert then.proposal.snapshot != before.proposal.snapshot
    slot = confirmation(office)
    assert slot.value == "2026-04-13"
    assert isinstance(slot.source, HumanInput) and slot.source.person == "E001"
    told = [one["because"] for one in views.case(office, CASE)["superseded"]]
    assert told[-1].endswith("corrected promised_date: the mail says so further down")


def test_the_gate_looks_the_correction_up_again(after: After) -> None:
    office = after("W1-d")
    put_right(office, "promised_date", "2026-04-13", "10")
    slot = confirmation(office)
    [found] = evidence(office).resolve([slot]).values()
    assert (found.value, found.trust, found.reason) == ("2026-04-13", Trust.MASTER, "")
    assert isinstance(slot.source, HumanInput)
    for claim in ({"person": "E007"}, {"slot": "promised_qty"}, {"fact": "0" * 64}):
        forged = slot.model_copy(update={"source": slot.source.model_copy(update=claim)})
        [found] = evidence(office).resolve([forged]).values()
        assert found.reason == "forged_human"
    other = slot.model_copy(update={"value": "2026-03-01"})
    [found] = evidence(office).resolve([other]).values()
    assert found.value == "2026-04-13"  # what the gate compares with the claim


def test_what_was_decided_on_the_wrong_value_is_assessed_again(after: After) -> None:
    office = after("W1-d")
    office.desk.decide(CASE, "reject", person="E007", reason="we wait")
    assert office.desk.case(CASE).closed is not None
    put_right(office, "promised_date", "2026-04-13", "10")
    state = office.desk.case(CASE)
    assert state.closed is None and state.proposal is not None


def test_what_was_decided_and_has_not_begun_does_not_happen(after: After) -> None:
    office = after("W1-d")
    for person in ("E007", "E002"):
        decide(office.deps, CASE, "approve", person, "covers the gap", {})
    held = {one.key for one in office.desk.case(CASE).effects if one.state == "intended"}
    assert held
    put_right(office, "promised_date", "2026-04-13", "10")
    left = {one.key: one.state for one in office.desk.case(CASE).effects if one.key in held}
    assert set(left.values()) == {"failed"}


def test_a_quantity_takes_the_dates_of_its_lot_along(after: After) -> None:
    office = after("W1-a")
    news = office.desk.case(CASE).news[-1]
    sizes = [one for one in news.statements if one.field == "promised_qty"]
    assert len(sizes) > 1
    with pytest.raises(Refused, match=r"--lot 1 = "):
        put_right(office, "promised_qty", "1500", "10")
    put_right(office, "promised_qty", "1500", "10", lot=1)
    news = office.desk.case(CASE).news[-1]
    sized = [one.for_qty for one in (*news.statements, *news.questions) if one.for_qty]
    assert "1500" in {format(one.n, "f") for one in sized}
    assert sizes[0].value.quantity not in sized


def test_a_value_can_be_added_taken_away_and_given_another_event(after: After) -> None:
    office = after("W1-d")
    put_right(office, "cost_share_pct", "50", "10")
    put_right(office, "cause", "none", "10")
    put_right(office, "event", "FOB on board", "10")
    put_right(office, "cause", "material", "10")
    news = office.desk.case(CASE).news[-1]
    told = {(one.object, one.field): one for one in news.statements}
    assert told[LINE, "cost_share_pct"].source is not None
    assert told[LINE, "cause"].value.text == "material"
    dated = told[LINE, "promised_date"]
    assert dated.value.span.event == "FOB on board" and dated.source is None
    assert dated.arguments["event"] == "FOB on board"


def test_a_message_that_opened_no_case_opens_one_with_what_it_should_have_stated(
    office: Office, tmp_path: Path
) -> None:
    raw = (OPENS.folder / "mail" / "W1-d.eml").read_bytes()
    head, _, _ = raw.partition(b"\r\n\r\n" if b"\r\n\r\n" in raw else b"\n\n")
    plain = b"\n".join(
        one
        for one in head.splitlines()
        if not one.lower().startswith((b"content-", b"mime-", b"subject:"))
    )
    (tmp_path / "terse.eml").write_bytes(
        plain + b"\nSubject: 4500018822\n\nSee you on the thirteenth, as we said.\n"
    )
    [filed] = file_mails(office, [tmp_path / "terse.eml"])
    office.desk.advance()
    [listed] = views.inbox(office)["no_workflow"]
    assert listed["key"] == filed.key
    with pytest.raises(Refused, match="ORDER/LINE"):
        put_right(office, "promised_date", "2026-04-13", name=filed.key[:8])
    with pytest.raises(Refused, match="opens no case"):
        put_right(office, "cost_share_pct", "50", "4500018822/10", name=filed.key[:8])
    done = put_right(office, "promised_date", "2026-04-13", "4500018822/10", name=filed.key[:8])
    assert done.cases == (CASE,)
    assert confirmation(office).value == "2026-04-13"
    assert views.inbox(office)["no_workflow"] == []


def test_only_those_who_may_answer_or_buy_put_a_value_right(after: After) -> None:
    office = after("W1-d")
    before = office.desk.case(CASE).proposal
    wanted = Wanted("promised_date", "10", "2026-04-13", 0, "I would like that")
    with pytest.raises(NotAllowed, match="may not correct"):
        correct(office.deps, CASE, wanted, "E010")
    assert office.desk.case(CASE).proposal == before


def test_what_is_wrong_with_a_correction_is_said_in_one_sentence(after: After) -> None:
    office = after("W1-d")
    for field, text, about, words in (
        ("promised_date", "13/4", "10", "is no day"),
        ("promised_date", "2036-04-13", "10", "check the year"),
        ("promised_date", "2026-04-13", "", "say which"),
        ("promised_date", "2026-04-11", "10", "already"),
        ("promised_qty", "many", "10", "is no number"),
        ("promised_qty", "NaN", "10", "is no number"),
        ("promised_qty", "999999999", "10", "far more than the 12[0-9]* PCS on record"),
        ("promised_qty", "1.000", "10", "reads two ways: write it plainly, as 1000 or as 1$"),
        ("cause", "laziness", "10", "use one of"),
        ("event", "someday", "10", "use one of"),
        ("iban", "DE89370400440532013000", "10", "is no field"),
    ):
        with pytest.raises(Refused, match=words):
            put_right(office, field, text, about)
    with pytest.raises(Unknown, match="no case and no message"):
        put_right(office, "cause", "material", "10", name="W1-1")
    with pytest.raises(Refused, match="say why"):
        correct(office.deps, CASE, Wanted("cause", "10", "material", 0, " "), "E001")
    with pytest.raises(Unknown, match=r"people\.yaml"):
        correct(office.deps, CASE, Wanted("cause", "10", "material", 0, "why"), "E999")


def test_a_sender_who_is_not_believed_opens_nothing_by_a_correction(
    after: After, tmp_path: Path
) -> None:
    office = after("W1-d")
    raw = (OPENS.folder / "mail" / "W1-a.eml").read_bytes()
    forged = raw.replace(b"dmarc=pass", b"dmarc=fail").replace(b"w1-a@", b"w1-forged@")
    (tmp_path / "forged.eml").write_bytes(forged)
    [filed] = file_mails(office, [tmp_path / "forged.eml"])
    office.desk.advance()
    before = office.desk.case(CASE).proposal
    with pytest.raises(NotAllowed, match="does not hear"):
        put_right(office, "promised_date", "2026-04-13", "4500018822/10", name=filed.key)
    assert office.desk.case(CASE).proposal == before


def test_whoever_put_a_value_right_does_not_approve_what_rests_on_it(after: After) -> None:
    office = after("W1-d")
    correct(office.deps, CASE, Wanted("promised_date", "10", "2026-04-13", 0, "so it says"), "E007")
    office.desk.advance()
    asked = office.desk.case(CASE).asked
    assert asked is not None
    assert "E007" not in asked.people and "E008" in asked.people, "the planner's delegate is asked"
    with pytest.raises(NotAllowed, match="put a value right that this rests on"):
        office.desk.decide(CASE, "approve", person="E007", reason="covers the gap")
    office.desk.decide(CASE, "approve", person="E008", reason="covers the gap")
    assert [one.person for one in office.desk.case(CASE).approvals] == ["E008"]


def test_the_last_word_on_a_value_counts_until_a_message_states_it_anew(
    after: After, tmp_path: Path
) -> None:
    office = after("W1-d")
    for person, day in (("E007", "2026-04-13"), ("E001", "2026-04-14")):
        one = Wanted("promised_date", "10", day, 0, "so it says")
        correct(office.deps, CASE, one, person)
        office.desk.advance()
    assert office.desk.case(CASE).corrected_by == ("E001",), "hers took the place of his"
    send(office, tmp_path, answer_855("20260420"), "later", 13)
    state = office.desk.case(CASE)
    assert state.news[0].corrections
    assert state.corrected_by == (), "the supplier said another day since"


def test_a_corrected_quantity_is_what_everybody_is_told(after: After) -> None:
    office = after("W1-d")
    put_right(office, "promised_qty", "9000", "10")
    put_right(office, "promised_date", "2026-04-13", "10")
    proposal = office.desk.case(CASE).proposal
    assert proposal is not None
    told = [one.said() for one in proposal.actions if one.kind == "NotifyFunction"]
    assert told and all("- 10: 9,000 pcs, 2026-04-13" in one for one in told if "- 10:" in one)
