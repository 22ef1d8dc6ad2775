"""Questions typed in a hurry, in another language, or going on from one about papers and money."""

from pathlib import Path

import pytest

from graph.asked.language import language_note
from graph.asked.misspelled import misspelled
from seamline.demo_company import let_go
from seamline.wiring import Office
from tests.flows.exports import put
from tests.states import After

CASE = "W1-4500018822"


def ask(office: Office, question: str) -> str:
    return office.desk.ask("", question, "E001").said()


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("was ist verspätet?", "German"),
        ("welche Rechnungen sind offen?", "German"),
        ("qu'est-ce qui est en retard ?", "French"),
        ("¿qué facturas están abiertas?", "Spanish"),
        ("quali fatture sono aperte?", "Italian"),
        ("何が遅れていますか", "Japanese"),
        ("what is late?", ""),
        ("was it late?", ""),
        ("what did Müller Präzision promise?", ""),
        ("4500018822", ""),
    ],
)
def test_an_answer_says_that_it_is_english_where_the_question_is_not(
    words: str, language: str
) -> None:
    assert language_note(words) == (f"asked in {language}, answered in English" if language else "")


def test_the_word_of_the_language_stands_before_answers_and_beside_none(office: Office) -> None:
    assert ask(office, "was ist verspätet?").startswith("asked in German, answered in English")
    none = ask(office, "¿dónde está la bicicleta?")
    assert "no evidence" in none and "(asked in Spanish, answered in English)" in none


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("what is lte", "what is late"),
        ("which invoces are disputd", "which invoices are disputed"),
        ("what is the rate", ""),
        ("on which date is that", ""),
        ("what did kailn write", ""),
        ("late orders", ""),
    ],
)
def test_only_a_word_that_nearly_asks_is_read_as_one_that_does(words: str, meant: str) -> None:
    found = misspelled(words, ["Kailn Electronics"])
    assert (found.question if found else "") == meant


def test_a_misspelled_question_is_answered_as_meant_and_told_so(office: Office) -> None:
    said = ask(office, "what is lte?")
    assert said.startswith("lte is read as late")
    assert said.split("\n", 1)[1] == ask(office, "what is late?")


def test_since_when_after_papers_is_asked_of_each_paper(office: Office) -> None:
    before = "which papers are missing for SH20?"
    asked = office.desk.in_full("", "since when?", before, "E001")
    said = ask(office, asked)
    papers = [one for one in said.splitlines() if " for SH20: no" in one]
    assert len(papers) == 3
    assert all("not due yet" in one or "missing since 2026" in one for one in papers)
    assert all("asked for" in one for one in papers)


def test_open_credit_notes_are_summed_apart_for_us_and_of_ours(
    office: Office, tmp_path: Path
) -> None:
    assert "none: no open credit notes" in ask(office, "any credit notes open?")
    let_go(office)
    row = "CN-1,V1001,credit note,2026-03-11,2026-03-11,-120.00,USD,,,,,,,open,,2026-03-11,"
    put(office, tmp_path / "a", invoices=row)
    said = ask(office, "any credit notes open?")
    assert "-120.00 USD in 1 open credit notes to us" in said and "CN-1" in said


def test_what_something_finally_cost_is_told_by_the_case_that_chose_it(after: After) -> None:
    office = after("W1-d")
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person, reason="covers the gap")
    assert office.desk.case(CASE).closed is not None
    other = office.desk.open_case("W1", "4500018701", person="E001", reason="they called").case
    slot = {"promised_date": "2026-05-20"}
    office.desk.decide(other, "respond", person="E001", slots=slot)
    said = ask(office, "what did the alternate source finally cost?")
    assert said.startswith(CASE) and other not in said
    assert "cost forecast" in said
