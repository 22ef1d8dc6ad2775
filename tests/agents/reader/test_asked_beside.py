"""What a letter leaves open is asked, and what only stands beside a value is not read as one."""

from datetime import UTC, datetime

import pytest

from agents.reader import read
from domain.reading import Reading, stated_text
from tests.agents.reader.company import mail
from tests.agents.reader.test_public_mails import MAILS, record_on

pytestmark = pytest.mark.skipif(
    not MAILS.is_dir(), reason="the sample company (../shared/cases) is not here"
)


def reading(sender: str, day: str, body: str, subject: str = "") -> Reading:
    at = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=UTC)
    return read(mail(sender, body, subject).model_copy(update={"sent_at": at}), record_on(day))


def of_change(*paragraphs: str) -> Reading:
    """A foundry's answer to the change of an order that we asked for."""
    about = "4500019038 için 09.06. tarihli değişiklik talebiniz hakkında:"
    body = "\n\n".join([about, *paragraphs])
    return reading("satis@anadoludokum.example", "2026-06-11", body, "4500019038 değişiklik")


def stated(found: Reading, field: str) -> list[str]:
    return [stated_text(one.value) for one in found.statements if one.field == field]


def test_a_holiday_named_beside_a_cut_off_is_no_cut_off() -> None:
    body = (
        "Space released for BQ240866\n\nVGM 22APR 1000\nCY 3h earlier acct natl holiday 23APR\n"
        "ETD 24APR 1400"
    )
    found = reading("bookings@bluequay.example", "2026-04-13", body, "BQ240866")
    assert stated(found, "booking_state") == ["confirmed"]
    assert stated(found, "etd") != []
    assert stated(found, "deadline:cy_cutoff") == []


def test_a_bill_for_what_an_earlier_one_billed_and_we_paid_is_asked() -> None:
    body = "RW-57702-A is unpaid. Please pay USD 631.40 by 06/30/26 or it goes to collections."
    found = reading("billing@ridgeway.example", "2026-06-17", body, "SECOND NOTICE RW-57702-A")
    asked = {(one.about, one.object) for one in found.questions}
    assert ("dispute", "invoices:RW-57702-A") in asked


def test_papers_that_customs_wants_are_asked_of_the_supplier() -> None:
    body = (
        "Exam ordered on QZKU5511809. CBP wants by Wednesday:\n"
        "a. safety data sheet for BAT-05\nb. commercial invoice with separate lines\n"
    )
    found = reading("entry@castell.example", "2026-05-18", body, "CBP HOLD ORNL6128841")
    asked = [(one.object, one.of) for one in found.questions if one.about == "document_request"]
    assert ("purchase_order_lines:4500018880/20", "partners:V1014") in asked
    assert ("shipments:SH12", "partners:V1014") in asked


def test_a_change_of_which_a_part_is_let_go_is_countered() -> None:
    found = of_change(
        "Kalem 20 (CST-41): 600 adedin 240 adedi döküldü, bunları iptal edemiyoruz. "
        "Kalan 360 adedi bedelsiz iptal ederiz."
    )
    assert stated(found, "line_state:change") == ["countered"]


def test_goods_counted_for_an_item_are_not_the_item() -> None:
    body = (
        "Buenas tardes, anexo el cuestionario. Favor de mandar la OC: "
        "empezamos con 2,000 pzas de charolas para ENC-47."
    )
    found = reading("ventas@empaquescenzontle.example", "2026-05-18", body, "Alta de proveedor")
    about = {one.object for one in found.statements if one.field == "ordered_qty"}
    assert about == {"unresolved:charolas"}


def test_what_came_and_what_was_due_are_read_where_nobody_tells_the_difference() -> None:
    body = "Dear Sir, we received 219,313.00 but invoice total is 227,250. Pls explain."
    found = reading("ar@kailun.example", "2026-05-28", body, "short payment??")
    assert "short_payment_query" in found.intents
    assert stated(found, "payment_amount:received") == ["219313.00"]
    assert stated(found, "invoice_amount") == ["227250"]


def test_a_table_of_lines_by_number_and_goods_tells_how_each_is_packed() -> None:
    body = (
        "goods of 4500018880 finish, can pick up from 4/24 Fri.\n\n"
        "item   goods        qty          ctn    GW kg    CBM\n"
        "10     LID-22    39,500 pcs      79     4740     31.6\n"
        "20     BAT-05     1,000 pcs      50      700      1.0\n"
        "TTL                             129     5440     32.6\n\n"
        "LID short 1 ctn. our factory close 5/1 to 5/5.\n"
    )
    found = reading("ship@shenwei.example", "2026-04-21", body, "goods ready PO 4500018880")
    told = [one for one in found.statements if one.field == "packages"]
    packages = {one.object: stated_text(one.value) for one in told}
    assert packages == {
        "purchase_order_lines:4500018880/10": "79",
        "purchase_order_lines:4500018880/20": "50",
        "purchase_orders:4500018880": "129",
    }
    assert "po_date_change" not in found.intents
    assert set(stated(found, "ready_date")) == {"2026-04-24"}


def test_what_is_done_where_nobody_answers_is_promised_to_nobody() -> None:
    found = of_change(
        "Kalem 10 (CST-40, 300 adet): hazır tarihi 01.07. yerine 10.07. olur.",
        "16 Haziran Salı akşamına kadar teyit gelmezse kalan 360 adedin dökümüne başlıyoruz.",
    )
    assert stated(found, "promised_date") == ["2026-07-10"]
    assert "360" not in stated(found, "promised_qty")
