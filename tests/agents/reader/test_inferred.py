"""Fields that follow from place, order and consequence instead of a label."""

import pytest

from agents.reader import read
from domain.measurewords import measures
from tests.agents.reader.company import company, mail
from tests.agents.reader.test_transport import reading, told


def test_places_behind_a_departure_are_where_it_arrives() -> None:
    body = (
        "carrier gives us the confirmation for SW778812.\n\n"
        "Departure Yantian 08/04 at 1400 local, Los Angeles 24/04, from there by rail "
        "to Chicago 30/04.\n"
    )
    found = reading("b@seaway.example", body, "SW778812")
    assert {one.split("T")[0] for one in told(found, "etd")} == {"SH31 etd 2026-04-08"}
    assert told(found, "eta") == {"SH31 eta 2026-04-24", "SH31 eta 2026-04-30"}


def test_a_holiday_on_the_way_is_no_arrival() -> None:
    body = "SW778812 confirmed. Departure Yantian 08/04, Customs Holiday 10/04.\n"
    assert told(reading("b@seaway.example", body, "SW778812"), "eta") == set()


@pytest.mark.parametrize(
    ("boxes", "read_as"),
    [("MSCU1234566 and MSCU9999999", {"SH31 eta 2026-04-29"}), ("MSCU9999999", set())],
)
def test_a_wrong_box_beside_a_right_one_leaves_its_shipment_known(
    boxes: str, read_as: set[str]
) -> None:
    body = f"containers {boxes} under MEDU5512345: the arrival given as 22-APR-26 becomes 29-APR-26"
    assert told(reading("b@seaway.example", body, "schedule notice"), "eta") == read_as


@pytest.mark.parametrize(
    "text",
    ["by 18 March 2026, otherwise we go on", "bis 18.03.2026, sonst bleibt es beim Alten"],
)
def test_a_day_with_a_consequence_is_until_when_we_are_to_answer(text: str) -> None:
    body = f"Order 4500018830: that is how we would do it, {text}."
    found = read(mail("k.brandt@nordmetall.example", body, "4500018830"), company())
    assert told(found, "deadline:reply") == {"4500018830 deadline:reply 2026-03-18"}


def test_a_slash_before_a_number_is_no_rate() -> None:
    assert [one.raw for one in measures("79 cartons / 4740 kg / 31.6 cbm", ".")] == [
        "79 cartons",
        "4740 kg",
        "31.6 cbm",
    ]
    assert measures("10 ctns/plt, 10 ctns / plt", ".") == []


def test_goods_that_could_not_be_finished_do_not_come() -> None:
    body = (
        "Goods for 4500018880 are ready.\n\nitem 10: 39500 pcs / 79 cartons / 4740 kg "
        "-> 500 pcs we could not finish\nitem 20: 1000 pcs / 50 cartons / 700 kg\n"
    )
    found = read(mail("ship@shenwei.example", body, "cargo 4500018880"), company())
    assert told(found, "promised_qty") == {
        "4500018880/10 promised_qty 39500 PCS",
        "4500018880/20 promised_qty 1000 PCS",
    }
    assert told(found, "packages") == {
        "4500018880/10 packages 79 CTN",
        "4500018880/20 packages 50 CTN",
    }
