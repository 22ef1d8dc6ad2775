"""The thread of an order shows rows, cases and mails whichever of its references is asked for."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.errors import Unknown
from seamline.demo_company import OPENS
from seamline.loading import load_export
from seamline.thread_view import thread
from seamline.wiring import Office
from tests.states import After

File = Callable[..., None]


@pytest.mark.parametrize("reference", ["4500018822", "purchase_order_lines:4500018822/10", "SH20"])
def test_a_reference_brings_the_case_and_the_mail_about_its_order(
    after: After, reference: str
) -> None:
    office = after("W1-d")
    found = thread(office, reference)
    assert "purchase_orders:4500018822" in found["orders"]
    assert "W1-4500018822" in [one["case"] for one in found["cases"]]
    assert [one["from"] for one in found["mails"]] == ["shipping@kailun.example"]
    order = [row for row in found["stages"]["order"] if row["object"].endswith(":4500018822/10")]
    assert order[0]["cells"]["qty"] == "12000"


def test_what_is_not_on_record_is_said_with_what_can_be_asked_for(office: Office) -> None:
    with pytest.raises(Unknown, match="nothing on record is called 'X-1'; give an order"):
        thread(office, "X-1")


def test_a_thread_says_with_whom_its_cases_are(after: After) -> None:
    office = after("W1-d")
    office.desk.claim("W1-4500018822", person="E007")
    (case,) = thread(office, "4500018822")["cases"]
    assert (case["phase"], case["holder"]["name"]) == ("review", "Samir Haddad")


def test_a_case_leads_to_the_thread_of_what_it_is_about(after: After) -> None:
    office = after("W1-d")
    (by_case, by_order) = (thread(office, name) for name in ("w1-4500018822", "4500018822"))
    assert by_case["stages"] == by_order["stages"] and by_case["orders"]
    assert by_case["cases"] == by_order["cases"] and by_case["mails"] == by_order["mails"]


def test_a_delivery_whose_order_is_not_on_record_still_hangs_together(
    office: Office, file: File
) -> None:
    exported = OPENS.feed(date(2026, 5, 5))
    assert exported is not None
    load_export(office, exported)
    file("W6-c")
    found = thread(office, "4471")
    assert found["orders"] == ["purchase_orders:4500018871"]
    assert "purchase_orders:4500018871" in found["missing"]
    assert found["stages"]["delivery and receipt"][0]["object"] == "deliveries:4471"
    assert "W6-4471" in [one["case"] for one in found["cases"]]
    assert thread(office, "4500018871")["cases"] == found["cases"]
