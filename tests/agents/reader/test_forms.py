"""Letters filled in like forms, in other words, languages and layouts than the sample mails'."""

import pytest

from agents.reader import read
from tests.agents.reader.books import books
from tests.agents.reader.company import company, mail
from tests.agents.reader.test_transport import reading, told

BOOKED = {
    "colons": (
        "Dear all,\nspace is secured as below.\n\nBooking no : SW778812\n"
        "Vessel / Voyage : MV NORTHERN STAR V.044W\nETD Yantian : 02 Apr 2026 18:00\n"
        "ETA Hamburg : 01 May 2026\nEquipment : 2 x 40'HC\nDoc cut-off : 28 Mar 12:00\n"
        "VGM closing : 29 Mar 12:00\nPort closing : 30 Mar 23:59\nFree time : 7 days\n"
    ),
    "wide gaps": (
        "Buchungsbestätigung SW778812\n\nSchiff/Reise     Northern Star / 044W\n"
        "Abfahrt          02.04.2026 18:00\nAnkunft          01.05.2026\n"
        "Container        2x40HC\nSI-Schluss       28.03.2026 12:00\n"
        "VGM-Schluss      29.03.2026 12:00\n"
        "Ladeschluss      30.03.2026 23:59\nFreie Tage       7 Tage\n"
    ),
    "in one line": (
        "Booking confirmed SW778812. Vessel: NORTHERN STAR 044W, ETD: 2 Apr 2026 18:00, ETA: 1 May "
        "2026\nCntr: 2x40HC | SI cut: 28 Mar 12:00 | VGM cut: 29 Mar 12:00 | CY cut: 30 Mar 23:59 "
        "| free days: 7 days\n"
    ),
}
FIELDS = ("voyage", "etd", "eta", "equipment", "free_time")
CUTS = ("deadline:si_cutoff", "deadline:vgm_cutoff", "deadline:cy_cutoff")


@pytest.mark.parametrize("name", BOOKED)
def test_a_booking_is_read_by_its_labels(name: str) -> None:
    found = reading("desk@seaway.example", BOOKED[name])
    assert {
        one.split(" ", 1)[1].replace("'", "").replace(" x ", "x") for one in told(found, *FIELDS)
    } == {
        "voyage NORTHERN STAR 044W",
        "etd 2026-04-02T18:00 Asia/Shanghai",
        "eta 2026-05-01",
        "equipment 2x40HC",
        "free_time 7 DAY",
    }
    assert {one.split(" ", 1)[1] for one in told(found, *CUTS)} == {
        "deadline:si_cutoff 2026-03-28T12:00 Asia/Shanghai",
        "deadline:vgm_cutoff 2026-03-29T12:00 Asia/Shanghai",
        "deadline:cy_cutoff 2026-03-30T23:59 Asia/Shanghai",
    }
    assert "booking_confirmation" in found.intents


def test_labels_that_share_their_values_have_them_in_order() -> None:
    found = reading("desk@seaway.example", "SW778812\nETD/ETA: 2 Apr 2026 / 1 May 2026\n")
    assert told(found, "etd", "eta") == {"SH31 etd 2026-04-02", "SH31 eta 2026-05-01"}


def test_the_old_arrival_of_a_form_is_none() -> None:
    text = "Delay of MEDU5512345\nPrevious ETA: 14 Apr 2026\nRevised ETA: 19 Apr 2026\n"
    found = reading("desk@seaway.example", text)
    assert told(found, "eta") == {"SH31 eta 2026-04-19"}
    assert "eta_change" in found.intents


@pytest.mark.parametrize(
    "text",
    [
        "SW778812\nETA: tbc\nVessel: to be advised\nEquipment: as ordered\n",
        "SW778812 and SW778899\nETD: 2 Apr 2026\n",
        "our reference ETD procedures 2 to 4 apply to SW778812\n",
    ],
)
def test_what_a_form_leaves_open_is_not_stated(text: str) -> None:
    assert told(reading("desk@seaway.example", text), *FIELDS, *CUTS) == set()


def test_a_stranger_fills_in_nothing() -> None:
    found = reading("desk@elsewhere.example", BOOKED["colons"])
    assert told(found, *FIELDS, *CUTS) == set()


def test_goods_that_left_are_no_promise() -> None:
    text = "Hi,\nPO 4500018822 item 10: we shipped 4000 pcs today, packing slip attached.\n"
    found = read(mail("lily.chen@kailun.example", text, "Shipment notice"), company())
    assert "W1" not in found.workflows
    assert told(found, "promised_date") == set()


COUNTED = {
    "french dock": (
        "quai@lagerost.example",
        "Réception BL 5518\nColis annoncés : 40\nColis reçus : 37\nManquants : 3\nAbîmés : 2\n",
    ),
    "german dock": (
        "we3@lagerost.example",
        "Wareneingang Lieferschein 5518\nKolli avisiert   40\nKolli erhalten   37\nFehlmenge   3\n"
        "Beschädigt   2\n",
    ),
}


@pytest.mark.parametrize("name", COUNTED)
def test_a_dock_s_form_is_counted_by_its_labels(name: str) -> None:
    sender, text = COUNTED[name]
    found = read(mail(sender, text, "5518"), books())
    assert told(found, "received_qty", "missing_qty", "damaged_qty") == {
        "5518 received_qty 37 COLIS",
        "5518 missing_qty 3 COLIS",
        "5518 damaged_qty 2 COLIS",
    }
    assert {"goods_receipt", "shortage", "damage"} <= set(found.intents)


def test_a_form_that_counts_in_two_units_says_which_or_nothing() -> None:
    text = "Wareneingang Lieferschein 5518\n2 Paletten, 37 Kartons\nPaletten: 2\nFehlmenge: 3\n"
    found = read(mail("we3@lagerost.example", text, "5518"), books())
    assert not [one for one in told(found, "missing_qty") if "PLT" in one]
