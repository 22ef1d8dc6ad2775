"""What a coordinator types in everyday words is answered to the point, in a case and at all."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from domain.fact import GENESIS, Fact, NewFact
from domain.people import People
from graph.answers import EIGHT, answer_of, found_in, topic
from memory import chain
from memory.links import seal, settle
from seamline.wiring import Office
from tests.flows.asked_cases import CASES, play
from tests.states import States

#: The same question in several words → what it is about.
SAME = {
    "cost": (
        "how much does it cost us?",
        "what will the delay cost?",
        "what are the costs?",
        "is it expensive?",
    ),
    "hit": (
        "which customers are affected?",
        "who is hit by this?",
        "is Odelia hit as well?",
        "is Medivale affected?",
        "which customers have to wait?",
        "whom does it concern?",
    ),
    "standing": (
        "where does it stand?",
        "what waits for Dana?",
        "what does Samir have to decide?",
        "what's on Mei's desk?",
        "who has to decide?",
        "what happened?",
        "give me a summary",
        "which decisions are overdue?",
        "what should I do?",
        "what must be decided today?",
        "tell me what is stuck",
    ),
    "late": ("what is late?", "what is late for Medivale?", "which orders are delayed?"),
    "why": ("why did we fly the boards in April?", "why was air freight chosen?"),
    "commitments": ("what did Orion promise?", "what has the supplier committed to?"),
    "approver": (
        "who approved it?",
        "who gave the green light?",
        "who signed off on this?",
        "who agreed to it?",
    ),
    "arrival": (
        "when will it arrive?",
        "when can we have the goods?",
        "when do the goods get here?",
        "what is the new date?",
        "when does it sail?",
        "where is our container?",
    ),
    "told": (
        "what did we tell the customer?",
        "what did we write to Kailun?",
        "has the customer been informed?",
        "does the customer know?",
        "did anybody inform Medivale?",
    ),
    "words": (
        "what did the supplier write?",
        "what does the carrier say?",
        "what do they want?",
        "what did the supplier change?",
        "what have we heard from Nordmetall?",
    ),
    "paid": ("what did we pay for it?", "who pays for it?", "how much do we have to pay?"),
    "lapse": (
        "what happens if nobody answers?",
        "what if we do nothing?",
        "until when must we answer?",
        "and if no one decides?",
    ),
    "open": (
        "what is still open with V1004?",
        "what is still missing?",
        "who owes us an answer?",
        "what is outstanding?",
    ),
    "answered": ("has the booking been confirmed?", "did Blue Quay answer?"),
    "done": ("what did we change in the ERP?", "what have we done so far?"),
    "counts": ("how many pieces are missing?", "what arrived?"),
    "rests": ("what does it rest on?", "what could go wrong?", "how sure are we of the date?"),
    "trust": ("is this fraud?", "can we trust this mail?"),
    "awards": ("who won?", "who wins the award?"),
    "options": ("why not air?", "what are the alternatives?"),
    "held": ("which bills are on hold?", "which invoices are blocked?"),
}

_NAMES = ("supplier delay", "shipment exception", "invoice exception", "freight dispute")


@pytest.fixture(scope="module")
def offices(
    states: States, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Office]]:
    """The workflows' cases, each played in its own copy of the sample company."""
    made = {name: play(name, states, tmp_path_factory.mktemp("played")) for name in _NAMES}
    yield made
    for office in made.values():
        office.close()


@pytest.mark.parametrize(
    ("wanted", "question"), [(name, one) for name, all_ in SAME.items() for one in all_]
)
def test_a_question_is_known_in_several_wordings(wanted: str, question: str) -> None:
    assert topic(question) == wanted


def test_the_questions_of_memory_keep_their_meaning() -> None:
    assert [topic(one) for one in EIGHT] == [
        *("cause", "options", "why", "customs", "commitments", "invoice", "approver", "resolution")
    ]


@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        (
            "supplier delay",
            "how much does it cost us?",
            ("buy 2000 PCS from Brightwell Circuits costs 3800.00 USD",),
        ),
        ("supplier delay", "which customers are affected?", ("Medivale Hospitals", "70045530/1")),
        ("supplier delay", "is Fairmont affected?", ("Fairmont Robotics: 70045498/1 +4 d",)),
        ("supplier delay", "what did we tell the customer?", ("nothing has gone to a customer",)),
        ("supplier delay", "what did we write to Kailun?", ("write to Kailun shipping desk",)),
        ("supplier delay", "what did the supplier write?", ('"11 April"', "promised date")),
        ("supplier delay", "when will it arrive?", ("2026-04-11", "on record", "SH20")),
        ("supplier delay", "what did we change in the ERP?", ("confirmed date",)),
        ("shipment exception", "when will it arrive?", ("2026-05-08", "an", "shipments:SH01")),
        ("shipment exception", "how much does it cost us?", ("2275.29 USD", "7 d late")),
        ("shipment exception", "what is still open?", ("owed:",)),
        ("invoice exception", "what happens if nobody answers?", ("if nobody answers until",)),
        ("invoice exception", "what waits for Dana?", ("Dana Reyes (category manager, E002) is",)),
        (
            "supplier delay",
            "what does it rest on?",
            ("buy 2000 PCS from Brightwell Circuits rests on:", "holds as"),
        ),
        ("supplier delay", "give me a summary", ("Supplier delay → logistics replanning",)),
        ("supplier delay", "can we trust this mail?", ("authenticated",)),
        ("invoice exception", "is this fraud?", ("2026-05", "BQ-77810")),
        ("freight dispute", "how much do we have to pay?", ("556.80 USD",)),
        ("freight dispute", "which bills are on hold?", ("demurrage of invoice AL-F-3318",)),
    ],
)
def test_a_case_answers_to_the_point_with_citations_that_open(
    offices: dict[str, Office], name: str, question: str, said: tuple[str, ...]
) -> None:
    office = offices[name]
    found = office.desk.ask(CASES[name], question)
    for words in said:
        assert words in found.said(), (question, found.said())
    with office.ledger.reading() as connection:
        numbers = {one.number for one in chain.of_stream(connection, f"case:{CASES[name]}")}
    assert set(found.citations) <= numbers
    for row in found.rows:
        table, _, key = row.partition(":")
        assert office.reads.row(table, key) is not None, row


def test_all_options_are_told_with_their_cost(offices: dict[str, Office]) -> None:
    found = offices["supplier delay"].desk.ask(CASES["supplier delay"], "how much does it cost?")
    for name in (
        "accept the date",
        "buy 2000 PCS",
        "fly all 12,000 PCS",
        "split: fly 2,000 PCS",
        "bridge from",
    ):
        assert any(f": {name}" in one and " costs " in one for one in found.lines), name


def test_an_option_that_stayed_as_it_was_is_told_at_each_pricing() -> None:
    def option(name: str, cost: str) -> dict[str, object]:
        return {"name": name, "cost": {"amount": cost, "currency": "EUR"}, "days_late": 0}

    def priced(number: int, credit: str) -> Fact:
        body = {
            "run": str(number),
            "object": "customer_deliveries:CD-1",
            "options": [option("bear it", "980.00"), option("credit", credit)],
            "ranking": {"winner": "bear it", "decided_by": "cost", "excluded": {}, "steps": []},
        }
        at = datetime(2026, 5, number, tzinfo=UTC)
        new = NewFact(stream="case:P4-CD-1", kind="options_priced", at=at, actor="a", body=body)
        return seal(settle(new), number, GENESIS)

    facts = [priced(1, "520"), priced(2, "600")]
    asked = answer_of(found_in("which options were considered?", facts, People(), {}))
    told = [one for one in asked.lines if "bear it: 980.00 EUR" in one]
    assert len(told) == 2 and "#1" in told[0] and "#2" in told[1]


def test_who_is_not_touched_is_told_so(offices: dict[str, Office]) -> None:
    found = offices["supplier delay"].desk.ask(CASES["supplier delay"], "is Norvio affected?")
    assert found.said().startswith("Norvio Distribution is not among those")


@pytest.mark.parametrize(
    ("name", "question", "case", "said"),
    [
        ("supplier delay", "how much does it cost us?", "", "no evidence"),
        ("supplier delay", "who approved the boards?", "supplier delay", "Samir Haddad"),
        ("supplier delay", "what did we tell Medivale?", "supplier delay", "nothing has gone to"),
        ("shipment exception", "what did Orion promise?", "shipment exception", "an estimate"),
        ("invoice exception", "what waits for Dana?", "invoice exception", "Dana Reyes"),
        ("invoice exception", "what happens if nobody answers?", "invoice exception", "until 2026"),
        ("freight dispute", "which invoices are blocked?", "", "AL-F-3318"),
        ("freight dispute", "what is late?", "", "has passed"),
    ],
)
def test_asked_of_everything_the_cases_it_is_about_answer(
    offices: dict[str, Office], name: str, question: str, case: str, said: str
) -> None:
    found = offices[name].desk.ask("", question)
    assert said in found.said(), found.said()
    assert not case or any(f"{CASES[case]}{end}" in found.said() for end in " :")


def test_a_partner_by_its_id_is_answered_from_the_record_too(offices: dict[str, Office]) -> None:
    found = offices["supplier delay"].desk.ask("", "what is still open with V1004?")
    assert "rfq_lines:7100334/10/V1004" in found.rows


def test_an_item_by_what_it_is_called_is_answered_from_the_record(
    offices: dict[str, Office],
) -> None:
    found = offices["freight dispute"].desk.ask("", "when do the boards arrive?")
    assert any("Control board 12 (KLB-12)" in one for one in found.lines), found.said()
    plates = offices["freight dispute"].desk.ask("", "when do the plates arrive?")
    assert plates.said().startswith("nothing is on order of PLT-S355") and plates.rows


def test_any_other_question_finds_sentences_and_no_bare_step_of_the_program(
    offices: dict[str, Office],
) -> None:
    found = offices["supplier delay"].desk.ask(CASES["supplier delay"], "workers")
    assert any("few workers" in one for one in found.lines)
    stock = offices["supplier delay"].desk.ask(CASES["supplier delay"], "and the safety stock?")
    assert "bridge from stock below the safety floor costs 476.00 USD" in stock.said()
    assert not any(one.startswith("assessed on") for one in found.lines)


def test_words_of_its_own_that_no_case_holds_find_nothing(offices: dict[str, Office]) -> None:
    assert offices["supplier delay"].desk.ask("", "who approved the zeppelin?").no_evidence
