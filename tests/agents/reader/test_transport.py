"""Cargo, bookings and arrivals in other words, languages and layouts than the sample mails'."""

from __future__ import annotations

import pytest

from agents.reader import read
from domain.reading import Reading
from domain.record import Row
from evals.exchange import fact
from tests.agents.reader.company import Company, company, mail

PARTNERS = {
    "F9": ("forwarder", "DMY", ".", "Asia/Shanghai", "seaway.example", "CN"),
    "C9": ("carrier", "MDY", ".", "America/Chicago", "roadrunner.example", "US"),
    "C8": ("carrier", "DMY", ",", "Europe/Berlin", "spedition-nord.example", "DE"),
}
SHIPMENTS = {
    "SH31": ("sea", "SW778812", "MEDU5512345", "", "Asia/Shanghai", "US20"),
    "SH32": ("sea", "SW778899", "MEDU5512399", "", "Asia/Shanghai", "US20"),
    "SH33": ("truck", "", "", "LD-55120", "America/Chicago", "US20"),
    "SH34": ("truck", "", "", "TR-9912", "Europe/Berlin", "FR10"),
}
UNITS = {"MSCU1234566": "SH31", "CSQU3054383": "SH32"}


def yard() -> Company:
    """The small company with a forwarder, two carriers and shipments of both ways."""
    rows = [row for table in company().tables.values() for row in table.values()]
    for key, (kind, order, mark, zone, domain, country) in PARTNERS.items():
        values = {"kind": kind, "date_order": order, "decimal_mark": mark, "time_zone": zone}
        values |= {"mail_domains": domain, "country": country}
        values["language"] = "de" if country == "DE" else "en"
        rows.append(Row(table="partners", key=key, version=1, values=values))
    for key, (mode, booking, bill, load, zone, site) in SHIPMENTS.items():
        values = {"mode": mode, "booking_no": booking, "master_ref": bill, "truck_load": load}
        values |= {"place_tz_cutoffs": zone, "final_site": site, "status": "booked"}
        rows.append(Row(table="shipments", key=key, version=1, values=values))
    for unit, shipment in UNITS.items():
        values = {"unit_no": unit, "shipment_id": shipment}
        rows.append(Row(table="shipment_units", key=unit, version=1, values=values))
    sites = {"US20": "America/Chicago", "FR10": "Europe/Paris"}
    for site, zone in sites.items():
        values = {"time_zone": zone, "partner_id": "W9"}
        rows.append(Row(table="sites", key=site, version=1, values=values))
    return Company(rows)


def reading(sender: str, body: str, subject: str = "") -> Reading:
    return read(mail(sender, body, subject), yard())


def told(found: Reading, *fields: str) -> set[str]:
    """`object field value` of the facts with these fields, with the zone where there is a time."""
    said = set()
    for one in map(fact, found.statements):
        if one["field"] in fields:
            value = one["value"]
            value = " ".join(value.values()) if isinstance(value, dict) else str(value)
            zone = f" {one['tz']}" if "T" in value and "tz" in one else ""
            said.add(f"{one['object'].partition(':')[2]} {one['field']} {value}{zone}")
    return said


SIZES = ("ready_date", "promised_qty", "packages", "gross_weight", "net_weight", "volume")
CARGO = {
    "german list": (
        "auftragsabwicklung@nordmetall.example",
        "Guten Tag,\ndie Ware zu Bestellung 4500018830 ist versandbereit ab 16.03.2026:\n"
        "Pos. 10: 12.000 Stk, 6 Paletten, brutto 3.480,5 kg, netto 3.300 kg, 5,4 cbm\n"
        "Pos. 20: 4.000 Stk, 2 Paletten, brutto 890 kg, 1,1 cbm\nBitte abholen.",
        {
            "4500018830/10 promised_qty 12000 PCS",
            "4500018830/20 promised_qty 4000 PCS",
            "4500018830/10 packages 6 PLT",
            "4500018830/20 packages 2 PLT",
            "4500018830/10 gross_weight 3480.5 KG",
            "4500018830/10 net_weight 3300 KG",
            "4500018830/20 gross_weight 890 KG",
            "4500018830/10 volume 5.4 M3",
            "4500018830/20 volume 1.1 M3",
            "4500018830/10 ready_date 2026-03-16",
            "4500018830/20 ready_date 2026-03-16",
        },
    ),
    "turkish totals": (
        "sevkiyat@anadoludokum.example",
        "Sipariş 4500018858 poz 10 için mal hazır, 18.03.2026. 400 adet, 4 palet, brüt 2.100,75 kg",
        {
            "4500018858/10 ready_date 2026-03-18",
            "4500018858/10 promised_qty 400 PCS",
            "4500018858/10 packages 4 PLT",
            "4500018858/10 gross_weight 2100.75 KG",
        },
    ),
    "one line, day of one digit": (
        "export@kestrelpoly.example",
        "PO 4500018815 line 10 goods ready on 13/3, 6000 kg in 12 drums, G.W. 6,340 kgs",
        {
            "4500018815/10 ready_date 2026-03-13",
            "4500018815/10 promised_qty 6000 KG",
            "4500018815/10 packages 12 DRUM",
        },
    ),
}


@pytest.mark.parametrize("name", CARGO)
def test_cargo_that_is_ready_is_measured_line_by_line(name: str) -> None:
    sender, body, wanted = CARGO[name]
    found = reading(sender, body)
    assert wanted <= told(found, *SIZES)
    assert "cargo_ready" in found.intents


def test_a_day_of_two_readings_is_asked_where_both_are_near() -> None:
    found = reading("export@kestrelpoly.example", "PO 4500018815 line 10 cargo ready 4/3 or so")
    assert told(found, "ready_date") == {"4500018815/10 ready_date 2026-03-04"}
    late = read(
        mail("dock@kailun.example", "PO 4500018822 item 10 cargo is ready, date 3/4.").model_copy(
            update={"sent_at": mail("a@b.example", "").sent_at.replace(month=3, day=30)}
        ),
        yard(),
    )
    assert told(late, "ready_date") == {"4500018822/10 ready_date 2026-04-03"}


def test_goods_that_may_be_dangerous_and_pieces_too_many_are_asked_about() -> None:
    found = reading(
        "dock@kailun.example",
        "PO 4500018847 item 10 cargo ready 16 March, 1800 pcs, 9 cartons (lithium battery packed)",
    )
    asked = {(one.about, one.object.partition(":")[2]) for one in found.questions}
    assert {("dangerous_goods", "4500018847/10"), ("promised_qty", "4500018847/10")} <= asked
    assert told(found, "un_no") == set()


BOOKING = (
    "Dear partner,\nBooking SW778812 is confirmed: 2 x 40HQ\nVessel COSMIC TIGER 0871W\n"
    "ETD Yantian 21/03/2026 0600 LT, ETA USLGB 08/04/2026\n"
    "SI closing 18/03 17:00 / VGM cut-off 19/03 1200 / CY closing 19/03 23:59\n"
)


def test_a_booking_is_read_with_its_cut_offs_in_the_time_of_the_place() -> None:
    found = reading("desk@seaway.example", BOOKING, "Booking confirmation SW778812")
    fields = ("etd", "eta", "deadline:si_cutoff", "deadline:vgm_cutoff", "deadline:cy_cutoff")
    zone = "Asia/Shanghai"
    assert told(found, *fields) == {
        f"SH31 etd 2026-03-21T06:00 {zone}",
        "SH31 eta 2026-04-08",
        f"SH31 deadline:si_cutoff 2026-03-18T17:00 {zone}",
        f"SH31 deadline:vgm_cutoff 2026-03-19T12:00 {zone}",
        f"SH31 deadline:cy_cutoff 2026-03-19T23:59 {zone}",
    }
    assert told(found, "voyage", "equipment", "booking_state") == {
        "SH31 voyage COSMIC TIGER 0871W",
        "SH31 equipment 2 x 40HQ",
        "SH31 booking_state confirmed",
    }
    assert found.intents == ("booking_confirmation",)
    assert found.workflows == ("W3",)


def test_a_rolled_booking_is_both_confirmed_and_rolled() -> None:
    words = BOOKING + "Sorry, your cargo was rolled, vessel full on the 14th."
    found = reading("desk@seaway.example", words)
    states = {"SH31 booking_state confirmed", "SH31 booking_state rolled"}
    assert told(found, "booking_state") == states
    assert "booking_rolled" in found.intents


SAILINGS = {
    "old before new": "ORION OPAL 030E ETD 10/04 ETA 25/04 is omitted, rolled to ORION STAR 201E "
    "ETD 17/04 ETA 04/05",
    "new instead of old": "rolled to ORION STAR 201E ETD 17/04 ETA 04/05 instead of ORION OPAL "
    "030E ETD 10/04 ETA 25/04",
}


@pytest.mark.parametrize("name", SAILINGS)
@pytest.mark.parametrize("etd", ["2026-04-10", "2026-04-09"])
def test_of_two_sailings_the_days_of_the_old_one_are_no_news(name: str, etd: str) -> None:
    here = yard()
    values = {**here.tables["shipments"]["SH31"].values, "etd": etd, "eta": "2026-04-25"}
    values |= {"vessel": "ORION OPAL", "voyage": "030E"}
    here.tables["shipments"]["SH31"] = Row(table="shipments", key="SH31", version=1, values=values)
    found = read(mail("desk@seaway.example", f"SW778812: {SAILINGS[name]}.", "SW778812"), here)
    assert told(found, "voyage", "etd", "eta") == {
        "SH31 voyage ORION STAR 201E", "SH31 etd 2026-04-17", "SH31 eta 2026-05-04",
    }  # fmt: skip


FLIGHTS = {
    "confirmed beside the ship": (
        "Confirmed: AWB 020-12345675, flight LH8401 on 28/03, 3 pallets; balance stays on the "
        "vessel, new ETA 20/04.",
        {"flight LH8401", "air_waybill 020-12345675", "flown_qty 3 PLT", "flight_etd 2026-03-28"},
        "flight_confirmed",
    ),
    "in german, booked without a waybill yet": (
        "Wir haben gebucht: Flug LH 8401 am 28.03., 4 Paletten. Die Restmenge bleibt auf dem "
        "Schiff, neue ETA 20.04.",
        {"flight LH 8401", "flown_qty 4 PLT", "flight_etd 2026-03-28"},
        "flight_confirmed",
    ),
    "full": (
        "No space on flight LH8401 on 28/03. The rest stays on the vessel, new ETA 20/04.",
        {"flight LH8401", "flight_etd 2026-03-28"},
        "flight_refused",
    ),
}


@pytest.mark.parametrize("name", FLIGHTS)
def test_a_flight_for_a_part_of_what_sails_is_told_apart_from_the_ship(name: str) -> None:
    body, wanted, intent = FLIGHTS[name]
    found = reading("desk@seaway.example", f"Hello,\n\n{body}\n", "SW778812")
    fields = ("flight", "air_waybill", "flown_qty", "flight_etd")
    assert told(found, *fields) == {f"SH31 {one}" for one in wanted}
    assert told(found, "eta", "etd", "booking_state") == {"SH31 eta 2026-04-20"}
    assert intent in found.intents and "booking_confirmation" not in found.intents


def test_an_arrival_moves_only_for_boxes_whose_number_can_be_right() -> None:
    found = reading(
        "notice@seaway.example",
        "Due to typhoon the vessel is late.\nMSCU1234566  old ETA 02-APR-26  new ETA 09-APR-26\n"
        "CSQU3054384  old ETA 02-APR-26  new ETA 09-APR-26\n",
    )
    assert told(found, "eta", "cause", "cause_party") == {
        "SH31 eta 2026-04-09",
        "SH31 cause weather",
        "SH31 cause_party force majeure",
    }
    assert {one.about for one in found.questions} == {"reference"}
    assert found.intents == ("eta_change",)


@pytest.mark.parametrize(
    "words",
    [
        "MEDU5512345: lost time on account of strong winds at Las Palmas anchorage, ETA 9 April.",
        "MEDU5512345: vessel at anchor due to heavy swell, new ETA 9 April 2026.",
        "MEDU5512345: das Schiff liegt wegen Sturm auf Reede, neue ETA 09.04.2026.",
        "MEDU5512345: el buque espera por mal tiempo en el fondeadero, ETA 9 de abril de 2026.",
    ],
)
def test_where_a_vessel_lies_is_no_cause_beside_the_weather_that_is_told(words: str) -> None:
    found = read(mail("ops@seaway.example", words, "MEDU5512345 - arrival"), yard())
    assert "SH31 cause weather" in told(found, "cause", "cause_party")


def test_a_vessel_that_only_lies_at_anchor_waits_in_a_queue() -> None:
    words = "MEDU5512345: vessel waiting at anchorage, new ETA 9 April 2026."
    found = read(mail("ops@seaway.example", words, "MEDU5512345 - arrival"), yard())
    assert "SH31 cause congestion" in told(found, "cause")


ROAD = {
    "american": (
        "night@roadrunner.example",
        "Load LD-55120 flat tire on I-55 mile 118. New ETA 3/13 at 9:30 pm, otherwise 3/14 7:00 am."
        " Reefer holding at 36.",
        {
            "SH33 eta 2026-03-13T21:30 America/Chicago",
            "SH33 alternative_eta 2026-03-14T07:00 America/Chicago",
            "SH33 cause breakdown",
            "SH33 cause_party carrier",
            "SH33 event_place I-55 mile 118",
            "SH33 temperature 36 F",
        },
    ),
    "german": (
        "dispo@spedition-nord.example",
        "Ladung TR-9912: Reifenpanne auf A1 km 212, neue Ankunft morgen 14:30, sonst 14.03. 7:00."
        " Kühlung 5 °C.",
        {
            "SH34 cause breakdown",
            "SH34 cause_party carrier",
            "SH34 event_place A1 km 212",
            "SH34 alternative_eta 2026-03-14T07:00 Europe/Paris",
            "SH34 temperature 5 C",
        },
    ),
}


@pytest.mark.parametrize("name", ROAD)
def test_a_truck_that_stands_is_read_in_the_time_of_where_it_goes(name: str) -> None:
    sender, body, wanted = ROAD[name]
    fields = ("eta", "alternative_eta", "cause", "cause_party", "event_place", "temperature")
    assert wanted <= told(reading(sender, body), *fields)


SILENT = {
    "an invoice": ("billing@seaway.example", "Invoice 5512 for SW778812, ETA charges 120.00 USD"),
    "a stranger": ("x@nowhere.example", BOOKING),
    "history": ("desk@seaway.example", "noted, thanks"),
    "a delay": ("dock@kailun.example", "PO 4500018822 item 10 will be ready 20 April, not 6 April"),
}


@pytest.mark.parametrize("name", SILENT)
def test_what_is_no_news_of_transport_gives_none(name: str) -> None:
    fields = ("eta", "etd", "voyage", "booking_state", "equipment", "temperature", "packages")
    assert told(reading(*SILENT[name]), *fields) == set()
