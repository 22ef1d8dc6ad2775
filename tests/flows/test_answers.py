"""The eight questions execution memory must answer, from facts alone, with citations."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from domain.fact import Fact
from graph.answers import Answer, answer_of, found_in
from memory import chain
from seamline.wiring import Office
from tests.states import state

CASE = "W1-4500018822"

WHY_LATE = "Why did the supplier miss the date?"
FREIGHT = "Which freight option was considered?"
EXPEDITE = "Why was an expedite charge approved?"
CUSTOMS = "What document delayed customs clearance?"
CARRIER = "What did the carrier commit to during the escalation?"
INVOICE = "Why was the invoice different from the original rate?"
APPROVER = "Who approved the final exception?"
RESOLVED = "What ultimately resolved the issue?"


@state("W1-d")
def office(office: Office, _: Path) -> None:
    """The delay is decided and its case closed."""
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person, reason="keeps Medivale whole")


@pytest.fixture
def facts(office: Office) -> Sequence[Fact]:
    """All facts of the delay case."""
    with office.ledger.reading() as connection:
        return chain.of_stream(connection, f"case:{CASE}")


def ask(office: Office, question: str, facts: Sequence[Fact]) -> Answer:
    return answer_of(found_in(question, facts, office.people, {"V1001": "supplier"}))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (WHY_LATE, ["labour", "supplier", "few workers", "shipping@kailun.example"]),
        (FREIGHT, ["fly all 12,000 PCS: 21922.26 USD", "the rest by sea: 4513.71", "chosen"]),
        (EXPEDITE, ["Samir Haddad", "Dana Reyes", "3,800.00 USD", "cost", "policy"]),
        (APPROVER, ["Samir Haddad", "Dana Reyes", "keeps Medivale whole", "saw packet"]),
        (RESOLVED, ["resolved as planned", "read back", "3800.00"]),
        ("What did the supplier commit to?", ["Kailun", "2026-04-11"]),
    ],
)
def test_it_answers_with_what_the_case_holds_and_cites_it(
    office: Office, facts: Sequence[Fact], question: str, said: list[str]
) -> None:
    found = office.desk.ask(CASE, question)
    assert found.citations
    for words in said:
        assert words in found.said()


@pytest.mark.parametrize("question", [CUSTOMS, INVOICE, CARRIER])
def test_without_evidence_it_says_so_with_the_query_made(
    office: Office, facts: Sequence[Fact], question: str
) -> None:
    found = ask(office, question, facts)
    assert found.no_evidence
    assert found.said().startswith("no evidence: ")


@pytest.mark.parametrize("question", [WHY_LATE, FREIGHT, EXPEDITE, APPROVER, RESOLVED])
def test_the_cited_facts_gone_the_answer_is_no_evidence(
    office: Office, facts: Sequence[Fact], question: str
) -> None:
    cited = set(ask(office, question, facts).citations)
    left = [fact for fact in facts if fact.number not in cited]
    assert ask(office, question, left).no_evidence


def test_every_citation_is_a_fact_of_the_case(office: Office, facts: Sequence[Fact]) -> None:
    numbers = {fact.number for fact in facts}
    for question in (WHY_LATE, FREIGHT, EXPEDITE, APPROVER, RESOLVED):
        assert set(ask(office, question, facts).citations) <= numbers


def test_anything_else_is_searched_for(office: Office, facts: Sequence[Fact]) -> None:
    assert ask(office, "BQ240731", facts).citations
    assert ask(office, "zeppelin", facts).no_evidence


def test_a_note_to_a_colleague_is_not_what_resolved_a_case(
    office: Office, facts: Sequence[Fact]
) -> None:
    closed = office.desk.case(CASE).closed
    assert (
        closed is not None and "order 4500018822 line 10: confirmed date" in closed["resolved_by"]
    )
    assert "tell " not in closed["resolved_by"]
    (last,) = [one for one in ask(office, RESOLVED, facts).lines if "the last of them" in one]
    assert " tell " not in last
