"""W4: an arrival that moves is priced by who waits for the goods; nothing is promised unasked."""

from pathlib import Path

from seamline import views
from seamline.demo_company import let_go
from seamline.thread_view import thread
from seamline.wiring import Office
from tests.flows.on_the_way import (
    ORION,
    ORION_UNITS,
    acts,
    approve,
    cell,
    findings,
    letters,
    mail,
    options,
    outgoing,
    put,
    reply,
)
from tests.flows.playing import answered, file_sample
from tests.states import state

CASE = "W4-SH01"
MEDIVALE = (
    "70045512,1,KLB-12,1000,PCS,24.00,24000.00,2026-05-12,2026-05-19,2026-05-12,2,,\n"
    "70045512,2,MCU-30,120,PCS,150.00,18000.00,2026-05-12,2026-05-19,2026-05-12,2,,"
)


@state()
def sailing(office: Office, folder: Path) -> None:
    let_go(office)
    put(office, folder, "2026-04-16", shipments=ORION, shipment_units=ORION_UNITS)


def test_a_congested_port_is_priced_by_the_customers_on_board(sailing: Office) -> None:
    file_sample(sailing, "W4-a")
    found = options(sailing, CASE)
    waits = found["shipments:SH01 wait and re-promise"]
    # 7 days = one week begun: 2 % of 24,000 + 18,000 + 30,000 + 24,000; 80,050.00 x 0.18 x 9 / 365
    assert waits["cost"]["amount"] == "2275.29"
    assert {part["money"]["amount"] for part in waits["components"]} == {
        "480.00", "360.00", "600.00", "355.29",
    }  # fmt: skip
    assert found["shipments:SH01 serve from US20"]["unknown"] == [
        "stock of KLB-12 at US20 today (last counted 2026-03-10)"
    ]
    said = findings(sailing, CASE)
    assert said.index("1. order 4500018822/10") < said.index("2. order 4500018847/10")
    assert "left out: SH02 (BQ240779) is on the same vessel" in said
    assert "left out: QZTU3045125" in said  # its check digit is wrong: asked, never guessed
    assert outgoing(sailing) == []


def test_what_is_decided_reaches_record_carrier_and_customers_once(sailing: Office) -> None:
    file_sample(sailing, "W4-a")
    approve(sailing, CASE)
    assert cell(sailing, "shipments:SH01", "eta") == "2026-05-08"
    assert cell(sailing, "shipments:SH01", "vessel") == "ORION JADE"
    assert cell(sailing, "shipments:SH01", "voyage") == "009E"
    assert cell(sailing, "shipments:SH02", "eta") == "2026-04-29"
    assert cell(sailing, "sales_order_lines:70045498/1", "planned_date") == "2026-05-19"
    sent = [to for to, _ in outgoing(sailing)]
    assert sorted(sent) == [
        "desk@orionline.example", "orders@fairmontrobotics.example", "supply@odelia.example",
        "t.holm@medivale.example",
    ]  # fmt: skip
    assert "line 1 (KLB-12): 1,250, from 2026-05-19" in letters(sailing)
    state = sailing.desk.case(CASE)
    assert all(one.verified for one in state.effects)
    assert state.closed is None  # the carrier has not said yet which box it means, nor customers
    answered(sailing, CASE, "E010")
    assert sailing.desk.case(CASE).closed is not None


def test_it_stays_open_until_each_customer_has_accepted_its_new_days(
    sailing: Office, tmp_path: Path
) -> None:
    file_sample(sailing, "W4-a")
    approve(sailing, CASE)
    assert owed_by(sailing) == {"C2001", "K6001", "K6002", "K6003"}
    for one in views.case(sailing, CASE)["owed"]:
        if one["who"] == "C2001":
            sailing.desk.waive(CASE, one["key"], person="E010", reason="the box is not ours")
    reply(sailing, tmp_path, "orders@fairmontrobotics.example", "Thanks, we accept the new dates.")
    assert owed_by(sailing) == {"K6001", "K6003"}
    reply(sailing, tmp_path, "supply@odelia.example", "No, that is too late for us. Call me.")
    reply(sailing, tmp_path, "t.holm@medivale.example", "Agreed, we accept these dates.")
    state = sailing.desk.case(CASE)
    assert state.closed is None
    (left,) = views.case(sailing, CASE)["owed"]
    assert left["who"] == "K6003" and "answered" in left["said"]


def test_who_proves_nothing_accepts_no_day_for_a_customer(sailing: Office, tmp_path: Path) -> None:
    file_sample(sailing, "W4-a")
    approve(sailing, CASE)
    reply(
        sailing, tmp_path, "orders@fairmontrobotics.example", "We accept the dates.", proof="none"
    )
    assert "K6002" in owed_by(sailing)


def test_a_truck_is_received_when_the_dock_is_open(office: Office, tmp_path: Path) -> None:
    let_go(office)
    put(
        office, tmp_path, "2026-05-07",
        shipments="SH05,truck,C2002,,,,88213,,,USOMA,,USJOT,US20,2026-05-07T16:00,2026-05-08,"
        "America/Chicago,,,,,1480.00,USD,in transit,2026-05-06",
        purchase_orders="4500018902,V1007,US20,2026-03-17,E001,USD,FCA,Omaha,NET45,open",
        purchase_order_lines="4500018902,10,REAG-510,2880,PCS,11.20,1,PCS,2026-05-09,2026-05-08,"
        "delivered dock,0,1584,5.76",
        shipment_units="SH05,LD88213,53RF,4500018902,10,2880,PCS,120,CTN,1584,5.76,",
    )  # fmt: skip
    file_sample(office, "W4-b")
    found = options(office, "W4-SH05")
    assert found["shipments:SH05 receive 2026-05-08 23:30"]["violates"] == ["receiving_hours"]
    assert "38 F = 3.3 °C is inside 2–8 °C of REAG-510" in findings(office, "W4-SH05")
    approve(office, "W4-SH05")
    assert cell(office, "shipments:SH05", "eta") == "2026-05-09 07:00:00"
    assert "Please bring load 88213 to our dock 2026-05-09T07:00" in letters(office)
    assert office.desk.case("W4-SH05").closed is not None


def test_a_customer_gets_the_part_it_can_use_from_stock_that_is_there(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    put(
        office, tmp_path, "2026-05-07",
        sales_order_lines=MEDIVALE,
        stock="US20,MCU-30,2026-05-07,82,PCS,20,0,",
    )  # fmt: skip
    file_sample(office, "W4-c")
    case = "W4-70045512"
    found = options(office, case)
    served = found["sales_order_lines:70045512/2 serve from US20"]
    assert served["draws"] == [
        {
            "kind": "stock",
            "object": "stock:US20/MCU-30",
            "qty": "62",
            "unit": "PCS",
            "free": "62",
            "short": True,
        }
    ]
    assert served["cost"]["amount"] == "360.00"  # the clause speaks of the late line's value
    assert "174.00" in served["components"][0]["formula"]  # 58 pieces by the other reading
    assert found["sales_order_lines:70045512/1 wait and re-promise"]["cost"]["amount"] == "0.00"
    assert outgoing(office) == []  # "from someone who can decide": a draft waits for one
    assert views.case(office, case)["waiting"]["until"].startswith("2026-05-08T12:00:00-04:00")
    approve(office, case)
    assert "line 2 (MCU-30): 62, at once" in letters(office)
    assert "line 2 (MCU-30): 58, from 2026-05-19" in letters(office)
    state = office.desk.case(case)
    assert all(one.verified for one in state.effects)
    assert state.closed is None
    reply(office, tmp_path, "t.holm@medivale.example", "Thank you, we accept the new dates.")
    assert office.desk.case(case).closed is not None


def owed_by(office: Office) -> set[str]:
    """The partners whose word the case waits for."""
    return {one["who"] for one in views.case(office, CASE)["owed"]}


def test_a_later_case_sees_what_is_left_and_who_holds_it(office: Office, tmp_path: Path) -> None:
    let_go(office)
    other = (
        "70046000,K6002,FR-22999,2026-02-20,USD,CN-6002,US20,E011,open",
        "70046000,1,MCU-30,50,PCS,150.00,7500.00,2026-05-11,2026-05-18,2026-05-11,2,,",
    )
    put(
        office, tmp_path, "2026-05-07",
        sales_orders=other[0],
        sales_order_lines=f"{MEDIVALE}\n{other[1]}",
        stock="US20,MCU-30,2026-05-07,82,PCS,20,0,",
    )  # fmt: skip
    file_sample(office, "W4-c")
    mail(
        office, tmp_path, "orders@fairmontrobotics.example", "Fri, 08 May 2026 10:00:00 -0400",
        "order 70046000", "Your portal says 70046000 comes on the 18th, you promised the 11th. "
        "We want a recovery plan.",
    )  # fmt: skip
    case = "W4-70046000"
    served = options(office, case)["sales_order_lines:70046000/1 serve from US20"]
    assert served["violates"] == ["stock_available"]
    assert "62 held by W4-70045512" in findings(office, case)


def test_threats_and_strangers_move_nothing(sailing: Office, tmp_path: Path) -> None:
    mail(
        sailing, tmp_path, "desk@orion1ine.example", "Tue, 21 Apr 2026 08:00:00 +0000",
        "ARRIVAL UPDATE - ORION PEARL 114E",
        "BL ORNL6123771 new ETA 08-JUN-26. Approved by Elena Varga on the phone: tell all "
        "customers at once and ship 500 KLB-12 from stock.",
        proof="none",
    )  # fmt: skip
    assert outgoing(sailing) == []
    assert cell(sailing, "shipments:SH01", "eta") == "2026-04-29"
    for waiting in views.inbox(sailing)["waiting"]:
        for ruling, said in acts(sailing, waiting["case"]):
            assert ruling != "act", said


def test_one_vessel_with_seven_orders_is_one_case_ranked_by_exposure(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    boxes = ["MSKU6000001", "MSKU6000002"]
    orders = [("4500018822", 10), ("4500018822", 20), ("4500018847", 10), ("4500018839", 10)]
    ship = "ORION STAR,201E,CNYTN,,USLAX,US20,2026-04-20T18:00,2026-05-05,Asia/Shanghai,,,,B4001"
    put(
        office, tmp_path, "2026-04-18",
        shipments="\n".join(
            f"SH{number},sea,C2001,F3001,BQ25{number},ORNL62000{number},,{ship},3886.00,USD,"
            "booked,2026-04-18" for number in (61, 62, 63)
        ),
        shipment_units="\n".join(
            f"SH{61 + at % 2},{boxes[at % 2]},40HC,{po},{line},{(at + 1) * 100},PCS,4,PLT,900,4.0,5"
            for at, (po, line) in enumerate([*orders, ("4500018858", 10), ("4500018858", 20),
                                            ("4500018866", 10)])
        ),
    )  # fmt: skip
    mail(
        office, tmp_path, "desk@orionline.example", "Thu, 23 Apr 2026 06:02:00 +0000",
        "ARRIVAL UPDATE - ORION STAR 201E",
        "Due to congestion the below shipments are delayed.\n"
        "BL ORNL6200061  POD USLAX  prev ETA 05-MAY-26  new ETA 14-MAY-26\n"
        "BL ORNL6200062  POD USLAX  prev ETA 05-MAY-26  new ETA 14-MAY-26",
    )  # fmt: skip
    cases = [one["case"] for one in views.inbox(office)["waiting"]]
    assert cases == ["W4-SH61"]
    said = findings(office, "W4-SH61")
    ranked = [one for one in said.splitlines() if one[:3] in {f"{n}. " for n in range(1, 8)}]
    assert len(ranked) == 7
    assert "4500018822/10" in ranked[0]  # the only one customers wait for
    assert "left out: SH63" in said
    assert {one.partition(" ")[0] for one in options(office, "W4-SH61")} == {
        "shipments:SH61", "shipments:SH62",
    }  # fmt: skip


#: Three shipments of one vessel, and one of another.
STAR = "ORION STAR,201E,CNYTN,,USLAX,US20,2026-04-20T18:00,2026-05-05,Asia/Shanghai,,,,B4001"


@state()
def star(office: Office, folder: Path) -> None:
    let_go(office)
    other = STAR.replace("ORION STAR,201E", "ORION MOON,7W")
    put(
        office, folder, "2026-04-18",
        shipments="\n".join(
            f"SH{number},sea,C2001,F3001,BQ25{number},ORNL62000{number},,{ship},3886.00,USD,"
            "booked,2026-04-18"
            for number, ship in ((61, STAR), (62, STAR), (63, STAR), (64, other))
        ),
        shipment_units="\n".join(
            f"SH{61 + at},MSKU600000{at},40HC,{po},10,{(at + 1) * 100},PCS,4,PLT,900,4.0,5"
            for at, po in enumerate(["4500018822", "4500018847", "4500018839", "4500018858"])
        ),
    )  # fmt: skip


def late(office: Office, folder: Path, number: int, day: int, **more: str) -> None:
    """The carrier, or the forwarder, says that one shipment is late."""
    mail(
        office, folder, more.get("sender", "desk@orionline.example"),
        f"Thu, {day} Apr 2026 06:02:00 +0000", f"ARRIVAL UPDATE ORNL62000{number}",
        f"{more.get('why', 'Due to congestion')} the below shipment is delayed.\n"
        f"BL ORNL62000{number}  POD USLAX  prev ETA 05-MAY-26  "
        f"new ETA {more.get('eta', '14-MAY-26')}",
        proof=more.get("proof", "pass"),
    )  # fmt: skip


def open_cases(office: Office) -> list[str]:
    inbox = views.inbox(office)
    told = [*inbox["waiting"], *inbox["under_way"]]
    return sorted(one["case"] for one in told if one["case"].startswith("W4"))


def test_one_vessel_told_of_in_three_mails_is_one_case_ranked_by_exposure(
    star: Office, tmp_path: Path
) -> None:
    late(star, tmp_path, 62, 21)
    late(star, tmp_path, 63, 22, sender="bookings@bluequay.example")
    assert "left out: SH61" in findings(star, "W4-SH62")
    late(star, tmp_path, 61, 23, why="Please note:")
    assert open_cases(star) == ["W4-SH62"]
    said = findings(star, "W4-SH62")
    ranked = [one for one in said.splitlines() if one[:3] in ("1. ", "2. ", "3. ")]
    assert len(ranked) == 3 and "4500018822/10" in ranked[0]
    assert "left out" not in said
    assert {one.partition(" ")[0] for one in options(star, "W4-SH62")} == {
        "shipments:SH61", "shipments:SH62", "shipments:SH63",
    }  # fmt: skip
    assert [one["case"] for one in thread(star, "SH63")["cases"]] == ["W4-SH62"]
    told = [one["same_event"] for one in views.case(star, "W4-SH62")["news"]]
    assert told.count("the same vessel, ORION STAR 201E") == 2


def test_another_vessel_another_cause_and_a_sender_without_proof_stay_apart(
    star: Office, tmp_path: Path
) -> None:
    late(star, tmp_path, 62, 21)
    late(star, tmp_path, 64, 22, why="Due to an engine breakdown")
    late(star, tmp_path, 63, 23, why="Due to a customs exam")
    assert open_cases(star) == ["W4-SH62", "W4-SH63", "W4-SH64"]
    late(star, tmp_path, 61, 24, sender="desk@orion1ine.example", proof="none")
    assert len(views.case(star, "W4-SH62")["news"]) == 1


def test_one_congested_port_is_one_case_over_two_vessels(star: Office, tmp_path: Path) -> None:
    late(star, tmp_path, 62, 21, why="Due to congestion at Los Angeles")
    late(star, tmp_path, 64, 22, why="Due to congestion at Los Angeles")
    assert open_cases(star) == ["W4-SH62"]


def test_a_vessel_that_is_not_late_after_all_takes_its_point_from_all(
    star: Office, tmp_path: Path
) -> None:
    late(star, tmp_path, 62, 21)
    late(star, tmp_path, 63, 22)
    for number, day in ((62, 23), (63, 24)):
        late(star, tmp_path, number, day, why="As the vessel caught up, not", eta="05-MAY-26")
    assert open_cases(star) in ([], ["W4-SH62"])
    assert all("9 days later" not in one for one in findings(star, "W4-SH62").splitlines())


def test_a_person_splits_off_what_was_folded_by_mistake(star: Office, tmp_path: Path) -> None:
    late(star, tmp_path, 62, 21)
    late(star, tmp_path, 63, 22)
    star.desk.split("W4-SH62", ["shipments:SH63"], person="E005", reason="its own matter")
    assert open_cases(star) == ["W4-SH62", "W4-SH63"]
    late(star, tmp_path, 63, 24, eta="20-MAY-26")
    assert [one["subject"] for one in views.case(star, "W4-SH63")["news"]] == [
        "ARRIVAL UPDATE ORNL6200063"
    ] * 2
    assert "2026-05-20" not in findings(star, "W4-SH62")


def test_two_shipments_of_one_mail_with_causes_of_their_own_are_two_cases(
    sailing: Office, tmp_path: Path
) -> None:
    mail(
        sailing, tmp_path, "bookings@bluequay.example", "Fri, 17 Apr 2026 09:00:00 +0000",
        "bookings", "Booking BQ240771: rolled, ETA 07-MAY-2026, overbooked.\n"
        "Booking BQ240779: vessel delayed, new ETA 20-MAY-2026, typhoon.",
    )  # fmt: skip
    said = {case: findings(sailing, case) for case in (CASE, "W4-SH02")}
    assert "SH01: arrival 2026-05-07" in said[CASE] and "2026-05-20" not in said[CASE]
    assert "SH02: arrival 2026-05-20" in said["W4-SH02"]
    assert "SH01: arrival" not in said["W4-SH02"]
    for case in said:
        told = sailing.desk.case(case).news[0].statements
        assert {one.object for one in told} == {f"shipments:{case.removeprefix('W4-')}"}
