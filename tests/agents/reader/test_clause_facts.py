"""One value of its kind in a clause, told by an idea beside it, of the one thing it can be of."""

from datetime import date
from decimal import Decimal

import pytest

from agents.reader import read
from domain.record import Row
from tests.agents.reader.company import Company, company, mail
from tests.agents.reader.test_transport import told

SUPPLIER, CARRIER = "k.brandt@nordmetall.example", "ops@fastline.example"


def billed() -> Company:
    """The small company with a bill of V1002 and a truck of a carrier."""
    rows = [row for table in company().tables.values() for row in table.values()]
    bill = {"partner_id": "V1002", "kind": "supplier"}
    bill |= {"currency": "EUR", "status": "parked"}
    known = {"amount": Decimal("4836.07"), "invoice_date": date(2026, 3, 5)}
    rows.append(Row(table="invoices", key="NM-3417", version=1, values=bill | known))
    carrier = {"kind": "carrier", "date_order": "DMY", "decimal_mark": ".", "language": "en"}
    carrier |= {"time_zone": "America/Chicago", "mail_domains": "fastline.example", "country": "US"}
    rows.append(Row(table="partners", key="C9", version=1, values=carrier))
    load = {"carrier_id": "C9", "truck_load": "771204", "status": "in transit"}
    rows.append(Row(table="shipments", key="SH77", version=1, values=load))
    return Company(rows)


FIELDS = ("deadline:discount", "discount_pct", "deadline:payment")


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Das Skonto für NM-3417 läuft am 20.03.2026 ab.", {"deadline:discount 2026-03-20"}),
        (
            "If NM-3417 is released by 18 March 2026 we'll let you have 1% off.",
            {"deadline:discount 2026-03-18", "discount_pct 1 PCT"},
        ),
        ("Wir bitten um Ausgleich der NM-3417 bis 27.03.2026.", {"deadline:payment 2026-03-27"}),
        ("Wir bitten nicht um Skonto, NM-3417 ist bezahlt.", set()),
        ("Skonto 20.03.2026 oder 27.03.2026 für NM-3417, das ist uns gleich.", set()),
        ("Gibt es für NM-3417 noch Skonto bis 20.03.2026?", set()),
    ],
)
def test_what_a_value_is_follows_from_the_idea_beside_it(text: str, read_as: set[str]) -> None:
    found = read(mail(SUPPLIER, text, "NM-3417"), billed())
    assert told(found, *FIELDS) == {f"NM-3417 {one}" for one in read_as}


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("nothing has come on NM-3417 of 05/03/2026, EUR 4,836.07 that is", 2),
        ("nothing has come on NM-3417 of 06/03/2026, EUR 4,830.07 that is", 0),
    ],
)
def test_the_sum_and_day_on_record_are_known_where_they_are_named(text: str, read_as: int) -> None:
    partner = billed()
    found = read(mail(SUPPLIER, text, "our bill"), partner)
    assert len(told(found, "invoice_amount", "actual_date:invoice")) == read_as


def test_goods_that_came_and_time_that_is_free_are_of_the_load_named() -> None:
    text = (
        "Load 771204 was delivered on 11 March 2026, two hours free. 75 minutes beyond free time."
    )
    found = read(mail(CARRIER, text, "771204"), billed())
    assert told(found, "actual_date:delivered") == {"SH77 actual_date:delivered 2026-03-11"}
    assert told(found, "free_time") <= {"SH77 free_time 120 MIN"}


def test_money_that_was_received_is_no_delivery() -> None:
    text = "On load 771204 we received only USD 645.00 on 11 March 2026."
    found = read(mail(CARRIER, text, "771204"), billed())
    assert told(found, "actual_date:delivered") == set()


def test_whether_goods_are_good_after_the_cooling_stood_still_is_for_our_own_people() -> None:
    text = "reefer on 771204 quit 0210, alarm says 49 for abt 3 hrs. restarted 0520, 41 now"
    found = read(mail(CARRIER, text, "771204 reefer"), billed())
    assert told(found, "temperature") == {"SH77 temperature 49 F", "SH77 temperature 41 F"}
    (asked,) = [one for one in found.questions if one.about == "quality_decision"]
    assert asked.of.startswith("people:")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("we looked at your claim on load 771204. For the 3 crushed cases we decline.", 1),
        ("we looked at load 771204. The driver declined to wait.", 0),
    ],
)
def test_a_carriers_no_leaves_the_claim_open(text: str, asked: int) -> None:
    found = read(mail(CARRIER, text, "771204"), billed())
    assert len([one for one in found.questions if one.about == "claim"]) == asked


@pytest.mark.parametrize(
    "text",
    [
        "For NM-3417 a 2% discount would have been possible until 20.03.2026.",
        "If you had paid NM-3417 by 20.03.2026 the discount of 3 % would hold.",
        "The payment run with NM-3417 is on 20.03.2026 as your colleague told us.",
        "We sent NM-3417 and have no payment, our accountant is back on 20.03.2026.",
    ],
)
def test_what_would_have_been_and_what_is_only_near_states_nothing(text: str) -> None:
    assert told(read(mail(SUPPLIER, text, "NM-3417"), billed()), *FIELDS) == set()


@pytest.mark.parametrize(
    "text",
    [
        "771204: truck is free in 2 hours, 3 cartons might be missing.",
        "771204: the last load was delivered on 3 March 2026.",
        "771204: not delivered on 11 March 2026 as the dock was closed.",
    ],
)
def test_what_may_be_and_what_is_of_another_load_states_nothing(text: str) -> None:
    found = read(mail(CARRIER, text, "771204"), billed())
    assert told(found, "actual_date:delivered", "missing_qty", "free_time") == set()
