"""Partners and decisions as facts tell them: promises kept and broken, the health of a decision."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.fact import Fact, NewFact
from domain.record import Row
from domain.thread import Thread
from memory import chain
from seamline.cli import finding, standings
from seamline.decision_views import decisions
from seamline.demo_company import OPENS, make_demo
from seamline.loading import load_export
from seamline.mail_words import MailWords
from seamline.partner_views import partner, partners
from seamline.search import search
from seamline.thread_view import carry_of
from seamline.wiring import Office, open_office
from tests.flows.playing import file_sample

CASE = "W1-4500018822"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A case that was decided, whose supplier promised three things."""
    folder: Path = tmp_path_factory.mktemp("standings") / "w"
    opened = open_office(make_demo(folder))
    load_export(opened, OPENS.opening())
    file_sample(opened, "W1-d")
    for person in ("E007", "E002"):
        opened.desk.decide(CASE, "approve", person=person)
    made = [note(opened, "commitment_made", promise(what)) for what in "abc"]
    note(opened, "commitment_kept", promise("a"), made[0])
    note(opened, "commitment_broken", promise("b"), made[1])
    yield opened
    opened.close()


def promise(what: str) -> dict[str, str]:
    return {
        "by": "V1001",
        "what": what,
        "due": "2026-03-20",
        "object": "purchase_orders:4500018822",
    }


def note(office: Office, kind: str, body: dict[str, Any], cause: Fact | None = None) -> Fact:
    fact = NewFact(
        stream=f"case:{CASE}",
        kind=kind,
        at=office.clock.now(),
        actor="clock",
        causes=(cause.id,) if cause else (),
        body=body,
    )
    with office.ledger.transaction() as connection:
        return chain.append(connection, [fact])[0]


def test_promises_of_a_partner_are_kept_broken_or_open(office: Office) -> None:
    found = partner(office, "V1001")
    stands = {one["what"]: one["state"] for one in found["promises"] if one["what"] in "abc"}
    assert stands == {"a": "kept", "b": "broken", "c": "open"}
    row = next(one for one in partners(office) if one["id"] == "V1001")
    assert (row["promises"]["kept"], row["promises"]["broken"]) == (1, 1)


def test_a_broken_promise_makes_its_decision_stand_first(office: Office) -> None:
    first = decisions(office)[0]
    assert (first["case"], first["health"]) == (CASE, "broken")
    assert [one["what"] for one in first["broken"]] == ["b"]
    assert first["by"] == ["Samir Haddad", "Dana Reyes"]
    assert "c" in [one["what"] for one in first["promises"]]


def test_an_assumption_that_moved_says_from_what_to_what(office: Office) -> None:
    with office.ledger.reading() as connection:
        made = chain.of_stream(connection, f"case:{CASE}", kinds=("assumption_made",))
    one = next(fact for fact in made if "rests_on" in fact.body)
    told = {"of": one.id, "what": "w", "due": "2026-03-12", "state": "weakening"}
    changed = note(
        office, "assumption_changed", {**told, "was": "400", "now": "450", "bound": "10%"}
    )
    rests = {each["fact"]: each for each in decisions(office)[0]["rests_on"]}
    assert rests[changed.number]["health"] == "weakening"
    assert (rests[changed.number]["was"], rests[changed.number]["now"]) == ("400", "450")


def test_a_search_ranks_the_name_itself_before_what_contains_it(office: Office) -> None:
    found = search(office, "kailun electronics", MailWords(office))
    assert [one["exact"] for one in found["partners"]][:1] == [True]
    named = search(office, "bq 24-0731", MailWords(office))["threads"]
    assert [one["exact"] for one in named] == [True]
    ending = search(office, "18822", MailWords(office))["threads"]
    assert [(one["object"], one["exact"]) for one in ending] == [
        ("purchase_orders:4500018822", False)
    ]
    assert search(office, CASE, MailWords(office))["only_case"] == CASE


def row(table: str, key: str, **values: str) -> Row:
    return Row(table=table, key=key, version=1, values=values)


def test_the_terms_of_an_award_are_followed_into_its_orders_and_no_others() -> None:
    asked = {"rfq_id": "R1", "supplier_id": "V1001"}
    rows = (
        row("awards", "R1/V1001", **asked, price="18.40", payment_terms="60 days"),
        row("purchase_orders", "45", **asked, po_id="45", payment_terms="30 days"),
        row("purchase_orders", "46", rfq_id="R2", supplier_id="V1001", po_id="46"),
        row(
            "purchase_order_lines", "45/10", po_id="45", unit_price="18.40", need_date="2026-05-01"
        ),
    )
    (one,) = carry_of(Thread(stages={"all": rows}, roots=()))
    assert (one["award"], one["order"]) == ("awards:R1/V1001", "purchase_orders:45")
    terms = {term["field"]: term for term in one["terms"]}
    assert not terms["price"]["differs"]
    assert terms["payment terms"]["differs"] and terms["payment terms"]["order"] == "30 days"


@pytest.mark.parametrize(
    ("show", "says"),
    [
        (lambda folder: standings.partners("", folder, as_json=False), "Kailun Electronics"),
        (lambda folder: standings.partners("V1001", folder, as_json=False), "promise broken: b"),
        (lambda folder: standings.decisions(folder, as_json=False), "broken: W1-4500018822"),
        (lambda folder: standings.overrides(folder, as_json=False), "no override was seen"),
        (lambda folder: standings.policy(folder, as_json=False), "SA-1"),
        (lambda folder: finding.search("kailun", folder, as_json=False), "V1001"),
        (lambda folder: finding.search("zzzz", folder, as_json=False), "nothing is called"),
    ],
)
def test_the_command_line_shows_the_same_in_eighty_columns(
    office: Office, show: Callable[[Path], None], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    show(office.workspace.folder)
    shown = capsys.readouterr().out
    assert says in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_programs_get_the_same_as_json(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    standings.partners("V1001", office.workspace.folder, as_json=True)
    assert json.loads(capsys.readouterr().out)["counts"]["broken"] == 1
