"""What happens to the sample company's goods on the way: small exports, and mails of contacts."""

from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from seamline import views
from seamline.loading import load_export
from seamline.wiring import Office
from tests.flows import playing
from tests.flows.playing import file_letter, file_mail, mails_out, write_letter

HEADS = {
    "claims": "claim_id,partner_id,kind,amount,currency,against,agreed_on,agreed_by,evidence,"
    "status",
    "shipments": "shipment_id,mode,carrier_id,forwarder_id,booking_no,master_ref,truck_load,vessel,"
    "voyage,pol,via,pod,final_site,etd,eta,place_tz_cutoffs,si_cutoff,vgm_cutoff,cy_cutoff,"
    "broker_id,freight_should_cost,currency,status,recorded_on",
    "shipment_units": "shipment_id,unit_no,unit_type,po_id,po_line,qty,uom,packages,package_type,"
    "gross_kg,m3,free_days",
    "documents": "doc_id,shipment_id,doc_type,required_by_rule,owner,due_at,state,version",
    "tariffs_and_deadlines": "rule_id,jurisdiction,rule,value,unit,version,source",
    "letters_of_credit": "lc_no,beneficiary_id,bank_id,po_id,amount,currency,tolerance_pct,"
    "latest_shipment,expiry,presentation_days,partial,transhipment,shipment_id",
    "purchase_orders": "po_id,supplier_id,site_id,created_on,buyer_id,currency,incoterm,"
    "incoterm_place,payment_terms,status",
    "purchase_order_lines": "po_id,line,item_id,qty,uom,unit_price,price_per,price_uom,need_date,"
    "promised_date,promised_event,received_qty,gross_kg,m3",
    "partners": "partner_id,name,kind,country,time_zone,language,date_order,decimal_mark,"
    "mail_domains,currency",
    "contacts": "contact_id,partner_id,name,mail,role,channel,do_not_reply,phone_on_file",
    "contracts": "contract_id,partner_id,clause,kind,value,unit,text",
    "capacities": "capacity_id,kind,partner_id,mode,origin,destination,first_day,last_day,amount,"
    "committed,uom",
    "fx": "day,from_ccy,to_ccy,rate",
    "stock": "site_id,item_id,as_of,on_hand,uom,safety_stock,blocked,note",
    "sales_orders": "so_id,customer_id,customer_po,created_on,currency,contract_id,ship_from_site,"
    "account_owner_id,status",
    "sales_order_lines": "so_id,line,item_id,qty,uom,unit_price,value,promised_date,planned_date,"
    "requested_date,penalty_pct_per_week,min_partial_qty,note",
    "pegging": "po_id,po_line,so_id,so_line,qty,recorded_on",
    "customer_deliveries": "delivery_id,so_id,so_line,customer_id,ship_from_site,carrier_id,"
    "tracking_ref,regime,qty,uom,packages,package_type,gross_kg,ship_date,delivered_on,pod_state,"
    "recorded_on",
}

#: Two boxes of two orders of Kailun on one vessel, and one of Mitsuhara on the same.
ORION = (
    "SH01,sea,C2001,F3001,BQ240771,ORNL6123771,,ORION PEARL,114E,CNYTN,KRPUS,USLAX,US20,"
    "2026-04-14T18:00,2026-04-29,Asia/Shanghai,2026-04-11T12:00,2026-04-12T12:00,2026-04-13T23:59,"
    "B4001,3886.00,USD,booked,2026-04-09\n"
    "SH02,sea,C2001,F3001,BQ240779,ORNL6123790,,ORION PEARL,114E,CNYTN,KRPUS,USLAX,US20,"
    "2026-04-14T18:00,2026-04-29,Asia/Shanghai,2026-04-11T12:00,2026-04-12T12:00,2026-04-13T23:59,"
    "B4001,3886.00,USD,booked,2026-04-09"
)
ORION_UNITS = (
    "SH01,QZKU3045126,40HC,4500018822,10,4000,PCS,8,PLT,1820,11.2,5\n"
    "SH01,QZKU3045126,40HC,4500018822,20,3000,PCS,2,PLT,310,1.4,5\n"
    "SH01,QZKU7719068,40HC,4500018847,10,1500,PCS,150,CTN,2850,33.0,5\n"
    "SH02,QZTU3045122,40HC,4500018839,10,6000,PCS,12,PLT,6900,25.2,5"
)


#: Boxes that a forwarder gives us on a lane in a week.
SPACE = "AL-15,space,F3001,sea,CNYTN,USLAX,2026-04-06,2026-04-12,{},{},40HC"


def put(office: Office, tmp_path: Path, day: str, **tables: str) -> None:
    """Loads rows as the ERP exports them on a day."""
    folder = tmp_path / f"export-{day}-{len(list(tmp_path.glob('export-*')))}"
    folder.mkdir()
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(f"{HEADS[name]}\n{rows}\n", encoding="utf-8")
    load_export(office, folder)


def mail(
    office: Office,
    tmp_path: Path,
    sender: str,
    sent: str,
    subject: str,
    body: str,
    proof: str = "pass",
) -> None:
    """A mail as the company's own server files it; `proof` is what that server says of it."""
    file_letter(
        office, tmp_path, sender=sender, subject=subject, sent=sent, text=f"{body}\n", proof=proof
    )


def reply(office: Office, tmp_path: Path, sender: str, body: str, proof: str = "pass") -> None:
    """An answer to the last letter that went to this sender, an hour after it."""
    last = [one for one in mails_out(office) if sender in str(one["To"])][-1]
    letter = write_letter(
        tmp_path,
        sender=sender,
        subject=f"Re: {last['Subject']}",
        sent=format_datetime(office.clock.now() + timedelta(hours=1)),
        text=f"{body}\n",
        proof=proof,
    )
    told = letter.read_bytes()
    letter.write_bytes(f"In-Reply-To: {last['Message-ID']}\n".encode() + told)
    file_mail(office, letter)


def outgoing(office: Office) -> list[tuple[str, str]]:
    """(recipient, subject) of every mail written."""
    return [(str(one["To"]), str(one["Subject"])) for one in mails_out(office)]


def letters(office: Office) -> str:
    """The words of every mail written."""
    bodies = [one.get_body() for one in mails_out(office)]
    return "\n".join(one.get_content() for one in bodies if one is not None)


def findings(office: Office, case: str) -> str:
    """All that the functions found, in one text."""
    return "\n".join(playing.findings(office, case))


def options(office: Office, case: str) -> dict[str, dict[str, Any]]:
    """The options of a case's newest pricing, by what they are about and name."""
    priced = views.case(office, case)["options"]
    return {f"{each['object']} {one['name']}": one for each in priced for one in each["options"]}


def acts(office: Office, case: str) -> list[tuple[str, str]]:
    """(ruling, sentence) of every proposed action."""
    return [(one["outcome"], one["said"]) for one in views.case(office, case)["actions"]]


def approve(office: Office, case: str, reason: str = "as proposed") -> None:
    """Everybody whom the case asks approves."""
    people = [one["id"] for one in views.case(office, case)["waiting"]["people"]]
    for person in people:
        office.desk.decide(case, "approve", person=person, reason=reason)


def cell(office: Office, name: str, column: str) -> str:
    """A cell of the record."""
    table, _, key = name.partition(":")
    row = office.reads.row(table, key)
    assert row is not None, f"{name} is not on record"
    return row.text(column)
