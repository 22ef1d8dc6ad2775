"""Papers and customs in other words, languages and layouts than the sample mails'."""

from __future__ import annotations

import pytest

from agents.reader import read
from domain.record import Row
from tests.agents.reader.company import Company, company, mail
from tests.agents.reader.test_transport import told

DOCUMENTS = {
    "X1": ("commercial invoice", "V1014"),
    "X2": ("packing list", "V1014"),
    "X3": ("draft bill of lading", "F9"),
    "X4": ("certificate of origin", "V1014"),
    "X5": ("insurance certificate", "E013"),
    "X6": ("fumigation note for crates", "V1014"),
    "X7": ("import declaration 55120098", "B9"),
    "X8": ("EUR.1", "V1014"),
}
BROKER, SUPPLIER = "desk@clearfast.example", "export@shenwei.example"


def port(currency: str = "USD") -> Company:
    """The small company with a broker and the papers of one shipment of V1014's order."""
    rows = [row for table in company().tables.values() for row in table.values()]
    values = {"kind": "broker", "date_order": "DMY", "decimal_mark": ".", "language": "en"}
    values |= {"time_zone": "Europe/Amsterdam", "mail_domains": "clearfast.example"}
    rows.append(Row(table="partners", key="B9", version=1, values=values))
    rows.append(Row(table="partners", key="V1014", version=1, values={
        "kind": "supplier", "date_order": "YMD", "decimal_mark": ".", "language": "zh",
        "time_zone": "Asia/Shanghai", "mail_domains": "shenwei.example"}))  # fmt: skip
    ship = {"booking_no": "SW660011", "master_ref": "MEDU6600110", "status": "booked"}
    ship["place_tz_cutoffs"] = "Asia/Shanghai"
    rows.append(Row(table="shipments", key="SH41", version=1, values=ship))
    unit = {"shipment_id": "SH41", "unit_no": "CSQU3054383", "po_id": "4500018880"}
    for line in ("10", "20"):
        key = f"CSQU3054383-{line}"
        rows.append(
            Row(table="shipment_units", key=key, version=1, values=unit | {"po_line": line})
        )
    order = {"po_id": "4500018880", "supplier_id": "V1014", "status": "open", "currency": currency}
    rows.append(Row(table="purchase_orders", key="4500018880", version=1, values=order))
    for key, (kind, owner) in DOCUMENTS.items():
        paper = {"doc_type": kind, "owner": owner, "shipment_id": "SH41"}
        rows.append(Row(table="documents", key=key, version=1, values=paper))
    return Company(rows)


def test_papers_that_disagree_are_asked_of_whoever_owns_the_one_that_stands_alone() -> None:
    found = read(
        mail(
            BROKER,
            "Good day,\nwe checked the papers of MEDU6600110:\n"
            "a) gross weight: CI 4,310 / PL 4,310 / draft B/L 4,130\n"
            "b) total CI 18,204.50 against P/L 18,240.50\n"
            "c) certificate of origin without signature\n"
            "d) line 20: HS code missing\n",
            "discrepancies MEDU6600110",
        ),
        port(),
    )
    fields = ("gross_weight", "document_value", "document_state")
    assert told(found, *fields) >= {
        "X3 gross_weight 4130 KG",
        "X1 gross_weight 4310 KG",
        "X4 document_state unsigned",
    }
    values = [one for one in found.statements if one.field == "document_value"]
    assert {str(one.value.money.amount) for one in values} == {"18204.50", "18240.50"}  # type: ignore[union-attr]
    asked = {(one.about, one.object, one.of) for one in found.questions}
    assert ("gross_weight", "documents:X3", "partners:F9") in asked
    assert ("document_value", "documents:X1", "partners:V1014") in asked
    assert ("document_state", "documents:X4", "partners:V1014") in asked
    assert ("hs_code", "purchase_order_lines:4500018880/20", "partners:V1014") in asked
    assert told(found, "hs_code") == set()
    assert "document_discrepancy" in found.intents


def test_what_customs_asks_is_read_with_the_papers_it_wants() -> None:
    found = read(
        mail(
            BROKER,
            "Import declaration 55120098: customs query received.\n"
            "- insurance policy not received\n- please send fumigation note for the crates\n"
            "Last free day 19/03. Please reply by tomorrow 15:00.\n",
        ),
        port(),
    )
    assert told(found, "customs_state", "document_state", "deadline:free_time_end") == {
        "X7 customs_state query",
        "X5 document_state missing",
        "X6 document_state requested",
        "SH41 deadline:free_time_end 2026-03-19",
    }
    assert told(found, "deadline:reply") == {
        "SH41 deadline:reply 2026-03-13T15:00 Europe/Amsterdam"
    }
    assert {"customs_query", "document_request"} <= set(found.intents)


def test_a_cut_is_in_the_time_of_the_place_it_names() -> None:
    found = read(
        mail(BROKER, "MEDU6600110: ISF cut-off 17 Mar 1800 LT Yantian, maker must be stated"),
        port(),
    )
    assert told(found, "deadline:isf") == {"SH41 deadline:isf 2026-03-17T18:00 Asia/Shanghai"}


def test_revised_papers_say_what_they_now_show() -> None:
    found = read(
        mail(
            SUPPLIER,
            "PO 4500018880: please find corrected commercial invoice and packing list.\n"
            "Net weight 2,480 kg, gross weight 2,615.5 kg, FOB Ningbo.\n"
            "3 samples free of charge included (value 0). EUR.1 follows by courier.\n",
        ),
        port(),
    )
    assert told(found, "net_weight", "gross_weight", "incoterm", "document_state") == {
        "X2 net_weight 2480 KG",
        "X2 gross_weight 2615.5 KG",
        "X1 incoterm FOB",
        "X1 document_state revised",
        "X2 document_state revised",
        "X8 document_state pending",
    }
    assert {one.field for one in found.statements} >= {"document_value:sample"}
    assert "customs_value" in {one.about for one in found.questions}


def test_everyday_words_are_no_papers() -> None:
    found = read(
        mail(SUPPLIER, "PO 4500018880: packing is under way, we co-operate; be ready, pl wait."),
        port(),
    )
    assert [one for one in found.references if (one.object or "").startswith("documents")] == []
    assert told(found, "document_state") == set()


@pytest.mark.parametrize(
    "words",
    [
        "Los días libres se acaban el 19/03.",
        "Free days expire on 19/03.",
        "Die freie Zeit läuft ab am 19.03.",
        "Les jours de franchise expirent le 19/03.",
    ],
)
def test_the_end_of_free_days_is_read_by_what_becomes_of_them(words: str) -> None:
    found = read(mail(BROKER, f"Import declaration 55120098: customs query. {words}"), port())
    assert told(found, "deadline:free_time_end") == {"SH41 deadline:free_time_end 2026-03-19"}
