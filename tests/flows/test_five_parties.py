"""One order by procurement, supplier, forwarder, broker and finance: five inboxes, one thread.

The longest story there is (a case of four workflows, each with its letters): it may take seconds.
"""

from collections import defaultdict
from email.utils import getaddresses
from pathlib import Path

import pytest

from seamline import views
from seamline.demo_company import let_go
from seamline.role_inbox import inbox_of, reader_of
from seamline.thread_view import thread
from seamline.wiring import Office
from tests.flows.exports import feed
from tests.flows.on_the_way import ORION, ORION_UNITS, approve, mail, put
from tests.flows.playing import file_sample, mails_out
from tests.flows.test_document_readiness import PAPERS
from tests.states import state

DELAY, BOOKING, ROLLED = "W1-4500018822", "W3-4500018822", "W3-SH01"
CUSTOMS, BILL = "W5-SH01", "W7-KL-3360"
REFERENCES = ("4500018822", "BQ240771", "ORNL6123771", "SH01", "KL-3360", BILL)
OURS, SUPPLIER, FORWARDER, BROKER = "harlow", "kailun", "bluequay", "castell"


def waits_for(office: Office, function: str) -> set[str]:
    """The cases that a function of ours is to decide now."""
    seen = inbox_of(views.inbox(office), reader_of(office.people, function, office.clock.now()))
    return {one["case"] for one in seen["waiting"]}


def inboxes(office: Office) -> dict[str, list[tuple[str, str]]]:
    """(address, words) of all that was mailed, by the party whose mail server takes it."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in mails_out(office):
        assert one["Cc"] is None and one["Bcc"] is None
        body = one.get_body()
        assert body is not None
        addresses = [address for _, address in getaddresses([str(one["To"])])]
        parties = {address.partition("@")[2].partition(".")[0] for address in addresses}
        assert len(parties) == 1, f"a letter to several parties: {addresses}"
        words = f"{one['Subject']}\n{body.get_content()}"
        found[parties.pop()] += [(address, words) for address in addresses]
    return found


def by_supplier(office: Office, folder: Path) -> None:
    """Procurement's order is late: planning and procurement decide; its cargo is ready at last."""
    file_sample(office, "W1-d")
    assert DELAY in waits_for(office, "procurement") & waits_for(office, "planning")
    approve(office, DELAY)
    file_sample(office, "W3-a")
    approve(office, BOOKING)
    mail(
        office, folder, "shipping@kailun.example", "Thu, 09 Apr 2026 09:00:00 +0800",
        "Re: cargo ready 4500018822",
        "PO 4500018822 L20 cargo ready 4/9, 3000 pcs: no dangerous goods inside.",
    )  # fmt: skip
    slots = {"dangerous_goods@purchase_order_lines:4500018822/20": "no"}
    office.desk.decide(BOOKING, "respond", person="E013", slots=slots, reason="data sheet")
    approve(office, BOOKING)


def by_forwarder(office: Office, folder: Path) -> None:
    put(office, folder, "2026-04-09", shipments=ORION, shipment_units=ORION_UNITS)
    file_sample(office, "W3-b")
    assert waits_for(office, "logistics") >= {ROLLED}
    approve(office, ROLLED)


def by_broker(office: Office, folder: Path) -> None:
    put(office, folder, "2026-04-11", documents=PAPERS)
    file_sample(office, "W5-a")
    approve(office, CUSTOMS)


def by_finance(office: Office, folder: Path) -> None:
    feed(office, "2026-04-24", "2026-04-29", "2026-05-13", "2026-05-15")
    mail(
        office, folder, "ar@kailun.example", "Mon, 25 May 2026 10:00:00 +0800",
        "Overdue invoice KL-3360",
        "Invoice KL-3360 for USD 220,800.00 remains open, please release it.",
    )  # fmt: skip
    assert BILL in waits_for(office, "finance") and BILL not in waits_for(office, "procurement")
    approve(office, BILL)


@state()
def told(office: Office, folder: Path) -> None:
    let_go(office)
    for stage in (by_supplier, by_forwarder, by_broker, by_finance):
        stage(office, folder)


@pytest.mark.slow
def test_five_parties_are_written_to_apart_and_one_thread_holds_what_all_of_them_said(
    told: Office,
) -> None:
    found = inboxes(told)
    contacts = {row.text("mail"): row.text("partner_id") for row in told.reads.rows("contacts")}
    own = {"kailun": "V1001", "bluequay": "F3001", "castell": "B4001"}
    assert {SUPPLIER, FORWARDER, BROKER, OURS} <= set(found)
    for party, partner in own.items():
        assert {contacts[address] for address, _ in found[party]} == {partner}
        assert "4500018822" in str(found[party]) or "BQ240771" in str(found[party])
    assert "Please book" in str(found[FORWARDER]) and "KL-3360" in str(found[SUPPLIER])
    assert "ISF DUE" in str(found[BROKER])
    for party, letters in found.items():
        others = [one for one in own if party not in (one, OURS)]
        words = " ".join(said for _, said in letters).lower()
        assert not [one for one in others if f"{one}.example" in words], party
    for secret in ("Please book", "KL-3360", "217,856.00", "Medivale"):
        assert secret not in str(found[BROKER])
    assert "217,856.00" in str(found[SUPPLIER]) and "217,856.00" not in str(found[FORWARDER])
    assert {one for one, _ in found[OURS]} >= {"noel.fischer@harlow.example"}, "finance was told"
    wanted = thread(told, REFERENCES[0])
    assert {one["case"] for one in wanted["cases"]} == {DELAY, BOOKING, ROLLED, CUSTOMS, BILL}
    assert {one["from"].partition("@")[2] for one in wanted["mails"]} == {
        "kailun.example", "bluequay.example", "castell.example",
    }  # fmt: skip
    for name in REFERENCES[1:]:
        seen = thread(told, name)
        assert (seen["cases"], seen["mails"]) == (wanted["cases"], wanted["mails"]), name
