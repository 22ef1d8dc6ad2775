"""EDI files in a partner's own codes and item numbers are read by what was taught of them."""

from domain.derive import derive
from tests.agents.reader.structured.letters import reading_of, told, traded, values
from tests.agents.reader.test_taught import taught
from tests.tools.edi.samples import edifact, x12

LINE = "purchase_order_lines:4500018822/10"
SHIPMENT = "shipments:SH05"


def answer(code: str, item: str = "BP*KLB-12", number: str = "10") -> str:
    return x12("855", "BAK*00*AC*4500018822*20260301", f"PO1*{number}*12000*EA***{item}",
               f"ACK*DR*12000*EA*{code}*20260420")  # fmt: skip


def test_a_day_that_only_repeats_a_wish_is_a_promise_where_the_partner_means_it_so() -> None:
    before = reading_of("a", answer("010"))
    assert told(before, "promised_date") == set()
    knows = taught("V1001", ("code", "x12 374 10", "ship"))
    after = reading_of("a", answer("010"), knows=knows)
    assert {one[2:4] for one in told(after, "promised_date")} == {("2026-04-20", "ex works")}


def test_a_code_nobody_knows_is_read_as_taught_in_both_standards() -> None:
    knows = taught("V1001", ("code", "EDIFACT 2005 ZZZ", "ex works"))
    text = edifact("ORDRSP", "BGM+231+R-1+4", "RFF+ON:4500018822", "LIN+10+3+KLB-12:BP",
                   "QTY+21:12000:PCE", "DTM+ZZZ:20260420:102", "UNS+S")  # fmt: skip
    assert told(reading_of("a", text), "promised_date") == set()
    assert {one[2] for one in told(reading_of("a", text, knows=knows), "promised_date")} == {
        "2026-04-20"
    }


def test_a_lesson_of_another_partner_changes_nothing() -> None:
    knows = taught("V1002", ("code", "X12 374 010", "ship"))
    assert told(reading_of("a", answer("010"), knows=knows), "promised_date") == set()


def test_a_reason_of_the_carriers_own_is_stated_by_the_lesson_that_names_it() -> None:
    file = x12("214", "B10*1*LD-77201*HRTG", "LX*1", "AT7*SD*AI***20260507*2210*CT")
    plain = reading_of("a", file, sender="edi@heritage.example", record=traded())
    assert values(plain)[(SHIPMENT, "cause")] == "breakdown"
    knows = taught("C2002", ("code", "X12 1651 AI", "weather"))
    reading = reading_of("a", file, sender="edi@heritage.example", record=traded(), knows=knows)
    (cause,) = (one for one in reading.statements if one.field == "cause")
    assert (cause.recipe, values(reading)[(SHIPMENT, "cause")]) == ("coded_as_taught", "weather")
    assert cause.span is not None
    assert derive(cause.recipe, cause.span.quote, cause.arguments) == cause.value
    assert (SHIPMENT, "cause_party") not in values(reading)


def test_a_gtin_binds_a_line_once_it_is_taught_which_item_it_is() -> None:
    file = answer("068", item="UP*04012345000016", number="77")
    before = reading_of("a", file)
    assert told(before, "promised_date") == set()
    knows = taught("V1001", ("item", "04012345000016", "KLB-12"))
    after = reading_of("a", file, knows=knows)
    assert {one[0] for one in told(after, "promised_date")} == {LINE}


def test_a_suppliers_own_number_binds_a_line_once_it_is_taught() -> None:
    file = answer("068", item="VP*KX-9912", number="")
    knows = taught("V1001", ("item", "KX-9912", "KLB-12"))
    assert told(reading_of("a", file), "promised_date") == set()
    assert {one[0] for one in told(reading_of("a", file, knows=knows), "promised_date")} == {LINE}
