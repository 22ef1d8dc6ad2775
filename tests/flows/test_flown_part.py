"""A forwarder's answer to what we asked to fly closes that; the rest of its mail is of the ship."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory import chain
from seamline import views
from seamline.demo_company import let_go
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_letter, file_sample, findings, mails_out

CASE = "W1-4500018822"


@pytest.fixture
def flying(workspace: Workspace) -> Iterator[Office]:
    """2,000 of 12,000 pieces were asked to fly; the forwarder's word on both letters is awaited."""
    kept = workspace.policy_file.read_text(encoding="utf-8")
    kept = kept.replace("    confirmed: []\n", "    confirmed: [RequestBooking]\n", 1)
    workspace.policy_file.write_text(kept, encoding="utf-8")
    office = open_office(workspace)
    let_go(office)
    file_sample(office, "W1-d")
    office.desk.decide(CASE, "edit", person="E007", slots={"option": "split air"}, reason="boards")
    for one in views.case(office, CASE)["waiting"]["people"]:
        office.desk.decide(CASE, "approve", person=one["id"], reason="as said")
    yield office
    office.close()


def answer(office: Office, folder: Path, pallets: int) -> list[dict[str, object]]:
    """What the case heard of an answer that names so many pallets."""
    file_letter(
        office, folder, sender="bookings@bluequay.example", subject="RE: Booking BQ240731",
        sent="Fri, 13 Mar 2026 10:00:00 +0800",
        text=f"Dear all,\n\nConfirmed: AWB 020-12345675, flight LH8401 on 14 April, {pallets} "
        "pallets; balance stays on the vessel ETA 6 May.\n",
    )  # fmt: skip
    with office.ledger.reading() as connection:
        return [
            one.body
            for one in chain.of_stream(connection, f"case:{CASE}", kinds=("acknowledged",))
            if "said" in one.body
        ]


def test_a_confirmed_flight_closes_what_was_asked_to_fly_and_frees_whom_it_serves(
    flying: Office, tmp_path: Path
) -> None:
    (heard,) = answer(flying, tmp_path, pallets=4)
    assert heard["confirmed"]
    assert heard["said"] == "AWB 020-12345675, flight LH8401, on 2026-04-14, 4 PLT"
    assert views.case(flying, CASE)["owed"] == []
    told = findings(flying, "W3-SH20")
    assert any(one.startswith(f"2,000 of 4500018822/10 fly, as approved in {CASE}") for one in told)
    acts = [one["said"] for one in views.case(flying, "W3-SH20")["actions"]]
    assert any("ETA 2026-05-06" in one for one in acts), "what is told of the ship is the ship's"
    assert not any("70045498" in one for one in acts), "the flight serves the first customer"
    assert not any("2026-04-14" in one for one in acts), "the flight's day is none of the ship's"
    assert not any("Fairmont" in str(one["To"]) for one in mails_out(flying))


def test_a_flight_that_takes_less_than_we_asked_is_no_yes_and_it_is_said_why(
    flying: Office, tmp_path: Path
) -> None:
    (heard,) = answer(flying, tmp_path, pallets=3)
    assert not heard["confirmed"]
    assert heard["why"] == "3 PLT are fewer than the 4 PLT that 2000 PCS are"
    assert len(views.case(flying, CASE)["owed"]) == 1


def test_an_airlines_number_alone_is_a_flight_and_an_untouched_sea_booking_is_not_confirmed(
    flying: Office, tmp_path: Path
) -> None:
    file_letter(
        flying, tmp_path, sender="bookings@bluequay.example", subject="RE: Booking BQ240731",
        sent="Fri, 13 Mar 2026 10:00:00 +0800",
        text="Dear all,\n\n2,000 pcs are booked on CX 084 on 11 April, "
        "sea booking left untouched.\n",
    )  # fmt: skip
    (owed,) = views.case(flying, CASE)["owed"]
    assert "after the cut-off" in owed["said"], "the flight is confirmed, the later ship is not"
    ship = views.case(flying, "W3-SH20")
    told = {one["field"]: one["value"] for news in ship["news"] for one in news["statements"]}
    assert set(told) == {"flight", "flown_qty", "flight_etd"}
    assert told["flight"]["text"] == "CX 084"
    assert not any("confirmed" in one["said"] for one in ship["actions"])


def test_a_new_plan_tells_what_of_the_line_flies_already(flying: Office, tmp_path: Path) -> None:
    file_letter(
        flying, tmp_path, sender="shipping@kailun.example", subject="4500018822 item 10",
        sent="Sat, 14 Mar 2026 10:00:00 +0800",
        text="PO 4500018822 item 10: the new ready date is 20 April 2026, sorry.\n",
    )  # fmt: skip
    said = f"2,000 fly already by 2026-04-16, as approved in {CASE}"
    assert any(said in one for one in findings(flying, CASE))
    ways = {one["name"]: one for group in views.case(flying, CASE)["options"]
            for one in group["options"]}  # fmt: skip
    assert said in ways["full air"]["effects"]["logistics"]
    assert "they are counted in here" in ways["split air"]["effects"]["logistics"]
