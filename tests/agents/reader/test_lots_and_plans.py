"""Numbers that belong to one lot, one pack or one question, and not to the whole."""

import pytest

from agents.reader import read
from agents.reader.topics.cargo import _weight_kind
from domain.measurewords import WEIGHTS, measures
from tests.agents.reader.company import company, mail
from tests.agents.reader.test_chases import office, states
from tests.agents.reader.test_clause_facts import billed
from tests.agents.reader.test_customers import reading
from tests.agents.reader.test_transport import told

CUSTOMER = "einkauf@nordhandel.example"
SUPPLIER = "auftragsabwicklung@nordmetall.example"


@pytest.mark.parametrize(
    ("text", "days", "least"),
    [
        (
            "NH-77: what I can live with: 150 pcs by 20 June, the other 150 by 3 July.",
            {"2026-06-20", "2026-07-03"},
            set(),
        ),
        (
            "NH-77: mit 100 Stk bis 20.06. kommen wir klar, die anderen 200 Stk bis 03.07.",
            {"2026-06-20", "2026-07-03"},
            set(),
        ),
        ("NH-77: fewer than 40 pieces would be useless.", set(), {"40"}),
        ("NH-77: weniger als 60 Stück nützt uns nichts.", set(), {"60"}),
        ("NH-77: moins de 80 pièces ne sert à rien.", set(), {"80"}),
        ("NH-77: less than 80 pieces arrived.", set(), set()),
    ],
)
def test_a_plan_of_lots_names_no_smallest_one(text: str, days: set[str], least: set[str]) -> None:
    found = reading(CUSTOMER, text, "NH-77")
    assert {one.split()[-1] for one in told(found, "deadline:delivery")} >= days
    assert {one.split()[-2] for one in told(found, "min_partial_qty")} == least


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("9 cartons of 30 came, so 270 pieces", {"received_qty 270 PCS"}),
        ("9 Kartons zu 30 eingetroffen, also 270", {"received_qty 270 PCS"}),
        ("9 cartons of 30 came, bill says 300", set()),
        ("we do not need new ones for the 30 missing, credit those", {"missing_qty 30 PCS"}),
        ("für die 30 fehlenden bitte Gutschrift", {"missing_qty 30 PCS"}),
        ("torn boxes: we want replacements, by 12 June please", set()),
        ("Ersatz brauchen wir bis 12. Juni, die Ware ist nass", set()),
    ],
)
def test_pieces_follow_from_packs_and_a_day_is_no_count(text: str, stated: set[str]) -> None:
    found = reading(CUSTOMER, f"NH-77 is short and damaged. {text}.", "NH-77")
    fields = ("received_qty", "missing_qty", "ordered_qty:replacement")
    pieces = {one.partition(" ")[2] for one in told(found, *fields) if one.endswith("PCS")}
    assert pieces == stated


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The mill certificate: they will send a copy by 20 March.", "promised"),
        ("Mill certificate and the new date: 20 May, or maybe later.", ""),
        ("We say hello.", "open"),
    ],
)
def test_a_question_is_open_only_where_nothing_can_be_its_answer(text: str, state: str) -> None:
    first = "4500018830 Pos. 10: 12.000 Stk, Versand am 03.04.2026 wie bestätigt.\n"
    found = read(mail(SUPPLIER, f"{first}{text}\n", "4500018830"), office())
    assert states(found).get("CH-9/2", "") == state


@pytest.mark.parametrize(
    ("subject", "asked"),
    [("order confirm NM-77 (your 4500018830)", True), ("4500018830 late", False)],
)
def test_a_confirmation_with_prices_is_compared_in_all_its_terms(subject: str, asked: bool) -> None:
    text = (
        "We confirm 4500018830 Pos. 20: 4.000 Stk zu 9,99 EUR/Stk, Versand 20.04.2026. "
        "Ohne Anzahlung kein Material."
    )
    found = read(mail(SUPPLIER, text, subject), company())
    assert ("counter_offer" in {one.about for one in found.questions}) is asked


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("4,800 kg G.W., 4,480 kg N.W.", {"gross_weight 4800", "net_weight 4480"}),
        ("725 kg G.W. (before 700), N.W. 650 kg", {"gross_weight 725", "net_weight 650"}),
        ("G.W. 725 kg, N.W. 650 kg", {"gross_weight 725", "net_weight 650"}),
        ("650 kg netto, 725 kg brutto", {"gross_weight 725", "net_weight 650"}),
    ],
)
def test_a_weight_has_the_name_that_no_comma_parts_from_it(text: str, weights: set[str]) -> None:
    found = {
        f"{_weight_kind(text, one, measures(text, '.', WEIGHTS))} {one.quantity.n}"
        for one in measures(text, ".", WEIGHTS)
        if one.quantity
    }
    assert found >= weights


def test_a_shortfall_told_in_parts_is_one_shortfall() -> None:
    text = (
        "we got EUR 5,531.00 for NM-3417 of EUR 5,900.00. Missing are EUR 369.00. "
        "120 pcs are 354.00, but what is the other 15.00?"
    )
    found = read(mail(SUPPLIER, text, "NM-3417"), billed())
    assert told(found, "difference_amount") == {"NM-3417 difference_amount 369.00 EUR"}
