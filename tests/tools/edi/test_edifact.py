"""A golden file for each EDIFACT message that is read: every value at its place."""

from domain.tradedoc import DocumentLine
from tests.tools.edi.samples import ANSWER_ORDRSP, amounts, dates, edifact, one, refs, said


def lots(line: DocumentLine) -> list[tuple[str, str]]:
    return [
        (said(lot.qty.cell), said(lot.dated.cell)) for lot in line.lots if lot.qty and lot.dated
    ]


def test_orders_and_ordchg_name_lines_quantities_and_wanted_days() -> None:
    order = one(
        edifact(
            "ORDERS",
            "BGM+220+4500018822+9",
            "DTM+137:202601200930:203",
            "DTM+2:202617:616",
            "NAD+BY+4012345000009::9",
            "CUX+2:USD:9",
            "LIN+10++4012345678901:EN",
            "PIA+1+KLB-12:BP",
            "IMD+F++:::Control board 12",
            "QTY+21:12000:PCE",
            "PRI+AAA:1840:::100:PCE",
            "RFF+CT:CN-6001",
            "UNS+S",
        )
    )
    assert (order.kind, order.function, order.currency) == ("order", "original", "USD")
    assert refs(order)["order"] == said(order.number) == "4500018822"
    assert [(each.event, each.form) for each in order.dates] == [
        ("document", "%Y%m%d%H%M"), ("wanted delivery", "%G%V"),
    ]  # fmt: skip
    line = order.lines[0]
    assert (said(line.number), said(line.buyer_item)) == ("10", "KLB-12")
    assert (said(line.price), line.price_per, line.price_unit) == ("1840", "100", "PCS")
    assert (said(line.description), refs(line)["gtin"]) == ("Control board 12", "4012345678901")
    change = one(edifact("ORDCHG", "BGM+230+C-2+4", "RFF+ON:4500018822", "LIN+10+3+KLB-12:BP",
                         "QTY+21:9000:PCE", "UNS+S"))  # fmt: skip
    assert (change.kind, change.function, refs(change)["order"]) == (
        "order_change", "change", "4500018822",
    )  # fmt: skip
    assert change.lines[0].state == "changed"


def test_ordrsp_answers_each_line_with_its_lots() -> None:
    document = one(ANSWER_ORDRSP)
    assert (document.kind, document.function) == ("order_response", "change")
    assert (refs(document)["order"], said(document.number)) == ("4500018822", "RC-77120")
    first, second = document.lines
    assert (said(first.order), said(first.order_line)) == ("4500018822", "10")
    assert (first.state, second.state) == ("changed", "accepted")
    assert second.state_cell is not None and second.state_cell.codes == "edifact.1229"
    assert [
        (said(lot.qty.cell), lot.qty.unit, lot.dated.event, said(lot.dated.cell))
        for lot in first.lots
        if lot.qty and lot.dated
    ] == [("4000", "PCS", "ship", "20260409"), ("8000", "PCS", "ship", "20260420")]
    assert lots(second) == [("3000", "20260406")]


def test_ordrsp_may_answer_the_order_as_a_whole_or_back_order_a_part() -> None:
    whole = one(edifact("ORDRSP", "BGM+231+R-1+29", "RFF+ON:4500018822", "UNS+S"))
    assert (whole.state, whole.lines) == ("accepted", ())
    assert one(edifact("ORDRSP", "BGM+231+R-1+9+RE", "UNS+S")).state == "rejected"
    part = one(
        edifact("ORDRSP", "BGM+231+R-1+4", "RFF+ON:4500018822", "LIN+10+3", "QTY+21:100:PCE",
                "QTY+113:60:PCE", "DTM+67:20260409:102", "QTY+83:40:PCE", "DTM+67:20260501:102",
                "UNS+S")
    ).lines[0]  # fmt: skip
    assert part.state == "backordered"
    assert lots(part) == [("60", "20260409"), ("40", "20260501")]


def test_desadv_says_what_was_sent_for_which_order_line() -> None:
    document = one(
        edifact(
            "DESADV",
            "BGM+351+80076540+9",
            "DTM+137:20260409:102",
            "DTM+11:202604091530:203",
            "DTM+132:20260508:102",
            "RFF+ON:4500018822",
            "RFF+BM:ORNL6123771",
            "TDT+20+114E+1++ORNL:172:20:Orient Line+++::11:ORION PEARL",
            "EQD+CN+QZKU3045126",
            "CPS+1",
            "PAC+10++PX",
            "MEA+PD+AAD+KGM:2130",
            "CPS+2+1",
            "PAC+8++CT",
            "LIN+1++KLB-12:BP",
            "QTY+12:4000:PCE",
            "QTY+21:12000:PCE",
            "RFF+ON:4500018822:10",
            "UNS+S",
        )
    )
    assert (document.kind, said(document.number)) == ("despatch_advice", "80076540")
    named = refs(document)
    assert (named["order"], named["container"], named["voyage"], named["vessel"]) == (
        "4500018822", "QZKU3045126", "114E", "ORION PEARL",
    )  # fmt: skip
    assert dates(document) == {
        "document": "20260409", "despatched": "202604091530", "eta": "20260508",
    }  # fmt: skip
    measures = {name: (said(one.cell), one.unit) for name, one in document.measures.items()}
    assert measures == {"packages": ("10", "PLT"), "gross_weight": ("2130", "KG")}
    line = document.lines[0]
    assert (said(line.order), said(line.order_line)) == ("4500018822", "10")
    assert line.qty is not None and (said(line.qty.cell), line.qty.unit) == ("4000", "PCS")


def test_iftmin_orders_a_transport() -> None:
    document = one(
        edifact("IFTMIN", "BGM+610+TO-118+9", "DTM+137:20260403:102", "RFF+BN:BQ240771",
                "TDT+20+114E+1", "LOC+9+CNYTN", "LOC+11+USLAX", "DTM+133:20260414:102",
                "NAD+CZ+++Kailun", "GID+1+10:PX", "MEA+WT+G+KGM:2130", "EQD+CN+QZKU3045126")
    )  # fmt: skip
    assert (document.kind, said(document.number)) == ("transport_order", "TO-118")
    named = refs(document)
    assert (named["booking"], named["port_of_loading"], named["port_of_discharge"]) == (
        "BQ240771", "CNYTN", "USLAX",
    )  # fmt: skip
    assert {name: (said(one.cell), one.unit) for name, one in document.measures.items()} == {
        "packages": ("10", "PLT"), "gross_weight": ("2130", "KG"),
    }  # fmt: skip


def test_iftsta_is_a_line_for_each_status() -> None:
    document = one(
        edifact("IFTSTA", "BGM+23+S-1+9", "DTM+137:20260424:102", "CNI+1+ORNL6123771",
                "RFF+BN:BQ240771", "STS+1+24", "DTM+334:202604141830:203", "LOC+9+CNYTN",
                "STS+1+X1+239", "DTM+132:20260508:102", "LOC+175+KRPUS:139:6:Busan")
    )  # fmt: skip
    assert document.kind == "transport_status"
    assert (refs(document)["consignment"], refs(document)["booking"]) == ("ORNL6123771", "BQ240771")
    departed, expected = document.lines
    assert departed.lots[0].dated is not None and departed.lots[0].dated.event == "departed"
    assert expected.lots[0].dated is not None and expected.lots[0].dated.event == "eta"
    assert (refs(expected)["reason"], refs(expected)["place"]) == ("239", "Busan")


def test_invoic_is_an_invoice_or_a_credit_note() -> None:
    document = one(
        edifact("INVOIC", "BGM+380+2026-03417+9", "DTM+137:20260430:102", "RFF+ON:4500018830",
                "RFF+DQ:80077112", "CUX+2:EUR:4", "PAT+1", "DTM+13:20260530:102", "PAT+22",
                "DTM+12:20260514:102", "PCD+12:2", "LIN+10++NM-5510:BP", "QTY+47:9500:PCE",
                "MOA+203:46217,50", "PRI+AAA:4,865", "UNS+S", "MOA+79:46217,50",
                "ALC+C++++FC:::Freight", "MOA+8:1180", "TAX+7+VAT+++:::0", "MOA+124:0",
                "MOA+77:48368,07:EUR")
    )  # fmt: skip
    assert (document.kind, said(document.number), document.currency) == (
        "invoice", "2026-03417", "EUR",
    )  # fmt: skip
    assert (refs(document)["order"], refs(document)["delivery_note"]) == ("4500018830", "80077112")
    assert dates(document) == {
        "document": "20260430", "due": "20260530", "discount": "20260514",
    }  # fmt: skip
    assert amounts(document) == {
        "goods": "46217,50", "freight": "1180", "tax": "0", "total": "48368,07",
    }  # fmt: skip
    line = document.lines[0]
    assert (said(line.price), said(line.amount), said(line.qty.cell)) == (  # type: ignore[union-attr]
        "4,865", "46217,50", "9500",
    )  # fmt: skip
    credit = one(edifact("INVOIC", "BGM+381+CN-1+9", "UNS+S", "MOA+77:100:EUR"))
    assert credit.kind == "credit_note"


def test_remadv_says_what_a_payment_pays() -> None:
    document = one(
        edifact("REMADV", "BGM+481+0526-118+9", "DTM+137:20260525:102", "DTM+209:20260526:102",
                "CUX+2:USD:11", "DOC+380+KL-3360", "MOA+9:220800", "MOA+12:220800",
                "DOC+381+CN-3312", "MOA+12:-2944", "AJT+1", "UNS+S", "MOA+12:219342:USD")
    )  # fmt: skip
    assert (document.kind, said(document.number)) == ("remittance", "0526-118")
    assert dates(document)["value"] == "20260526"
    assert amounts(document) == {"paid": "219342"}
    assert [(refs(line)["invoice"] if "invoice" in refs(line) else refs(line)["credit_note"],
             amounts(line)["paid"]) for line in document.lines] == [
        ("KL-3360", "220800"), ("CN-3312", "-2944"),
    ]  # fmt: skip


def test_contrl_and_aperak_say_how_ours_was_taken() -> None:
    answer = one(
        edifact("CONTRL", "UCI+4711+HARLOW:ZZ+SUPPLIER:ZZ+7", "UCM+M1+ORDERS:D:96A:UN+4+13",
                "UCS+4+16", "UCD+16+2:1")
    )  # fmt: skip
    assert (answer.kind, answer.state) == ("acknowledgement", "accepted")
    assert answer.control["acknowledged_interchange"] == "4711"
    assert [(said(line.number), line.state) for line in answer.lines] == [("M1", "rejected")]
    refused = one(
        edifact("APERAK", "BGM+313+A-1+9", "RFF+ON:4500018822", "ERC+12", "FTX+AAO+++Late")
    )
    assert (refused.state, refs(refused)["order"]) == ("rejected", "4500018822")
