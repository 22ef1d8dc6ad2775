"""Several alike approved together: each bound to the hash that was shown of it."""

import html
import re

import pytest

from seamline.alike import MOST
from seamline.glance import Glance, mine
from seamline.role_inbox import reader_of
from seamline.web.templating import templates
from seamline.wiring import Office
from tests.web.desk import Visit


@pytest.fixture
def office(delayed: Office) -> Office:
    return delayed


def test_ticked_cases_are_approved_each_on_its_own_hash(office: Office) -> None:
    planner = Visit(office, "E007")
    case = "W1-4500018822"
    proposal = office.desk.case(case).proposal
    assert proposal is not None
    answer = planner.send(
        "/together", **{f"seen.{case}": proposal.hash, "seen.W1-nothing": "0" * 64}
    )
    assert answer.status_code == 200
    assert f"{case}: noted" in answer.text and "W1-nothing: not approved" in answer.text
    assert [one.person for one in office.desk.case(case).approvals] == ["E007"]


def test_what_is_approved_together_is_shown_whole_and_said_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seamline.glance.alike", lambda waiting: {"any": tuple(waiting)})
    page = html.unescape(Visit(office, "E007").page("/alike/any"))
    proposal = office.desk.case("W1-4500018822").proposal
    assert proposal is not None and page.count(proposal.summary) == 1
    letters = [one.params()["text"] for one in proposal.actions if "text" in one.params()]
    shown = [one for one in letters if f'<pre tabindex="0">{one}</pre>' in page]
    assert shown and "<details open><summary>the whole text" in page
    assert re.search(r'class="before">2026-[^<]*</td>.*class="after">2026-', page)


def test_another_hash_than_the_one_shown_is_not_approved(office: Office) -> None:
    answer = Visit(office, "E007").send("/together", **{"seen.W1-4500018822": "0" * 64})
    assert "not approved" in answer.text and "has moved on" in answer.text
    assert office.desk.case("W1-4500018822").approvals == ()


def test_more_than_anybody_looks_at_are_refused(office: Office) -> None:
    many = {f"seen.case{n}": "0" * 64 for n in range(MOST + 1)}
    assert Visit(office, "E007").send("/together", **many).status_code == 409


def test_waiting_cases_are_alike_when_the_same_clauses_ask(office: Office) -> None:
    inbox = Glance(office).inbox()
    row = next(one for one in inbox["waiting"] if one["clauses"])
    twin = {**row, "case": "W1-twin"}
    asking = {**row, "case": "W1-asks", "questions": [{"about": "x"}]}
    reader = reader_of(office.people, "E007", office.clock.now())
    seen = mine({**inbox, "waiting": [row, twin, asking]}, reader)
    assert [[one["case"] for one in rows] for rows in seen.alike.values()] == [
        [row["case"], "W1-twin"]
    ]


def test_a_long_inbox_is_split_into_review_question_and_what_to_know(office: Office) -> None:
    inbox = Glance(office).inbox()
    row = next(one for one in inbox["waiting"] if one["clauses"])
    asked = {**row, "case": "W1-asks", "questions": [{"about": "x"}]}
    told = [{**row, "case": f"W1-told{n}", "people": [], "holder": None} for n in range(3)]
    reader = reader_of(office.people, "E007", office.clock.now())
    seen = mine({**inbox, "waiting": [row, asked], "under_way": told}, reader)
    pages = templates().env
    text = pages.get_template("inbox.html").render(
        mine=seen,
        inbox=inbox,
        done_alone=(),
        open="",
        now=office.clock.now(),
        whose="",
        on="",
        functions=(),
    )
    splits = re.findall(r'data-split="(\w*)"[^>]*>(\w+)(?: <span class="count">(\d+))?', text)
    assert splits == [
        ("", "all", ""),
        ("review", "review", "1"),
        ("question", "question", "1"),
        ("notify", "notify", "3"),
    ]
