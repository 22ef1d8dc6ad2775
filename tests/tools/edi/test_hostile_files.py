"""Files made to hurt: no exception, every value at its place, and an end to the work."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tools.edi.samples import ANSWER_855, ANSWER_ORDRSP, check_places, edifact, isa, x12
from tools.edi import limits, looks_like_edi, read_edi

SAMPLES = [
    ANSWER_855,
    ANSWER_ORDRSP,
    x12("856", "BSN*00*N*20260409*1530", "HL*1**S", "TD1*PLT*10", "HL*2*1*I", "SN1**5*EA"),
    x12("210", "B3**1*2*PP**20260514*12417", "LX*1", "L5*1*A", "L1*1*4*PH*8000", "L3*1*G***1"),
    x12("214", "B10*1*2*C", "LX*1", "AT7*AG*NS***20260508*2330*CT", "MS1*A*B"),
    edifact("INVOIC", "BGM+380+1", "PAT+1", "LIN+1", "QTY+47:9", "ALC+C", "MOA+8:1", "UNS+S"),
    edifact("IFTSTA", "BGM+23+1", "CNI+1+2", "STS+1+24+1", "DTM+334:202604141830:203", "LOC+9+A"),
]
SIGNS = "*+:'~?\n\r|>^0129AZ\x1c\x1d\x1f²é \ufeff\u00a0%"


@st.composite
def broken(draw: Any) -> str:
    """A sample with some of it replaced, doubled, cut out or taken from another."""
    text = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        until = at + draw(st.integers(0, 25))
        other = draw(st.sampled_from(SAMPLES))
        low = draw(st.integers(0, len(other)))
        new = draw(st.one_of(st.text(SIGNS, max_size=4), st.just(other[low : low + 40])))
        text = text[:at] + new + text[until:]
    return text


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(broken())
def test_a_broken_file_raises_nothing_and_misplaces_nothing(text: str) -> None:
    looks_like_edi(text)
    check_places(read_edi(text).documents, text)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(SIGNS + "ISABUNHGT", max_size=80), st.text(max_size=80)))
def test_any_text_raises_nothing(text: str) -> None:
    for head in ("", "ISA", "UNA", "UNB+", isa() + "~"):
        looks_like_edi(head + text)
        read_edi(head + text)


def test_what_goes_beyond_the_limits_is_said() -> None:
    lines = ["BEG*00*SA*PO-1**20260312", *["PO1*1*5*EA"] * (limits.LINES + 1)]
    found = read_edi(x12("850", *lines))
    assert len(found.documents[0].lines) == limits.LINES
    assert any("lines are read" in fault for fault in found.documents[0].faults)
    short = read_edi(x12("850", *lines), most=100)
    assert any("longer than what is read" in fault for fault in short.faults)
    assert short.segments == 100
    references = read_edi(x12("850", *["REF*PO*1"] * 5_000))
    assert len(references.documents[0].refs) <= limits.VALUES
    assert any("more values" in fault for fault in references.documents[0].faults)


def test_files_made_to_hurt_come_to_an_end() -> None:
    head = "UNA:+.? 'UNB+UNOA:1'UNH+1+ORDERS:D:96A:UN'"
    n = 400_000
    shapes = {
        "release characters": head + "BGM+" + "?" * n + "'",
        "released ends": head + "BGM+" + "?'" * (n // 2) + "'",
        "elements": head + "BGM" + "+" * n + "'",
        "components": head + ("LIN+1++" + ":" * 500 + "'") * (n // 500),
        "headers": "ISA*" * (n // 4),
        "empty interchanges": "UNB+\n" * (n // 5),
        "line ends": "UNB+UNOA" + "\n" * n,
        "transaction sets": isa() + "~" + "ST*850*1~" * (n // 9),
    }
    for name, text in shapes.items():
        found = read_edi(text)
        assert found.segments <= limits.SEGMENTS, name
        assert found.faults, name
