"""People: who acts for whom on a day, and mistakes in the file named with their entry."""

from datetime import date

import pytest

from domain.errors import BadInput, Unknown
from domain.people import People, Person, load_people

WHOLE = """\
people:
  - {id: A, name: Ada, mail: ada@x.example, function: planning, role: planner, level: lead,
     delegate: B, absent_from: 2026-05-04, absent_to: 2026-05-08}
  - {id: B, name: Bo, function: planning, role: head, delegate: C, absent_from: 2026-05-08}
  - {id: C, name: Cy, function: supply chain, role: vp, delegate: A}
"""


def test_a_delegate_acts_while_the_person_is_away_both_ends_included() -> None:
    people = load_people(WHOLE)
    ada = people.require("A")
    acting = {day: people.acting(ada, date(2026, 5, day)) for day in (3, 4, 7, 8, 9)}
    assert {day: one.id if one else "" for day, one in acting.items()} == {
        3: "A",
        4: "B",
        7: "B",
        8: "C",  # the delegate is away too, without an end
        9: "A",
    }


def test_where_everybody_in_a_circle_is_away_nobody_acts() -> None:
    people = load_people(
        "people:\n"
        "- {id: A, name: A, function: f, role: r, delegate: B, absent_from: 2026-01-01}\n"
        "- {id: B, name: B, function: f, role: r, delegate: A, absent_from: 2026-01-01}\n"
    )
    assert people.acting(people.require("A"), date(2026, 5, 1)) is None


def test_a_person_is_found_by_id_or_mail_whatever_the_case() -> None:
    people = load_people(WHOLE)
    assert people.require(" ADA@x.example ").id == "A"
    assert people.require("b").id == "B"
    assert [one.id for one in people.in_role("planning")] == ["A", "B"]
    with pytest.raises(Unknown, match=r"'Z' is not in people\.yaml"):
        people.require("Z")


@pytest.mark.parametrize("text", ["", "people:\n", "people: []\n"])
def test_a_file_may_name_nobody_yet(text: str) -> None:
    assert load_people(text).people == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("people: [", "no valid YAML"),
        ("- a\n", "must be a list"),
        ("people: {a: 1}\n", "must be a list"),
        ("people:\n- {id: A}\n", "person 1: name"),
        ("people:\n- {id: A, name: A, function: f, role: r, boss: B}\n", "person 1: boss"),
        ("people:\n- {id: A, name: A, function: f, role: r, level: king}\n", "'king' is unknown"),
        ("people:\n- {id: A, name: A, function: f, role: r, delegate: B}\n", "delegate B is not"),
        (
            "people:\n" + "- {id: A, name: A, function: f, role: r}\n" * 2,
            "person A stands twice",
        ),
        (
            "people:\n- {id: A, name: A, function: f, role: r, limit: {amount: 1, currency: X}}\n",
            "person 1: limit.currency",
        ),
    ],
)
def test_a_mistake_names_the_file_and_the_entry(text: str, why: str) -> None:
    with pytest.raises(BadInput, match=r"people\.yaml") as refusal:
        load_people(text)
    assert why in str(refusal.value)


def test_what_is_for_nobody_is_taken_by_the_administrator_else_by_the_highest() -> None:
    def one(name: str, function: str, level: str, role: str = "clerk") -> Person:
        return Person(id=name, name=name, function=function, role=role, level=level)

    known = frozenset({"finance", "logistics", "procurement"})
    clerk, chief = one("E1", "logistics", "clerk"), one("E2", "finance", "cfo")
    assert People(people=(clerk, chief)).taking("logistics", known) == "logistics"
    assert People(people=(clerk, chief)).taking("procurement", known) == "finance"
    admin = one("E3", "logistics", "none", "system administrator")
    assert People(people=(admin, chief)).taking("procurement", known) == "logistics"
    stranger = one("E4", "choir", "cfo")
    assert People(people=(stranger, clerk)).taking("procurement", known) == "logistics"
    assert People().taking("procurement", known) == "procurement"
