"""What a document brings that no case acts upon is put to somebody of ours."""

from decimal import Decimal

import pytest

from domain.reading import Question, Reading
from tests.agents.reader.structured.letters import reading_of, traded
from tests.tools.edi.samples import edifact, x12

CUSTOMER, CARRIER = "t.holm@medivale.example", "desk@heritage.example"
ORDER = ("850", "BEG*00*NE*{number}**20260312", "PO1*1*500*EA*40**BP*KLB-12", "DTM*002*20260501")
CHANGE = ("860", "BCH*04*NE*PO-A77***20260312", "POC*2*QI*{qty}*200*EA*40**BP*CTL-9")


def asked(file: str, sender: str) -> list[Question]:
    return list(read_from(file, sender).questions)


def read_from(file: str, sender: str) -> Reading:
    record = traded()
    record.tables["sales_order_lines"]["70045512/2"].values["qty"] = Decimal("200.0")
    return reading_of("see attached", file, sender=sender, record=record)


def segments(kind: tuple[str, ...], **values: str) -> str:
    return x12(*(one.format(**values) for one in kind))


def test_an_order_nobody_has_entered_is_put_to_customer_service() -> None:
    (question,) = asked(segments(ORDER, number="MV-8000"), CUSTOMER)
    assert question.object == "unresolved:MV-8000"
    assert "500" in question.text and "KLB-12" in question.text
    assert question.of.startswith("people:")


def test_an_order_on_file_is_put_to_nobody() -> None:
    assert asked(segments(ORDER, number="PO-A77"), CUSTOMER) == []


def test_what_a_customer_changes_is_put_to_whose_account_it_is() -> None:
    (question,) = asked(segments(CHANGE, qty="1200"), CUSTOMER)
    assert question.object == "sales_orders:70045512"
    assert "1200" in question.text and "instead of" in question.text


def test_a_change_to_what_is_on_file_is_put_to_nobody() -> None:
    assert asked(segments(CHANGE, qty="200"), CUSTOMER) == []


def test_a_rejected_message_of_ours_is_put_to_somebody() -> None:
    refused = x12("997", "AK1*PO*1", "AK2*850*0001", "AK5*R*5", "AK9*R*1*1*0")
    (question,) = asked(refused, "lily.chen@kailun.example")
    assert "rejects" in question.text and "0001" in question.text
    taken = x12("997", "AK1*PO*1", "AK2*850*0001", "AK5*A", "AK9*A*1*1*1")
    assert asked(taken, "lily.chen@kailun.example") == []


def test_a_file_of_a_kind_that_is_not_read_is_noted_and_put_to_somebody() -> None:
    file = x12("315", "B4***AE*20260508*0600*USLAX*QZKU*6022119**L*40HC")
    reading = read_from(file, CARRIER)
    (question,) = reading.questions
    assert "X12 315" in question.text and any("315" in one for one in reading.notes)


@pytest.mark.parametrize("file", [segments(ORDER, number="MV-8000"), x12("315", "B4***AE")])
def test_a_stranger_puts_nothing_to_anybody(file: str) -> None:
    assert asked(file, "who@else.example") == []


STATUS = x12("214", "B10*1*LD-77201*HRTG", "LX*1", "AT7*AG*NS***20260510*2330*CT")


@pytest.mark.parametrize("sender", ["lily.chen@kailun.example", CUSTOMER])
def test_a_status_of_a_shipment_in_which_its_sender_has_no_part_states_nothing(
    sender: str,
) -> None:
    found = read_from(STATUS, sender)
    assert found.statements == ()
    (question,) = found.questions
    assert question.about == "not_their_shipment" and question.of.startswith("people:")


def test_a_status_by_its_carrier_is_stated_and_put_to_nobody() -> None:
    found = read_from(STATUS, CARRIER)
    assert {one.field for one in found.statements} == {"eta"} and found.questions == ()


def test_a_load_that_its_carrier_declines_is_put_to_whoever_books() -> None:
    (question,) = asked(x12("990", "B1*HRTG*LD-77201*20260312*D", "K1*No truck"), CARRIER)
    assert question.of.startswith("people:")
    assert "No truck" in question.text and question.text.endswith("who carries it instead?")


IFTMIN = ("IFTMIN", "BGM+610+TO-118+9", "RFF+BN:{booking}", "GID+1+10:PX", "MEA+WT+G+KGM:2130")


def test_a_transport_order_of_a_shipment_is_stated_and_put_to_nobody() -> None:
    file = edifact(*(one.format(booking="BQ240771") for one in IFTMIN))
    found = read_from(file, CARRIER)
    assert {one.field for one in found.statements} == {"packages", "gross_weight"}
    assert found.questions == ()


@pytest.mark.parametrize("file", [
    edifact(*(one.format(booking="BQ999999") for one in IFTMIN)),
    edifact("IFTMIN", "BGM+610+TO-118+9", "RFF+BN:BQ240771", "TDT+20+114E+1"),
    x12("204", "B2**HRTG**LD-99999**PP", "B2A*00*LT", "S5*1*CL"),
    x12("990", "B1*HRTG*LD-99999*20260312*A"),
])  # fmt: skip
def test_a_transport_order_that_states_nothing_is_put_to_whoever_books(file: str) -> None:
    found = read_from(file, CARRIER)
    assert found.statements == ()
    (question,) = [one for one in found.questions if one.about == "transport_order"]
    assert question.of == "people:/logistics"
    assert any(one in question.text for one in ("TO-118", "LD-99999"))


def test_a_refused_message_is_named_without_a_file_where_none_is() -> None:
    refused = x12("824", "BGN*11*7*20260312", "OTI*TR*TN*0007", "TED*024*Unknown item")
    for question in asked(refused, "lily.chen@kailun.example"):
        assert " of :" not in question.text
