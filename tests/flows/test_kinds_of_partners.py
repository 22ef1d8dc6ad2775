"""Ten kinds of partner: the sample company deals with them, and each is read as what it is."""

from pathlib import Path

import pytest

from domain.partner_kinds import KINDS, acts_as
from domain.record import Row
from seamline import views
from seamline.demo_company import OPENS, let_go
from seamline.wiring import Office
from tests.flows.playing import file_letter


def partner(kind: str) -> Row:
    return Row(table="partners", key="X", version=1, values={"kind": kind})


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Contract Manufacturer", "supplier"),
        ("contract maker", "supplier"),
        ("customs_broker", "broker"),
        ("3PL", "warehouse"),
        ("something else", "something else"),
    ],
)
def test_a_kind_is_known_in_the_words_of_master_data(word: str, kind: str) -> None:
    assert acts_as(partner(word)) == kind


def test_there_are_ten_and_the_sample_mails_come_from_seven_of_them(office: Office) -> None:
    assert len(KINDS) == 10
    on_record = {acts_as(row) for row in office.reads.rows("partners")}
    assert set(KINDS.values()) <= on_record
    domains = {
        domain: acts_as(row)
        for row in office.reads.rows("partners")
        for domain in row.text("mail_domains").split(";")
    }
    mails = (OPENS.folder / "mail").glob("W*.eml")
    heads = [one.read_bytes().partition(b"\n\n")[0].decode() for one in mails]
    wrote = {kind for domain, kind in domains.items() if any(f"@{domain}" in h for h in heads)}
    assert wrote >= {
        "supplier", "carrier", "forwarder", "broker", "warehouse", "customer", "bank",
    }  # fmt: skip


def test_a_delay_of_a_contract_maker_is_a_case_as_a_suppliers_is(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    with office.record.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE partners SET kind = 'contract manufacturer' WHERE partner_id = 'V1001'"
        )
    file_letter(
        office, tmp_path, sender="shipping@kailun.example", subject="4500018822",
        sent="Tue, 10 Mar 2026 17:20:00 +0800",
        text="PO 4500018822 item 10: new ready date 11 April 2026, 12,000 pcs.\n",
    )  # fmt: skip
    assert [one["case"] for one in views.inbox(office)["waiting"]] == ["W1-4500018822"]
