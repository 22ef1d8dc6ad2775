"""A golden file for each X12 transaction set that is read: every value at its place."""

from tests.tools.edi.samples import ANSWER_855, amounts, dates, one, refs, said, x12


def test_850_is_an_order_with_its_lines() -> None:
    document = one(
        x12(
            "850",
            "BEG*00*SA*4500018822**20260120",
            "CUR*BY*USD",
            "REF*CT*CN-6001",
            "ITD*01*3*2**14**30",
            "DTM*002*20260420",
            "N1*ST*Harlow plant*92*US20",
            "PO1*10*12000*EA*1840*HP*BP*KLB-12*VP*KL-9912",
            "PID*F****Control board 12",
            "SCH*4000*EA***010*20260401",
            "SCH*8000*EA***010*20260406",
            "CTT*1",
            "AMT*TT*220800",
        )
    )
    assert (document.kind, document.function, document.currency) == ("order", "original", "USD")
    assert refs(document)["order"] == said(document.number) == "4500018822"
    assert refs(document)["contract"] == "CN-6001"
    assert refs(document)["payment_terms"] == "ITD*01*3*2**14**30"
    assert dates(document) == {"document": "20260120", "wanted delivery": "20260420"}
    assert said(document.parties["ship_to"]) == "Harlow plant"
    line = document.lines[0]
    assert (said(line.number), said(line.buyer_item), said(line.seller_item)) == (
        "10", "KLB-12", "KL-9912",
    )  # fmt: skip
    assert (said(line.price), line.price_per, line.price_unit) == ("1840", "100", "PCS")
    assert said(line.description) == "Control board 12"
    assert [said(lot.qty.cell) for lot in line.lots if lot.qty] == ["4000", "8000"]
    assert [lot.dated.event for lot in line.lots if lot.dated] == ["wanted ship"] * 2
    assert amounts(document) == {"total": "220800"}


def test_855_answers_each_line_with_its_lots() -> None:
    document = one(ANSWER_855)
    assert (document.kind, document.state) == ("order_response", "changed")
    assert document.state_cell is not None and document.state_cell.codes == "x12.587"
    assert refs(document)["order"] == "4500018822"
    assert said(document.number) == "RC-77120"
    first, second = document.lines
    assert (first.state, second.state) == ("changed", "accepted")
    assert second.state_cell is not None and second.state_cell.codes == "x12.668"
    assert [
        (said(lot.qty.cell), lot.qty.unit, lot.dated.event, said(lot.dated.cell))
        for lot in first.lots
        if lot.qty and lot.dated
    ] == [("4000", "PCS", "ship", "20260409"), ("8000", "PCS", "ship", "20260420")]
    assert (said(first.price), first.price_unit) == ("18.4", "PCS")


def test_855_dates_behind_the_acknowledgement_are_its_own() -> None:
    line = one(
        x12(
            "855",
            "BAK*00*AC*4500018822*20260301",
            "PO1*10*100*EA*1",
            "DTM*010*20260401",
            "ACK*DR*100*EA*002*20260401",
            "DTM*068*20260409",
            "PO1*20*5*EA*1",
            "ACK*IR",
            "PO1*30*7*EA*1",
            "ACK*IA*3*EA*068*20260402",
            "ACK*IB*4*EA",
        )
    ).lines
    told = [(lot.dated.event, said(lot.dated.cell)) for lot in line[0].lots if lot.dated]
    assert ("ship", "20260409") in told and ("wanted ship", "20260401") in told
    assert [lot.dated.event for lot in line[0].lots if lot.qty and lot.dated] == ["ship"]
    assert (line[1].state, line[1].lots) == ("rejected", ())
    assert (line[2].state, len(line[2].lots)) == ("backordered", 2)


def test_860_and_865_name_the_order_and_what_changes() -> None:
    changed = one(
        x12("860", "BCH*04*SA*4500018822**C-2*20260120*****20260312",
            "POC*10*QD*9000*3000*EA*18.4**BP*KLB-12", "CTT*1")
    )  # fmt: skip
    assert (changed.kind, changed.function) == ("order_change", "change")
    assert (refs(changed)["order"], refs(changed)["order_change"]) == ("4500018822", "C-2")
    assert (changed.lines[0].state, said(changed.lines[0].qty.cell)) == ("changed", "9000")  # type: ignore[union-attr]
    answered = one(x12("865", "BCA*00*AC*4500018822**C-2*20260120", "POC*10*DI*0**EA", "CTT*1"))
    assert (answered.kind, answered.state) == ("order_response", "changed")
    assert answered.lines[0].state == "rejected"


def test_856_says_what_was_sent_for_which_order_line() -> None:
    document = one(
        x12(
            "856",
            "BSN*00*KL-SN-118*20260409*1530*0001",
            "HL*1**S",
            "TD1*PLT94*10****G*2130*KG*12.6*CR",
            "TD5*B*2*ORNL**Orient Line",
            "TD3*CN*QZKU*3045126******OL88121",
            "REF*BM*ORNL6123771",
            "REF*PK*80076540",
            "DTM*011*20260409",
            "DTM*371*20260508*1400*ET",
            "N1*SF*Kailun Electronics",
            "HL*2*1*O",
            "PRF*4500018822",
            "HL*3*2*P",
            "MAN*GM*00312345678901234567",
            "HL*4*3*I",
            "LIN*10*BP*KLB-12",
            "SN1*10*4000*EA",
            "HL*5*2*I",
            "LIN*20*BP*CBL-20",
            "SN1**3000*EA",
            "CTT*5",
        )
    )
    assert (document.kind, said(document.number)) == ("despatch_advice", "KL-SN-118")
    named = refs(document)
    assert (named["bill_of_lading"], named["delivery_note"]) == ("ORNL6123771", "80076540")
    assert (named["container"], named["seal"]) == ("QZKU*3045126", "OL88121")
    told = {one.event: one for one in document.dates}
    assert told["eta"].cell.text == "20260508*1400"
    assert (told["eta"].form, told["eta"].tz) == ("%Y%m%d*%H%M", "America/New_York")
    assert said(told["despatched"].cell) == "20260409"
    measures = {name: (said(one.cell), one.unit) for name, one in document.measures.items()}
    assert measures == {
        "packages": ("10", "PLT"), "gross_weight": ("2130", "KG"), "volume": ("12.6", "M3"),
    }  # fmt: skip
    assert [
        (said(line.order), said(line.number), said(line.qty.cell), line.qty.unit)
        for line in document.lines
        if line.qty
    ] == [("4500018822", "10", "4000", "PCS"), ("4500018822", "20", "3000", "PCS")]


def test_856_items_belong_to_the_order_above_them() -> None:
    document = one(
        x12("856", "BSN*00*N-1*20260409*1530", "HL*1**S", "HL*2*1*O", "PRF*A-1", "HL*3*2*I",
            "LIN*1*BP*X", "SN1**5*EA", "HL*4*1*O", "PRF*B-2", "HL*5*4*I", "LIN*1*BP*Y", "SN1**6*EA")
    )  # fmt: skip
    assert [said(line.order) for line in document.lines] == ["A-1", "B-2"]


def test_204_and_990_offer_and_answer_a_load() -> None:
    tender = one(
        x12("204", "B2**HRTG**75027674**PP", "B2A*00*LT", "G62*64*20260312*1*1700*ET",
            "L11*4500018822*PO", "S5*1*CL", "G62*37*20260313*I*1009*LT", "S5*2*CU",
            "L3*5472*G*557.21*FR*55721******L")
    )  # fmt: skip
    assert (tender.kind, said(tender.number)) == ("load_tender", "75027674")
    reply = next(one for one in tender.dates if one.event == "reply")
    assert (reply.cell.text, reply.tz) == ("20260312*1*1700", "America/New_York")
    assert (said(tender.measures["gross_weight"].cell), len(tender.lines)) == ("5472", 2)
    assert [(each.kind, said(each.cell), each.decimals) for each in tender.amounts] == [
        ("total", "55721", 2)
    ]
    answer = one(x12("990", "B1*HRTG*75027674*20260312*A"))
    assert (answer.kind, answer.state, refs(answer)["load"]) == (
        "tender_response", "accepted", "75027674",
    )  # fmt: skip


def test_214_is_a_line_for_each_status() -> None:
    document = one(
        x12("214", "B10*0542550913*7727019*HRTG", "L11*900169*PO", "LX*1",
            "AT7*SD*AI***20260507*2210*CT", "MS1*DES MOINES*IA*US", "MS2*HRTG*53118",
            "LX*2", "AT7*AG*NS***20260508*2330*CT", "AT8*G*L*2085*5")
    )  # fmt: skip
    assert document.kind == "transport_status"
    assert (refs(document)["load"], refs(document)["order"]) == ("7727019", "900169")
    late, expected = document.lines
    assert refs(late) == {
        "status": "SD", "reason": "AI", "place": "DES MOINES*IA", "container": "53118",
    }  # fmt: skip
    lot = expected.lots[0].dated
    assert lot is not None
    assert (lot.event, lot.cell.text, lot.tz) == ("eta", "20260508*2330", "America/Chicago")


def test_210_is_a_freight_invoice_with_its_charges() -> None:
    document = one(
        x12("210", "B3**699751522*134982*PP**20260514*12417**20260515*035*HRTG", "C3*USD",
            "N9*PO*721295", "LX*1", "L5*1*Plates", "L0*1***1340*G***1*PLT", "L1*1*41.93*PH*8000",
            "LX*2", "L5*2*FUEL SURCHARGE 10.5%", "L1*2*11.8*FR*3417****FUE",
            "LX*3", "L5*3*Detention, 2 h", "L1*3***1000", "L3*1340*G***12417")
    )  # fmt: skip
    assert (document.kind, document.currency) == ("freight_invoice", "USD")
    assert (said(document.number), refs(document)["load"]) == ("699751522", "134982")
    assert dates(document) == {"invoice": "20260514", "delivered": "20260515"}
    assert {one.kind for one in document.amounts} == {"total"}
    assert [amounts(line) for line in document.lines] == [
        {"charge": "8000"}, {"surcharge": "3417"}, {"detention": "1000"},
    ]  # fmt: skip


def test_810_is_an_invoice_or_a_credit_note() -> None:
    segments = (
        "BIG*20260430*2026-03417*20260115*4500018830", "CUR*SE*EUR", "REF*PK*80077112",
        "ITD*01*3*2**14**30*******", "IT1*10*9500*EA*4.865**BP*NM-5510", "SAC*C*H550***97057",
        "TDS*4836807", "TXI*VA*0", "SAC*C*D240***118000********Freight", "CTT*1",
    )  # fmt: skip
    document = one(x12("810", *segments))
    assert (document.kind, said(document.number)) == ("invoice", "2026-03417")
    assert refs(document)["order"] == "4500018830"
    assert refs(document)["delivery_note"] == "80077112"
    assert amounts(document) == {"total": "4836807", "tax": "0", "freight": "118000"}
    assert all(one.decimals == 2 for one in document.amounts if one.kind != "tax")
    line = document.lines[0]
    assert (said(line.number), said(line.price), amounts(line)) == (
        "10", "4.865", {"surcharge": "97057"},
    )  # fmt: skip
    credit = one(x12("810", "BIG*20260430*CN-1***4500018830**CR", "TDS*100"))
    assert credit.kind == "credit_note"
    assert refs(credit)["credit_note"] == "CN-1"


def test_820_says_what_a_payment_pays() -> None:
    document = one(
        x12("820", "BPR*C*219342*C*ACH************20260526", "TRN*1*0526-118", "CUR*PR*USD",
            "N1*PR*Harlow Instruments", "ENT*1", "RMR*IV*KL-3360*PO*220800*220800",
            "RMR*IV*KL-3371*PO*6450*6450*0", "ADX*-2944*01*CM*CN-3312")
    )  # fmt: skip
    assert (document.kind, said(document.number)) == ("remittance", "0526-118")
    assert (amounts(document), dates(document)) == ({"paid": "219342"}, {"value": "20260526"})
    assert [(refs(line), amounts(line)["paid"]) for line in document.lines] == [
        ({"invoice": "KL-3360"}, "220800"),
        ({"invoice": "KL-3371"}, "6450"),
        ({"credit_note": "CN-3312"}, "-2944"),
    ]


def test_997_999_and_824_say_how_ours_was_taken() -> None:
    answer = one(
        x12("997", "AK1*PO*77", "AK2*850*0001", "AK5*A", "AK2*850*0002", "AK3*PO1*4**8",
            "AK4*2*330*1", "AK5*R*5", "AK9*P*2*2*1")
    )  # fmt: skip
    assert (answer.kind, answer.state) == ("acknowledgement", "changed")
    assert answer.control["acknowledged_group"] == "77"
    assert [(said(line.number), line.state) for line in answer.lines] == [
        ("0001", "accepted"), ("0002", "rejected"),
    ]  # fmt: skip
    assert [said(note) for note in answer.notes] == ["AK3*PO1*4**8", "AK4*2*330*1"]
    newer = one(x12("999", "AK1*PO*77*005010", "AK2*850*0001", "IK5*E*I5", "AK9*E*1*1*1"))
    assert (newer.state, newer.lines[0].state) == ("changed", "changed")
    advice = one(x12("824", "BGN*00*A-1*20260312", "OTI*TR*TN*0001***77*0001*850", "TED*007"))
    assert (advice.kind, advice.lines[0].state) == ("acknowledgement", "rejected")
