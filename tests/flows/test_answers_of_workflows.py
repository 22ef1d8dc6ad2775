"""The eight questions in every workflow: with evidence and citations, or with what was sought."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from domain.errors import Unknown
from domain.fact import Fact
from graph.answers import EIGHT
from memory import chain
from seamline.cli.app import app
from seamline.effort_view import effort
from seamline.export import export_trace
from seamline.mail_words import MailWords
from seamline.search import search
from seamline.verify import verify_trace
from seamline.wiring import Office
from tests.flows.asked_cases import CASES, play
from tests.seamline.test_export import alone
from tests.states import States

WHY_LATE, FREIGHT, EXPEDITE, CUSTOMS, CARRIER, INVOICE, APPROVER, RESOLVED = EIGHT

#: What is said and must stand in the answer; nothing where there is no evidence.
SAID: dict[str, dict[str, tuple[str, ...]]] = {
    "supplier delay": {
        WHY_LATE: ("labour, party: supplier", '"few workers"'),
        FREIGHT: ("fly all 12,000 PCS: 21922.26 USD", "Brightwell Circuits: 3800.00 USD", "chosen"),
        EXPEDITE: ("Dana Reyes", "3,800.00 USD beyond plan", "deciding tier: cost", "policy "),
        APPROVER: ("Samir Haddad", "Dana Reyes", "saw packet", "standing authority SA-1"),
        RESOLVED: ("resolved as planned", "14 effect(s) read back", "forecast 3800.00"),
    },
    "shipment exception": {
        WHY_LATE: ("congestion, party: carrier",),
        FREIGHT: (
            "wait, and tell customers the new day: 2275.29 USD, 7 day(s) late — chosen",
            "reroute",
        ),
        CARRIER: ("noreply@orionline", "2026-05-08", "an estimate"),
        APPROVER: ("Petra Nowak", "Luis Ortega", "saw packet"),
    },
    "document readiness": {
        CUSTOMS: ("D001", "D004", "a signed one is needed", "open 2.5 h", "documents:D003"),
    },
    "invoice exception": {
        EXPEDITE: ("PC-0058", "up to 5000.00 USD; air", "only claimed, not on record"),
        INVOICE: ("expected 4,935.00", "unknown: 4,935.00 USD", "rows invoices:BQ-77810"),
        APPROVER: ("nobody has approved", "only claimed"),
    },
    "freight dispute": {
        WHY_LATE: ("doc missing", '"falta del EUR.1"'),
        CUSTOMS: ("doc missing", '"falta del EUR.1"'),
        INVOICE: ("billed 1,330.00, expected 480.00", "cross term 120.00 USD", "rates:R14"),
        CARRIER: ("Altamar: credit note for the days by 2026-07-15", "nota de abono", "— kept"),
        APPROVER: ("Tomasz Wilk", "Noel Fischer"),
        RESOLVED: ("resolved otherwise", "pay 556.80 USD", "the last of them"),
    },
}


@pytest.fixture(scope="module")
def offices(
    states: States, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Office]]:
    """The workflows' cases, each played in its own copy of the sample company."""
    made = {name: play(name, states, tmp_path_factory.mktemp("played")) for name in SAID}
    yield made
    for office in made.values():
        office.close()


@pytest.mark.parametrize("name", SAID)
def test_each_question_is_answered_with_citations_or_with_what_was_sought(
    offices: dict[str, Office], name: str
) -> None:
    office = offices[name]
    with office.ledger.reading() as connection:
        numbers = {one.number for one in chain.of_stream(connection, f"case:{CASES[name]}")}
    for question in EIGHT:
        found = office.desk.ask(CASES[name], question)
        wanted = SAID[name].get(question)
        if wanted is None:
            assert found.said().startswith("no evidence: "), (name, question, found.said())
            assert not found.citations
            continue
        assert found.citations and set(found.citations) <= numbers
        for words in wanted:
            assert words in found.said(), (name, question, found.said())


def test_every_question_is_answered_in_two_workflows_and_sought_in_vain_in_one() -> None:
    for question in EIGHT:
        answered = [name for name, said in SAID.items() if question in said]
        assert 2 <= len(answered) < len(SAID), question


def test_a_line_cites_facts_and_rows_of_its_own(offices: dict[str, Office]) -> None:
    found = offices["document readiness"].desk.ask(CASES["document readiness"], CUSTOMS)
    paper = next(one for one in found.lines if "D004" in one)
    assert "[facts #" in paper and "; rows documents:D004]" in paper
    assert "documents:D001" in found.rows


@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        (
            "freight dispute",
            "Why was the charge approved?",
            "pay 556.80 USD and contest 986.00 USD was approved by",
        ),
        ("invoice exception", "Who approved the accessorial?", "nobody has approved"),
        ("invoice exception", "How was this resolved last time?", "tried "),
        ("document readiness", "What happened at customs?", "commercial invoice"),
        ("shipment exception", "What did we promise?", "2026-05-19"),
        ("shipment exception", "What did the forwarder promise?", "an estimate"),
        ("document readiness", "Where does it stand?", "Viktor Sand"),
        ("invoice exception", "Is there something about Dana?", "Approved by Dana"),
        ("invoice exception", "Is there something about pumpkins?", "no evidence: "),
    ],
)
def test_workflows_are_asked_in_words_of_their_own(
    offices: dict[str, Office], name: str, question: str, said: str
) -> None:
    assert said in offices[name].desk.ask(CASES[name], question).said()


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("freight dispute", "AL-F-3318"),
        ("shipment exception", "BQ240771"),
        ("supplier delay", "SH20"),
    ],
)
def test_a_reference_brings_the_answers_of_its_cases_and_what_is_on_record(
    offices: dict[str, Office], name: str, reference: str
) -> None:
    office, case = offices[name], CASES[name]
    for question in SAID[name]:
        alone_said = office.desk.ask(case, question)
        found = office.desk.ask(reference, question)
        block = "\n".join(f"  {one}" for one in alone_said.lines)
        assert f"{case} " in found.said() and block in found.said()
        assert set(alone_said.citations) <= set(found.citations)


def test_rows_answer_where_no_case_does(offices: dict[str, Office]) -> None:
    office = offices["invoice exception"]
    rate = office.desk.ask("BQ-77810", INVOICE)
    assert "SH03 should cost 4,855.00, difference 5,015.00 USD" in rate.said()
    assert {"invoices:BQ-77810", "shipments:SH03"} <= set(rate.rows)
    vain = office.desk.ask("BQ-77810", CARRIER)
    assert vain.no_evidence.startswith("commitments of a carrier")
    assert f"(in {CASES['invoice exception']})" in vain.no_evidence
    assert "invoices" in vain.no_evidence  # the rows that were looked at are named
    confirmed = office.desk.ask("4500018822", "What did the supplier promise?").said()
    assert "on record" in confirmed and "po_confirmations:4500018822/10" in confirmed


def test_a_name_that_is_nothing_is_refused_with_what_can_be_asked(
    offices: dict[str, Office],
) -> None:
    with pytest.raises(Unknown, match="no case and nothing on record is called 'X-1'"):
        offices["invoice exception"].desk.ask("X-1", INVOICE)


def test_each_of_the_ten_steps_that_answer_a_delay_has_an_actor_a_time_and_evidence(
    offices: dict[str, Office],
) -> None:
    office = offices["supplier delay"]
    with office.ledger.reading() as connection:
        facts = chain.of_stream(connection, f"case:{CASES['supplier delay']}")
    acts = {one.body["key"]: one.body["action"] for one in facts if one.kind == "intended"}

    def told(kind: str, *, of: str = "", to: str = "") -> list[Fact]:
        """Facts of a kind: findings of a function, or effects of an act or of a note to one."""
        found = [one for one in facts if one.kind == kind]
        if kind == "assessed":
            return [one for one in found if one.body["function"] == of and one.body["findings"]]
        if not of:
            return found
        keyed = [(one, acts[one.body["key"]]) for one in found]
        return [
            one
            for one, act in keyed
            if act["kind"] == of and act.get("recipient_function", {"value": ""})["value"] == to
        ]

    priced = told("options_priced")[0].body["options"]
    steps = {
        "read the supplier's mail": told("case_joined"),
        "find the affected order": told("case_opened"),
        "contact logistics": told("outcome_verified", of="NotifyFunction", to="logistics"),
        "check material": told("outcome_verified", of="NotifyFunction", to="planning"),
        "ask for other freight": told("assessed", of="logistics"),
        "reckon the additional cost": told("options_priced"),
        "obtain approval": [one for one in told("decided") if one.body["verb"] == "approve"],
        "tell whoever is affected": told(
            "outcome_verified", of="NotifyFunction", to="customer service"
        ),
        "revise papers": told("outcome_verified", of="NotifyFunction", to="trade compliance"),
        "record it in the ERP": told("outcome_verified", of="ChangeOrderLine"),
    }
    for step, found in steps.items():
        assert found, step
        assert all(one.actor and one.at and (one.causes or one.body) for one in found), step
    quotes = [one["span"]["quote"] for one in told("case_joined")[0].body["news"]["statements"]]
    assert "11 April" in quotes
    assert {"full air", "split air"} <= {one["name"] for one in priced}
    assert all(one["components"] for one in priced if one["name"] in ("full air", "split air"))
    assert [one.actor for one in steps["obtain approval"]] == ["E007", "E002"]
    assert steps["record it in the ERP"][0].body["read"]["promised_date"] == "2026-04-11"


@pytest.mark.parametrize("name", SAID)
def test_nothing_is_keyed_again_and_every_field_written_tells_its_source(
    offices: dict[str, Office], name: str
) -> None:
    told = effort(offices[name], CASES[name])
    assert told["rekeyed"] == 0
    assert told["counters"]["triggering"] == told["counters"]["context"] == 0
    jobs = {one["job"]: one["system"] for one in told["jobs"]}
    assert min(jobs[one] for one in ("interpret", "reconcile", "find next owner", "explain")) > 0
    for write in told["writes"]:
        assert all(one.said or set(one.origins) == {"product"} for one in write["fields"])
    costs = told["account"]
    sums = {who: [one["money"]["amount"] for one in costs["lines"] if one["by"] == who]
            for who in ("system", "person")}  # fmt: skip
    assert costs["spared"]["amount"] == sum(sums["system"])
    assert costs["spent"]["amount"] == sum(sums["person"])


def test_people_are_left_with_judgement_where_no_partner_had_to_be_called(
    offices: dict[str, Office],
) -> None:
    for name in ("supplier delay", "shipment exception"):
        told = effort(offices[name], CASES[name])
        assert set(told["counters"].values()) == {0} and len(told["judged"]) == 2
    called = effort(offices["freight dispute"], CASES["freight dispute"])
    assert called["counters"]["carrying"] == 3  # what partners owed was told on the phone


@pytest.mark.parametrize("name", ["freight dispute", "document readiness"])
def test_command_line_and_export_say_the_same(
    offices: dict[str, Office], tmp_path: Path, name: str
) -> None:
    office, case = offices[name], CASES[name]
    out = tmp_path / "trace"
    manifest = export_trace(office.ledger, office.blobs, out, case, office.desk.answers)
    told = [json.loads(one) for one in (out / "answers.jsonl").read_bytes().splitlines()]
    assert [(one["case"], one["question"]) for one in told] == [(case, one) for one in EIGHT]
    for one in told:
        found = office.desk.ask(case, one["question"])
        assert (one["said"], one["citations"]) == (found.said(), list(found.citations))
    command = ["ask", case, INVOICE, "--workspace", str(office.workspace.folder), "--json"]
    shown = json.loads(CliRunner().invoke(app, command).stdout)
    assert "\n".join(shown["lines"]) == "\n".join(told[EIGHT.index(INVOICE)]["lines"])
    assert verify_trace(out, manifest.head_hash) == manifest
    assert alone(out, "--head", manifest.head_hash).returncode == 0


def test_changed_answers_are_found(offices: dict[str, Office], tmp_path: Path) -> None:
    office, out = offices["freight dispute"], tmp_path / "trace"
    export_trace(office.ledger, office.blobs, out, None, office.desk.answers)
    path = out / "answers.jsonl"
    path.write_bytes(path.read_bytes().replace(b"556.80", b"956.80"))
    with pytest.raises(Exception, match=r"answers\.jsonl: it was changed"):
        verify_trace(out)
    assert alone(out).returncode != 0


def test_a_search_shows_the_case_about_what_it_names_before_others_of_its_thread(
    offices: dict[str, Office],
) -> None:
    office, case = offices["invoice exception"], CASES["invoice exception"]
    found = search(office, "BQ-77810", MailWords(office))["cases"]
    assert found[0]["case"] == case
