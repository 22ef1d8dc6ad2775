"""Interchanges as partners really send them: odd signs, wrapped lines, missing and wrong ends."""

import pytest

from tests.tools.edi.samples import ANSWER_855, ANSWER_ORDRSP, edifact, isa, one, refs, said, x12
from tools.edi import charset_of, looks_like_edi, read_edi

ORDER = ("BEG*00*SA*PO-1**20260312", "PO1*1*5*EA*2.5**BP*A-1", "CTT*1")
ORDERS = ("BGM+220+PO-1+9", "DTM+137:20260312:102", "LIN+1++A-1:BP", "QTY+21:5:PCE", "UNS+S")


def test_a_byte_order_mark_and_blank_lines_stand_before_an_interchange() -> None:
    for text in (ANSWER_855, ANSWER_ORDRSP):
        assert one("\ufeff\n  \r\n" + text).kind == "order_response"
        assert looks_like_edi("\ufeff\n" + text)
        assert looks_like_edi(b"\xef\xbb\xbf" + text.encode())


@pytest.mark.parametrize(
    "end", ["~", "~\n", "~\r\n", "\n", "\r\n", "|", "\x1c", "…", "'\n", "\x85"]
)
def test_any_sign_may_end_an_x12_segment(end: str) -> None:
    document = one(x12("850", *ORDER, end=end))
    assert said(document.number) == "PO-1"
    assert said(document.lines[0].buyer_item) == "A-1"
    assert document.faults == ()


@pytest.mark.parametrize("sign", ["|", "^", "\x1d", "+", ",", "\x07"])
def test_any_sign_may_stand_between_x12_elements(sign: str) -> None:
    assert said(one(x12("850", *ORDER).replace("*", sign)).number) == "PO-1"


def test_a_trimmed_isa_is_read_by_its_elements() -> None:
    text = x12("850", *ORDER)
    trimmed = text.replace("          ", " ").replace("SUPPLIER       ", "SUPPLIER")
    assert said(one(trimmed).number) == "PO-1"


def test_a_line_end_inside_isa_belongs_to_nothing() -> None:
    text = x12("850", *ORDER)
    assert said(one(text[:70] + "\n" + text[70:]).number) == "PO-1"


def test_isa_without_a_component_separator_still_says_where_segments_end() -> None:
    text = x12("850", *ORDER).replace("*P*>~", "*P*~")
    assert said(one(text).number) == "PO-1"


@pytest.mark.parametrize("width", [20, 78, 80])
def test_a_file_cut_into_lines_of_one_length_is_whole_again(width: int) -> None:
    for text in (x12("850", *ORDER, end="~"), edifact("ORDERS", *ORDERS, end="'")):
        lines = [text[at : at + width] for at in range(0, len(text), width)]
        document = one("\n".join(lines))
        assert said(document.number) == "PO-1"
        assert said(document.lines[0].buyer_item) == "A-1"


def test_each_interchange_has_signs_of_its_own() -> None:
    second = x12("850", *ORDER, control="000000102").replace("*", "|").replace("~", "^")
    found = read_edi(x12("850", *ORDER) + second + edifact("ORDERS", *ORDERS))
    assert [said(each.number) for each in found.documents] == ["PO-1", "PO-1", "PO-1"]
    assert [each.control["interchange"] for each in found.documents] == [
        "000000101", "000000102", "4711",
    ]  # fmt: skip
    assert found.faults == ()


def test_an_interchange_without_its_end_stops_where_the_next_one_begins() -> None:
    first = x12("850", *ORDER).partition("GE*")[0]
    found = read_edi(first + x12("850", *ORDER, control="000000102"))
    assert len(found.documents) == 2
    assert "interchange 000000101 has no IEA" in found.faults


def test_binary_data_is_skipped_by_its_length() -> None:
    data = "a~ST*850*9~b"
    text = x12("850", ORDER[0], f"BIN*{len(data)}*{data}", *ORDER[1:])
    document = one(text)
    assert said(document.lines[0].buyer_item) == "A-1"
    assert document.faults == ()


def test_binary_data_of_a_wrong_length_ends_at_the_next_sign() -> None:
    for length in ("9999", "x", ""):
        text = x12("850", ORDER[0], f"BIN*{length}*data", *ORDER[1:])
        assert said(one(text).lines[0].buyer_item) == "A-1"


def test_una_says_which_signs_follow_even_with_line_ends_behind_it() -> None:
    plain = edifact("ORDERS", *ORDERS, end="'")
    assert said(one(plain.replace("UNA:+.? '", "UNA:+.? '\r\n")).number) == "PO-1"
    other = plain.replace(":", "=").replace("+", "*").replace("'", "~")
    other = other.replace("UNA=*.? ~", "UNA=*.? ~\r\n")
    assert said(one(other).number) == "PO-1"
    assert "UNA" not in plain.removeprefix("UNA:+.? '")
    assert said(one(plain.removeprefix("UNA:+.? '")).number) == "PO-1"


def test_level_b_separates_with_control_characters() -> None:
    text = edifact("ORDERS", *ORDERS, end="'").removeprefix("UNA:+.? '").replace("UNOC", "UNOB")
    text = text.translate(str.maketrans({"'": "\x1c", "+": "\x1d", ":": "\x1f"}))
    assert said(one(text).lines[0].buyer_item) == "A-1"


def test_lines_may_end_edifact_segments_without_una() -> None:
    text = edifact("ORDERS", *ORDERS, end="\n").partition("\n")[2]
    document = one(text)
    assert said(document.lines[0].buyer_item) == "A-1"
    assert document.faults == ()


def test_a_release_character_makes_the_next_sign_an_ordinary_one() -> None:
    text = edifact("ORDERS", "BGM+220+PO?+1?:A??+9", "FTX+AAI+++Don?'t wait", "UNS+S")
    document = one(text)
    assert said(document.number) == "PO+1:A?"
    assert [said(note) for note in document.notes] == ["Don't wait"]
    assert document.number is not None and document.number.text == "PO?+1?:A??"


def test_repeated_elements_are_read_each() -> None:
    segments = ("BGM+220+PO-1+9", "LIN+1", "PIA+5+A-1:BP*S-1:SA", "UNS+S")
    text = edifact("ORDERS", *segments).replace("UNA:+.? '", "UNA:+.?*'")
    line = one(text).lines[0]
    assert (said(line.buyer_item), said(line.seller_item)) == ("A-1", "S-1")


def test_an_interchange_of_acknowledgements_alone_is_returned() -> None:
    text = f"{isa()}~TA1*000000050*260311*1200*A*000~IEA*0*000000101~"
    document = one(text)
    assert document.kind == "acknowledgement"
    assert document.state == "accepted"
    assert document.control["acknowledged_interchange"] == "000000050"
    assert refs(document)["interchange"] == "000000050"


def test_a_message_without_its_interchange_is_read_and_said_so() -> None:
    text = edifact("ORDERS", *ORDERS)
    bare = text[text.index("UNH") : text.index("UNZ")]
    found = read_edi(bare)
    assert said(found.documents[0].number) == "PO-1"
    assert found.faults == ("the file begins without UNB",)


def test_missing_ends_and_wrong_counts_are_faults_and_nothing_is_lost() -> None:
    text = x12("850", *ORDER)
    without = text.replace("SE*5*0001~\n", "")
    document = one(without)
    assert said(document.lines[0].buyer_item) == "A-1"
    assert "message 850 0001 has no SE" in document.faults
    counted = one(text.replace("SE*5*", "SE*9*"))
    assert counted.faults == ("message 850 0001 holds 5, its SE counts 9",)
    numbered = one(text.replace("SE*5*0001", "SE*5*0002"))
    assert numbered.faults == ("message 850 0001 ends with SE of number 0002",)
    interchange = read_edi(text.replace("IEA*1*000000101", "IEA*2*000000999"))
    assert len(interchange.faults) == 2
    unt = one(edifact("ORDERS", *ORDERS).replace("UNT+7+", "UNT+8+"))
    assert unt.faults == ("message ORDERS M1 holds 7, its UNT counts 8",)


def test_what_stands_between_interchanges_is_said_not_swallowed() -> None:
    text = x12("850", *ORDER)
    found = read_edi(text + "-- \nsent by a machine\n" + text)
    assert len(found.documents) == 2
    assert any("are no part of an interchange" in fault for fault in found.faults)


def test_a_kind_that_is_not_read_is_returned_by_name() -> None:
    document = one(x12("834", "BGN*00*1*20260312"))
    assert document.kind == "other"
    assert document.faults[-1] == "X12 834 is not read"


@pytest.mark.parametrize(
    ("syntax", "codec"),
    [("UNOC", "iso8859-1"), ("UNOD", "iso8859-2"), ("UNOE", "iso8859-5"), ("UNOY", "utf-8")],
)
def test_the_interchange_names_its_character_set(syntax: str, codec: str) -> None:
    head = f"UNA:+.? '\r\nUNB+{syntax}:3+A+B".encode()
    assert charset_of(head) == codec
    assert charset_of(head, "us-ascii") == codec
    assert charset_of(head, "utf-8") == "utf-8"
    assert charset_of(b"ISA*00*") == charset_of(b"UNB+UNOA:1") == ""


@pytest.mark.parametrize(
    "text",
    ["", "Dear Marta, ISA-95 is a standard", "UNBelievable", "ISA", "UNA:+.?", "UNH", "ISA*00*",
     "Best regards\nUNB+UNOA", "isa - so we said", "UNA is our agent in Poti"],
)  # fmt: skip
def test_what_is_no_edi_does_not_look_like_it(text: str) -> None:
    assert not looks_like_edi(text)
    assert read_edi(text).documents == ()
