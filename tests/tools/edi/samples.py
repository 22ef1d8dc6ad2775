"""Interchanges for tests: an envelope around segments, and one golden file a transaction."""

from domain.tradedoc import Cell, TradeDocument
from tools.edi import read_edi

GROUPS = {
    "850": "PO", "855": "PR", "856": "SH", "860": "PC", "865": "CA", "204": "SM", "990": "GF",
    "214": "QM", "210": "IM", "810": "IN", "820": "RA", "824": "AG", "997": "FA",
}  # fmt: skip


def isa(control: str = "000000101", sender: str = "SUPPLIER", receiver: str = "HARLOW") -> str:
    return (
        f"ISA*00*          *00*          *ZZ*{sender:<15}*ZZ*{receiver:<15}"
        f"*260312*0830*U*00401*{control}*0*P*>"
    )


def x12(kind: str, *segments: str, control: str = "000000101", end: str = "~\n") -> str:
    """One transaction set in its envelope; segments are written with `*` between elements."""
    body = [f"ST*{kind}*0001", *segments, f"SE*{len(segments) + 2}*0001"]
    head = f"GS*{GROUPS.get(kind, 'ZZ')}*SUPPLIER*HARLOW*20260312*0830*77*X*004010"
    return end.join([isa(control), head, *body, "GE*1*77", f"IEA*1*{control}", ""])


def edifact(kind: str, *segments: str, control: str = "4711", end: str = "'\n") -> str:
    """One message in its envelope; segments are written with `+` and `:`."""
    body = [f"UNH+M1+{kind}:D:96A:UN:EAN008", *segments, f"UNT+{len(segments) + 2}+M1"]
    head = f"UNB+UNOC:3+SUPPLIER:ZZ+HARLOW:ZZ+260312:0830+{control}"
    return end.join(["UNA:+.? ", head, *body, f"UNZ+1+{control}", ""])


def one(text: str) -> TradeDocument:
    """The one document of a text whose cells all stand where they say."""
    found = read_edi(text)
    assert len(found.documents) == 1, found.faults
    check_places(found.documents[0], text)
    return found.documents[0]


def check_places(value: object, text: str) -> None:
    """Every cell in the value is exactly the words at its place."""
    if isinstance(value, Cell):
        assert text[value.start : value.end] == value.text != ""
    elif isinstance(value, tuple | list):
        for each in value:
            check_places(each, text)
    elif isinstance(value, dict):
        check_places(list(value.values()), text)
    elif hasattr(value, "__pydantic_fields__"):
        check_places([getattr(value, name) for name in type(value).model_fields], text)


def said(cell: Cell | None) -> str:
    """What a cell means, empty for none."""
    return cell.value if cell else ""


def refs(of: object) -> dict[str, str]:
    """The things a document or line names, the last of each kind."""
    return {ref.kind: ref.cell.value for ref in of.refs}  # type: ignore[attr-defined]


def dates(document: TradeDocument) -> dict[str, str]:
    """The document's dates by event."""
    return {one.event: one.cell.value for one in document.dates}


def amounts(of: object) -> dict[str, str]:
    """Sums by kind."""
    return {one.kind: one.cell.value for one in of.amounts}  # type: ignore[attr-defined]


ANSWER_855 = x12(
    "855",
    "BAK*00*AC*4500018822*20260301****RC-77120*20260312",
    "CUR*SE*USD",
    "REF*VN*RC-77120",
    "N1*SE*Kailun Electronics*92*V1001",
    "PO1*10*12000*EA*18.4**BP*KLB-12*VP*KL-9912",
    "PID*F****Control board 12",
    "ACK*IA*4000*EA*068*20260409",
    "ACK*DR*8000*EA*068*20260420",
    "PO1*20*3000*EA*2.1**BP*CBL-20",
    "ACK*IA*3000*EA*068*20260406",
    "CTT*2",
)

ANSWER_ORDRSP = edifact(
    "ORDRSP",
    "BGM+231+RC-77120+4+AC",
    "DTM+137:20260312:102",
    "RFF+ON:4500018822",
    "NAD+SU+V1001::92++Kailun Electronics",
    "CUX+2:USD:9",
    "LIN+10+3+KLB-12:BP",
    "PIA+5+KL-9912:SA",
    "IMD+F++:::Control board 12",
    "QTY+21:12000:PCE",
    "PRI+AAA:18.4::NTP:1:PCE",
    "RFF+ON:4500018822:10",
    "SCC+1",
    "QTY+113:4000:PCE",
    "DTM+79:20260409:102",
    "SCC+1",
    "QTY+113:8000:PCE",
    "DTM+79:20260420:102",
    "LIN+20+5+CBL-20:BP",
    "QTY+113:3000:PCE",
    "DTM+79:20260406:102",
    "PRI+AAA:2.1",
    "UNS+S",
    "CNT+2:2",
)
