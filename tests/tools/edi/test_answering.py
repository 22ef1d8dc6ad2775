"""Acknowledgements: the right verdict, codes and numbers, and none for an acknowledgement."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from domain.tradedoc import TradeDocument
from tests.tools.edi.samples import ANSWER_855, ANSWER_ORDRSP, edifact, isa, said, x12
from tests.tools.edi.test_hostile_files import broken
from tools.edi import read_edi
from tools.edi.answering import Answer, answers

AT = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


def answered(text: str) -> Answer:
    found = answers(text, AT)
    assert len(found) == 1
    return found[0]


def reread(answer: Answer) -> TradeDocument:
    """The answer as our own reader reads it, without a fault."""
    found = read_edi(answer.text)
    assert found.faults == ()
    document = next(one for one in found.documents if not one.standard.startswith("X12 TA1"))
    assert (document.kind, document.faults) == ("acknowledgement", ())
    return document


def segments(answer: Answer, *tags: str) -> list[str]:
    lines = answer.text.replace("~", "").replace("'", "").splitlines()
    return [line for line in lines if line[:3] in tags]


def test_a_clean_interchange_is_accepted_under_the_numbers_it_came_with() -> None:
    x = answered(ANSWER_855)
    assert x.state == "accepted"
    document = reread(x)
    assert document.state == "accepted"
    assert document.control["acknowledged_group"] == "77"
    assert document.control["acknowledged_kind"] == "PR"
    assert [(said(line.number), line.state) for line in document.lines] == [("0001", "accepted")]
    e = reread(answered(ANSWER_ORDRSP))
    assert e.control["acknowledged_interchange"] == "4711"
    assert [(said(line.number), line.state) for line in e.lines] == [("M1", "accepted")]


def test_the_answer_goes_back_to_the_sender_in_its_own_signs() -> None:
    answer = answered(ANSWER_855.replace("*", "|").replace("~", "^"))
    assert answer.text.startswith("ISA|00|")
    assert "|ZZ|HARLOW         |ZZ|SUPPLIER       |260312|0930|" in answer.text
    assert "GS|FA|HARLOW|SUPPLIER|20260312|0930|" in answer.text
    repeats = ANSWER_855.replace("*U*00401*", "*^*00501*")
    assert "*^*00501*" in answered(repeats).text
    other = ANSWER_ORDRSP.replace(":", "=").replace("+", "*").replace("UNA=*", "UNA=*")
    assert "UNB*UNOC=3*HARLOW=ZZ*SUPPLIER=ZZ*260312=0930*" in answered(other).text


def test_the_same_interchange_is_answered_with_the_same_number_every_time() -> None:
    later = datetime(2026, 5, 1, tzinfo=UTC)
    for text in (ANSWER_855, ANSWER_ORDRSP):
        first, second = answers(text, AT)[0], answers(text, later)[0]
        assert first.number == second.number == reread(first).control["interchange"]
    numbers = {
        answered(x12("855", "BAK*00*AC*1*20260301", control=f"{n:09}")).number for n in range(50)
    }
    assert len(numbers) == 50


def test_a_wrong_count_is_accepted_with_errors() -> None:
    answer = answered(ANSWER_855.replace("SE*13*", "SE*14*"))
    assert answer.state == "accepted with errors"
    assert segments(answer, "AK5", "AK9") == ["AK5*E*4", "AK9*E*1*1*1"]
    assert reread(answer).lines[0].state == "changed"
    contrl = answered(ANSWER_ORDRSP.replace("UNT+25+", "UNT+9+"))
    assert segments(contrl, "UCM") == ["UCM+M1+ORDRSP:D:96A:UN:EAN008+7+29+UNT"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ANSWER_855.replace("SE*13*0001", "SE*13*0002"), "AK5*R*3"),
        (ANSWER_855.replace("SE*13*0001~\n", ""), "AK5*R*2"),
        (x12("834", "BGN*00*1*20260312"), "AK5*R*1"),
    ],
)
def test_an_envelope_that_does_not_fit_is_rejected(text: str, code: str) -> None:
    answer = answered(text)
    assert answer.state == "rejected"
    assert segments(answer, "AK5") == [code]
    assert segments(answer, "AK9")[0].startswith("AK9*R*1*1*0")


def test_errors_inside_are_told_by_segment_and_element() -> None:
    text = (
        ANSWER_855.replace("BAK*00*AC*", "BAK*00**")
        .replace("PO1*10*12000", "PO1*10*12x00")
        .replace("068*20260409", "068*20261340")
    )
    answer = answered(text)
    assert segments(answer, "AK3", "AK4", "AK5") == [
        "AK3*BAK*2**8", "AK4*2**1", "AK3*PO1*6**8", "AK4*2**6*12x00",
        "AK3*ACK*8**8", "AK4*5**8*20261340", "AK5*R*5",
    ]  # fmt: skip
    missing = answered(x12("850", "BEG*00*SA*PO-1**20260312"))
    assert segments(missing, "AK3", "AK5") == ["AK3*PO1*3**3", "AK5*R*5"]
    contrl = answered(ANSWER_ORDRSP.replace("QTY+113:4000", "QTY+:4x"))
    assert segments(contrl, "UCM", "UCS", "UCD") == [
        "UCM+M1+ORDRSP:D:96A:UN:EAN008+4", "UCS+14", "UCD+13+2:1", "UCD+37+2:2",
    ]  # fmt: skip
    without = answered(edifact("ORDRSP", "BGM+231+1+4", "DTM+137:20260312:102"))
    assert segments(without, "UCS") == ["UCS+4+13"]


def test_a_date_or_number_that_is_none_alone_does_not_reject() -> None:
    answer = answered(ANSWER_855.replace("068*20260409", "068*20261340"))
    assert answer.state == "accepted with errors"
    assert segments(answer, "AK5") == ["AK5*E*5"]


def test_each_group_and_each_message_is_answered() -> None:
    first = "ST*855*0001~BAK*00*AC*1*20260301~SE*3*0001~"
    second = "ST*855*0002~BAK*00~SE*3*0002~"
    text = (
        f"{isa()}~GS*PR*A*B*20260312*0830*7*X*004010~{first}{second}GE*2*7~"
        f"GS*SH*A*B*20260312*0830*8*X*004010~ST*856*0001~BSN*00*1*20260312*0830~HL*1**S~"
        "SE*4*0001~GE*1*8~IEA*2*000000101~"
    )
    answer = answered(text)
    assert segments(answer, "AK1", "AK2", "AK5", "AK9") == [
        "AK1*PR*7", "AK2*855*0001", "AK5*A", "AK2*855*0002", "AK5*R*5", "AK9*P*2*2*1",
        "AK1*SH*8", "AK2*856*0001", "AK5*A", "AK9*A*1*1*1",
    ]  # fmt: skip
    found = read_edi(answer.text)
    assert [one.control["acknowledged_group"] for one in found.documents] == ["7", "8"]
    assert len({one.control["group"] for one in found.documents}) == 2


def test_a_faulty_interchange_gets_an_interchange_acknowledgement_too() -> None:
    answer = answered(ANSWER_855.replace("IEA*1*000000101", "IEA*1*000000999"))
    assert segments(answer, "TA1") == ["TA1*000000101*260312*0830*R*001"]
    asked = answered(ANSWER_855.replace("*000000101*0*P*", "*000000101*1*P*"))
    assert segments(asked, "TA1") == ["TA1*000000101*260312*0830*A*000"]
    contrl = answered(ANSWER_ORDRSP.replace("UNZ+1+4711", "UNZ+1+4712"))
    assert (contrl.state, segments(contrl, "UCI")) == (
        "rejected", ["UCI+4711+SUPPLIER:ZZ+HARLOW:ZZ+4+28+UNZ"],
    )  # fmt: skip


def test_a_repeated_control_number_is_told() -> None:
    body = "ST*855*0001~BAK*00*AC*1*20260301~SE*3*0001~" * 2
    answer = answered(f"{isa()}~GS*PR*A*B*20260312*0830*7*X*004010~{body}GE*2*7~IEA*1*000000101~")
    assert segments(answer, "AK5") == ["AK5*A", "AK5*E*23"]


def test_no_acknowledgement_answers_an_acknowledgement() -> None:
    for text in (
        x12("997", "AK1*PO*1", "AK9*A*1*1*1"),
        x12("999", "AK1*PO*1", "AK9*A*1*1*1"),
        edifact("CONTRL", "UCI+1+A+B+7"),
        f"{isa()}~TA1*000000050*260311*1200*A*000~IEA*0*000000101~",
        answered(ANSWER_855).text,
        answered(ANSWER_ORDRSP).text,
    ):
        assert answers(text, AT) == ()


def test_application_answers_are_messages_like_others() -> None:
    refused = edifact("APERAK", "BGM+313+A-1+9", "ERC+12")
    assert answered(refused).state == "accepted"


def test_what_has_no_sender_is_answered_to_nobody() -> None:
    assert answers("UNH+1+ORDERS:D:96A:UN'BGM+220+1'UNT+3+1'", AT) == ()
    assert answers("no interchange at all", AT) == ()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(broken())
def test_whatever_is_answered_can_be_read_again(text: str) -> None:
    for answer in answers(text, AT):
        found = read_edi(answer.text)
        assert [one.kind for one in found.documents]
        assert {one.kind for one in found.documents} == {"acknowledgement"}
        assert answers(answer.text, AT) == ()
