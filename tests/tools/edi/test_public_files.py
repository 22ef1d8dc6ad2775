"""Every EDI file of other projects is read; skipped where they do not lie beside us."""

from collections import Counter
from pathlib import Path

import pytest

from domain.tradedoc import TradeDocument
from tests.tools.edi.samples import check_places
from tools.edi import EdiRead, charset_of, looks_like_edi, read_edi

DATA = Path(__file__).parents[4] / "shared" / "data"
PROJECTS = (
    "indice-co+EDI.Net", "xlate+staedi", "jf-tech+omniparser", "olmelabs+EdiEngine",
    "nerdocs+pydifact", "smooks+smooks-edi-cartridge", "LinuxForHealth+x12",
)  # fmt: skip
#: A listing of segments that a parser is expected to print, and a laboratory file of another kind.
NO_EDI = {"sample837-HL-nested-expected.txt", "hl7.lab"}
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="files of other projects (../shared/data) are not here"
)
FILES = [
    path
    for project in PROJECTS
    for path in sorted((DATA / project).rglob("*"))
    if path.is_file() and path.name != "LICENSE"
]


def text_of(path: Path) -> str:
    data = path.read_bytes()
    return data.decode(charset_of(data) or "utf-8", "replace")


@pytest.fixture(scope="module")
def found() -> dict[Path, EdiRead]:
    return {path: read_edi(text_of(path)) for path in FILES}


def test_every_file_gives_its_documents(found: dict[Path, EdiRead]) -> None:
    empty = {path.name for path, read in found.items() if not read.documents}
    assert empty <= NO_EDI
    assert all(looks_like_edi(path.read_bytes()) for path in FILES if path.name not in empty)


def test_every_value_stands_where_it_is_said_to(found: dict[Path, EdiRead]) -> None:
    for path, read in found.items():
        check_places(read.documents, text_of(path))


def key_fields(document: TradeDocument) -> bool:
    """What a transaction cannot be used without."""
    kinds = {ref.kind for ref in document.refs}
    totals = {one.kind for one in document.amounts}
    match document.kind:
        case "order":
            return document.number is not None and bool(document.lines)
        case "order_response":
            return "order" in kinds
        case "despatch_advice":
            return document.number is not None and any(line.qty for line in document.lines)
        case "transport_status":
            return bool(kinds & {"load", "carrier_reference"}) and bool(document.lines)
        case "load_tender" | "tender_response":
            return "load" in kinds
        case "freight_invoice" | "invoice" | "credit_note":
            return document.number is not None and bool(totals & {"total", "due", "goods"})
        case "remittance":
            return document.number is not None and "paid" in totals
    return True


def test_key_fields_of_each_transaction_are_there(found: dict[Path, EdiRead]) -> None:
    """At least as many as a prototype over 574 such files: the rest are empty test fragments."""
    all_of, with_keys = Counter[str](), Counter[str]()
    for read in found.values():
        for document in read.documents:
            name = document.standard.split()[1] if " " in document.standard else ""
            all_of[name] += 1
            with_keys[name] += key_fields(document)
    least = {
        "856": 1.0, "210": 1.0, "214": 0.95, "855": 0.75, "810": 0.9, "850": 0.6, "204": 1.0,
        "990": 1.0, "820": 1.0, "ORDRSP": 0.5, "INVOIC": 0.6, "ORDERS": 0.9,
    }  # fmt: skip
    assert {name: f"{with_keys[name]}/{all_of[name]}" for name in least
            if with_keys[name] < least[name] * all_of[name]} == {}  # fmt: skip
