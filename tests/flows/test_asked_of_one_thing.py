"""Questions that say which case or partner is meant by a quantity or a name."""

from datetime import UTC, datetime

import pytest

from domain.fact import Fact
from graph.answers.distinct import sought
from graph.answers.threads import Told
from seamline.wiring import Office
from tests.states import After


def ask(office: Office, question: str) -> str:
    return office.desk.ask("", question, "E001").said()


def case(name: str, **bodies: str) -> Told:
    at = datetime(2026, 3, 10, tzinfo=UTC)
    facts = [
        Fact(
            number=number,
            id=f"{name}{number}",
            stream=f"case:{name}",
            kind=kind,
            at=at,
            actor="E001",
            body={"t": text},
            prev="",
            hash="",
        )
        for number, (kind, text) in enumerate(bodies.items(), start=1)
    ]
    return Told(case=name, title=name, facts=facts)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("why do we fly the 1200 pieces?", ["acts"]),
        ("why do we fly the 1,200 pcs?", ["acts"]),
        ("why do we fly 12000 pieces?", ["more"]),
        ("why do we fly?", ["acts", "more", "says"]),
        ("why do we fly 777 pieces?", []),
    ],
)
def test_a_quantity_names_the_case_that_acts_on_it(question: str, meant: list[str]) -> None:
    told = [
        case("acts", case_joined="12000 by air", proposed="fly 1,200 PCS by air"),
        case("more", case_joined="1200 by air", proposed="fly 12,000 PCS by air"),
        case("says", case_joined="1200 by air"),
    ]
    assert [one.case for one in sought(question, ()).holding(told, needed=False)] == meant


def test_where_no_case_acts_on_a_quantity_those_that_speak_of_it_are_meant() -> None:
    told = [case("other", proposed="fly 300"), case("says", case_joined="1.200 and 1200 by air")]
    found = sought("why fly 1200 pieces?", ()).holding(told, needed=False)
    assert [one.case for one in found] == ["says"]


def test_a_quantity_is_no_number_that_something_is_called_by(after: After) -> None:
    office = after("W1-d")
    assert "anything that is called" not in ask(office, "why do we fly 12000 pieces?")
    assert "anything that is called 12000" in ask(office, "why is 12000 late?")


def test_goods_from_a_partner_who_is_named_are_only_that_partners(office: Office) -> None:
    said = ask(office, "when do the boards from Brightwell come?").splitlines()
    assert said[0].startswith("nothing is on order of Brightwell Circuits of KLB-12, KLB-14")
    assert said[1] == "to come of Brightwell Circuits is:"
    assert any("Capacitor bank 18" in one for one in said[2:])
    assert not any("Kailun" in one for one in said)
    said = ask(office, "when do the boards from Kailun come?").splitlines()
    assert said[0].startswith("4500018") and "Kailun Electronics" in said[0]
    assert not any("nothing is on order" in one for one in said)
    assert "of Rao Precision:" in ask(office, "when do the housings from Rao arrive?")
