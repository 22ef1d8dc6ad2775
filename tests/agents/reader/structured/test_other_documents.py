"""Despatch advices, statuses, tenders, invoices, remittances and acknowledgements as statements."""

import pytest

from domain.reading import MoneyStated, Reading
from tests.agents.reader.structured.letters import reading_of, told, traded, values
from tests.tools.edi.samples import edifact, x12

CARRIER = "desk@heritage.example"
SUPPLIER = "a@nordmetall.example"


def read_from(file: str, sender: str = "lily.chen@kailun.example") -> Reading:
    return reading_of("see attached", file, sender=sender, record=traded())


def test_a_despatch_advice_says_what_was_sent_on_which_line() -> None:
    file = edifact(
        "DESADV", "BGM+351+80076540+9", "DTM+11:202603111530:203", "DTM+132:20260508:102",
        "RFF+ON:4500018822", "EQD+CN+QZKU3045126", "CPS+1", "PAC+10++PX", "MEA+PD+AAD+KGM:2130",
        "LIN+1++KLB-12:BP", "QTY+12:4000:PCE", "RFF+ON:4500018822:10", "UNS+S",
    )  # fmt: skip
    reading = read_from(file)
    assert told(reading) == {
        ("purchase_order_lines:4500018822/10", "shipped_qty", "4000", "", ""),
        ("purchase_orders:4500018822", "delivery_note", "80076540", "", ""),
        ("deliveries:80076540", "packages", "10", "", ""),
        ("deliveries:80076540", "gross_weight", "2130", "", ""),
        ("shipments:SH01", "actual_date:despatch", "2026-03-11", "despatch", ""),
        ("shipments:SH01", "eta", "2026-05-08", "eta", ""),
    }
    assert reading.intents == ("despatch_advice",)
    asn = x12(
        "856", "BSN*00*KL-118*20260311*1530", "HL*1**S", "TD1*PLT*10****G*2130*KG",
        "REF*PK*80076540", "REF*BN*BQ240771", "DTM*011*20260311", "DTM*371*20260508", "HL*2*1*O",
        "PRF*4500018822", "HL*3*2*I", "LIN*10*BP*KLB-12", "SN1**4000*EA",
    )  # fmt: skip
    assert told(read_from(asn)) == told(reading)


def test_a_despatch_that_is_still_to_come_is_a_departure_expected() -> None:
    file = edifact("DESADV", "BGM+351+8+9", "DTM+11:20260320:102", "RFF+ON:4500018822", "UNS+S")
    assert ("deliveries:8", "etd", "2026-03-20", "etd", "") in told(read_from(file))


def test_a_status_moves_the_arrival_and_says_why_and_where() -> None:
    file = x12(
        "214", "B10*0542550913*LD-77201*HRTG", "LX*1", "AT7*SD*AI***20260507*2210*CT",
        "MS1*DES MOINES*IA*US", "LX*2", "AT7*AG*NS***20260508*2330*CT",
    )  # fmt: skip
    reading = read_from(file, CARRIER)
    assert told(reading) == {
        ("shipments:SH05", "cause", "breakdown", "", ""),
        ("shipments:SH05", "cause_party", "carrier", "", ""),
        ("shipments:SH05", "event_place", "DES MOINES IA", "", ""),
        ("shipments:SH05", "eta", "2026-05-08", "eta", ""),
    }
    eta = next(one for one in reading.statements if one.field == "eta")
    assert (eta.arguments["time"], eta.arguments["tz"]) == ("23:30", "America/Chicago")
    assert "transport_delay" in reading.intents
    moved = read_from(file.replace("20260508*2330", "20260509*0130"), CARRIER)
    assert {"eta_change", "transport_delay"} <= set(moved.intents)
    assert moved.workflows == ("W4",)


def test_what_happened_to_a_shipment_is_dated_at_its_place() -> None:
    file = edifact(
        "IFTSTA", "BGM+23+S-1+9", "CNI+1+ORNL6123771", "STS+1+24", "DTM+334:202603101830:203",
        "STS+1+1", "DTM+132:20260502:102",
    )  # fmt: skip
    reading = read_from(file, CARRIER)
    assert told(reading) == {
        ("shipments:SH01", "actual_date:despatch", "2026-03-10", "despatch", ""),
        ("shipments:SH01", "eta", "2026-05-02", "eta", ""),
    }
    zones = {one.field: one.arguments["tz"] for one in reading.statements}
    assert zones == {"actual_date:despatch": "Asia/Shanghai", "eta": "America/Chicago"}
    delivered = x12("214", "B10*1*LD-77201*HRTG", "LX*1", "AT7*D1*NS***20260311*1648*LT")
    found = read_from(delivered, CARRIER)
    assert values(found)[("shipments:SH05", "actual_date:delivered")] == "2026-03-11"
    assert found.workflows == ("W6",)


def test_a_status_of_no_shipment_of_ours_states_nothing() -> None:
    file = x12("214", "B10*1*LD-99999*HRTG", "LX*1", "AT7*AG*NS***20260508*2330*CT")
    reading = read_from(file, CARRIER)
    assert told(reading) == set()
    assert any("no shipment of ours" in note for note in reading.notes)


def test_a_container_whose_check_digit_is_wrong_is_asked_about() -> None:
    file = edifact(
        "IFTSTA", "BGM+23+S-1+9", "EQD+CN+QZKU3045127", "STS+1+1", "DTM+132:20260502:102"
    )
    reading = read_from(file, CARRIER)
    assert told(reading) == set()
    assert [one.object for one in reading.questions] == ["unresolved:QZKU3045127"]


def test_a_carrier_takes_a_load_or_is_asked_about_it() -> None:
    taken = read_from(x12("990", "B1*HRTG*LD-77201*20260312*A"), CARRIER)
    assert told(taken) == {("shipments:SH05", "booking_state", "confirmed", "", "")}
    refused = read_from(x12("990", "B1*HRTG*LD-77201*20260312*D", "K1*No truck"), CARRIER)
    assert told(refused) == set()
    assert [one.about for one in refused.questions] == ["booking"]


def test_an_invoice_states_totals_charges_terms_and_references() -> None:
    file = edifact(
        "INVOIC", "BGM+380+2026-03417+9", "DTM+137:20260430:102", "RFF+ON:4500018830",
        "RFF+DQ:80077112", "CUX+2:EUR:4", "PAT+1++5:3:D:30", "DTM+13:20260530:102",
        "LIN+10++NM-5510:BP", "QTY+47:9500:PCE", "PRI+AAA:4,865", "UNS+S", "MOA+79:46217,50",
        "ALC+C++++FC:::Freight", "MOA+8:1180", "TAX+7+VAT", "MOA+124:0", "MOA+77:48368,07",
    )  # fmt: skip
    reading = read_from(file, SUPPLIER)
    about = "invoices:2026-03417"
    assert told(reading) == {
        (about, "invoice_amount", "48368.07", "", ""),
        (about, "charge_amount:goods", "46217.50", "", ""),
        (about, "charge_amount:freight", "1180", "", ""),
        (about, "charge_amount:tax", "0", "", ""),
        (about, "invoiced_qty", "9500", "", ""),
        (about, "unit_price", "4.865", "", ""),
        (about, "payment_terms", "NET30", "", ""),
        (about, "delivery_note", "80077112", "", ""),
        (about, "po_as_printed", "4500018830", "", ""),
        (about, "actual_date:invoice", "2026-04-30", "invoice", ""),
        (about, "deadline:due", "2026-05-30", "due", ""),
    }
    assert (reading.intents, reading.workflows) == (("invoice",), ("W6",))


def test_of_taxes_by_rate_and_their_sum_the_sum_is_stated() -> None:
    file = edifact("INVOIC", "BGM+380+1+9", "RFF+ON:4500018830", "LIN+10", "QTY+47:5:PCE",
                   "MOA+203:90", "TAX+7+VAT", "MOA+124:9", "UNS+S", "MOA+77:119", "MOA+86:119",
                   "TAX+7+VAT", "MOA+124:9", "TAX+7+VAT", "MOA+124:10", "MOA+176:19")  # fmt: skip
    reading = read_from(file, SUPPLIER)
    assert {one[2] for one in told(reading, "charge_amount:tax")} == {"19"}
    assert {one[2] for one in told(reading, "invoice_amount")} == {"119"}


def test_an_810_says_the_same_with_implied_decimals() -> None:
    file = x12(
        "810", "BIG*20260430*2026-03417**4500018830", "REF*PK*80077112", "ITD*01*3*2**14**30",
        "IT1*10*9500*EA*4.865**BP*NM-5510", "TDS*4836807", "SAC*C*D240***118000",
    )  # fmt: skip
    found = values(read_from(file, SUPPLIER))
    about = "invoices:2026-03417"
    assert found[(about, "invoice_amount")] == "48368.07"
    assert found[(about, "charge_amount:freight")] == "1180.00"
    assert found[(about, "payment_terms")] == "2/14 NET30"
    assert found[(about, "discount_pct")] == "2"
    money = [
        one.value.money.currency
        for one in read_from(file, SUPPLIER).statements
        if isinstance(one.value, MoneyStated)
    ]
    assert set(money) == {"EUR"}  # of the order, where the file names none


def test_an_invoice_of_several_lines_is_billed_on_the_order_lines() -> None:
    file = x12("810", "BIG*20260430*KL-1**4500018822", "CUR*SE*USD",
               "IT1*10*4000*EA*18.4**BP*KLB-12", "IT1*20*3000*EA*2.1**BP*CBL-20",
               "TDS*7990000")  # fmt: skip
    found = told(read_from(file), "invoiced_qty")
    assert found == {
        ("purchase_order_lines:4500018822/10", "invoiced_qty", "4000", "", ""),
        ("purchase_order_lines:4500018822/20", "invoiced_qty", "3000", "", ""),
    }


def test_a_freight_invoice_states_its_charges() -> None:
    file = x12("210", "B3**699751522*LD-77201*PP**20260514*12417", "C3*USD", "LX*1",
               "L5*1*Freight", "L1*1*41.93*PH*8000", "LX*2", "L5*2*FUEL SURCHARGE 10.5%",
               "L1*2*11.8*FR*3417****FUE", "LX*3", "L5*3*Detention", "L1*3***1000", "L3*1340*G"
               )  # fmt: skip
    reading = read_from(file, CARRIER)
    about = "invoices:699751522"
    assert told(reading, "invoice_amount", "charge_amount:freight", "charge_amount:surcharge",
                "charge_amount:detention") == {
        (about, "invoice_amount", "124.17", "", ""),
        (about, "charge_amount:freight", "80.00", "", ""),
        (about, "charge_amount:surcharge", "34.17", "", ""),
        (about, "charge_amount:detention", "10.00", "", ""),
    }  # fmt: skip
    assert any(one.object == "shipments:SH05" for one in reading.references)


def test_a_remittance_says_what_was_paid_on_each_invoice() -> None:
    x = x12("820", "BPR*C*219342*C*ACH************20260526", "TRN*1*0526-118", "CUR*PR*USD",
            "ENT*1", "RMR*IV*KL-3360*PO*220800*220800", "ADX*-2944*01*CM*CN-3312")  # fmt: skip
    e = edifact("REMADV", "BGM+481+0526-118+9", "DTM+209:20260526:102", "CUX+2:USD:11",
                "DOC+380+KL-3360", "MOA+12:220800", "DOC+381+CN-3312", "MOA+12:-2944", "UNS+S",
                "MOA+12:219342")  # fmt: skip
    expected = {
        ("payments:0526-118", "payment_amount", "219342", "", ""),
        ("payments:0526-118", "actual_date:value", "2026-05-26", "value", ""),
        ("invoices:KL-3360", "paid_amount", "220800", "", ""),
        ("invoices:CN-3312", "paid_amount", "-2944", "", ""),
    }
    for file in (x, e):
        reading = read_from(file)
        assert told(reading) == expected
        assert reading.workflows == ("W8",)


@pytest.mark.parametrize(("before", "about"), [(True, "payments:1"), (False, "invoices:KL-3360")])
def test_an_adjustment_is_of_the_document_above_it_else_of_the_payment(
    before: bool, about: str
) -> None:
    paid, less = "RMR*IV*KL-3360*PO*220800*220800", "ADX*-2944*01"
    file = x12("820", "BPR*C*217856*C*ACH", "TRN*1*1", "CUR*PR*USD", "ENT*1",
               *((less, paid) if before else (paid, less)))  # fmt: skip
    found = told(read_from(file), "difference_amount")
    assert found == {(about, "difference_amount", "2944", "", "")}


def test_a_customers_change_is_read_on_our_sales_order() -> None:
    file = edifact("ORDCHG", "BGM+230+C-1+4", "RFF+ON:PO-A77", "LIN+2+3+CTL-9:SA",
                   "QTY+21:500:PCE", "DTM+2:20260601:102", "UNS+S")  # fmt: skip
    reading = read_from(file, "x@medivale.example")
    about = "sales_order_lines:70045512/2"
    assert values(reading) == {
        (about, "ordered_qty"): "500", (about, "need_date"): "2026-06-01",
    }  # fmt: skip


def test_an_acknowledgement_states_nothing_and_is_told() -> None:
    file = x12("997", "AK1*PO*77", "AK2*850*0002", "AK5*R*5", "AK9*R*1*1*0")
    reading = read_from(file)
    assert told(reading) == set()
    assert reading.intents == ("acknowledgement",)
    assert any("our message 0002 was rejected" in note for note in reading.notes)


def test_nobody_on_file_states_nothing() -> None:
    invoice = x12("810", "BIG*20260430*X-1**4500018830", "CUR*SE*USD", "TDS*100")
    remittance = x12("820", "BPR*C*5*C*ACH", "TRN*1*P-1", "CUR*PR*USD")
    for file in (invoice, remittance):
        assert told(read_from(file, "eve@elsewhere.example")) == set()


def test_a_status_finds_its_load_however_it_is_set_and_asks_where_a_sign_is_wrong() -> None:
    file = x12("214", "B10*0542550913*LD 77201*HRTG", "LX*1", "AT7*AG*NS***20260510*2330*CT")
    assert values(read_from(file, CARRIER))[("shipments:SH05", "eta")].startswith("2026-05-10")
    wrong = read_from(file.replace("LD 77201", "LD-77210"), CARRIER)
    assert told(wrong) == set()
    assert [(one.object, one.choices) for one in wrong.questions] == [
        ("unresolved:LD-77210", ("LD-77201",))
    ]
    strangers = read_from(file.replace("LD 77201", "LD-88113"), CARRIER)
    assert not strangers.questions
