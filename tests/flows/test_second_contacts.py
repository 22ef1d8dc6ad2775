"""Who does not answer is asked through the next contact, and nobody whose mail comes back."""

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from seamline import views
from seamline.demo_company import let_go
from seamline.silence_view import sweep
from seamline.wiring import Office, open_office
from tests.flows.playing import file_mail
from tests.flows.test_silence import NORD, mornings, play, sweeping, to
from tests.flows.trade import put
from tests.states import After

__all__ = ["sweeping"]

DESK, BILLS = "auftragsabwicklung@nordmetall.example", "rechnung@nordmetall.example"


def comes_back(office: Office, folder: Path, address: str, sent: str) -> None:
    """Our own server reports that a letter to the address could not be delivered."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "MAILER-DAEMON@mx.harlow.example"
    mail["To"] = "ops@harlow.example"
    mail["Subject"] = "Undelivered Mail Returned to Sender"
    mail["Date"] = sent
    mail["Message-ID"] = f"<bounce-{abs(hash(sent))}@mx.harlow.example>"
    mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(
        "I'm sorry to have to inform you that your message could not be delivered.\n\n"
        f"<{address}>: host mx said: 550 5.1.1 User unknown\n\n"
        f"Final-Recipient: rfc822; {address}\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n"
    )
    let_go(office)
    path = folder / f"bounce-{len(list(folder.glob('bounce-*')))}.eml"
    path.write_bytes(mail.as_bytes())
    file_mail(office, path)


def receivers(office: Office) -> list[str]:
    heads = [one.split("\n\n")[0] for one in to(office, "nordmetall.example")]
    return [
        line.removeprefix("To: ") for one in heads for line in one.splitlines() if "To: " in line
    ]


def test_the_second_letter_goes_to_the_next_contact_and_then_a_person_calls(
    after: After,
) -> None:
    sweeping = after(*mornings(17))
    assert receivers(sweeping) == [DESK, BILLS]


def test_a_letter_that_came_back_does_not_count_and_its_contact_is_asked_about_inside(
    after: After, tmp_path: Path
) -> None:
    sweeping = after(*mornings(13))
    assert receivers(sweeping) == [DESK]
    comes_back(sweeping, tmp_path, DESK, "Fri, 13 Mar 2026 11:00:00 +0100")
    play(sweeping, 14, 16)
    assert receivers(sweeping) == [DESK, BILLS], "the next contact, without waiting for two days"
    assert "schon gefragt" not in to(sweeping, "nordmetall.example")[1], "it is the first still"
    inside = views.case(sweeping, "P5-procurement")
    said = "\n".join(one["said"] for one in inside["actions"])
    assert "K. Brandt: mail to the contact comes back, which address is right?" in said


def test_where_nobody_can_be_reached_nobody_is_written_to(after: After, tmp_path: Path) -> None:
    sweeping = after(*mornings(13))
    comes_back(sweeping, tmp_path, DESK, "Fri, 13 Mar 2026 11:00:00 +0100")
    play(sweeping, 14, 16)
    comes_back(sweeping, tmp_path, BILLS, "Mon, 16 Mar 2026 11:00:00 +0100")
    play(sweeping, 17, 24)
    assert receivers(sweeping) == [DESK, BILLS]


def test_a_new_address_on_file_is_written_to_again(after: After, tmp_path: Path) -> None:
    sweeping = after(*mornings(13))
    comes_back(sweeping, tmp_path, DESK, "Fri, 13 Mar 2026 11:00:00 +0100")
    put(
        sweeping,
        tmp_path,
        contacts="""
        contact_id,partner_id,name,mail,role,channel,do_not_reply,phone_on_file
        CT04,V1002,K. Brandt,brandt@nordmetall.example,order desk,mail,no,+49-000-0201
    """,
    )
    play(sweeping, 14, 16)
    assert receivers(sweeping)[1] == "brandt@nordmetall.example"


@pytest.mark.parametrize("sent", ["Tue, 10 Mar 2026 11:00:00 +0100"])
def test_a_report_of_no_letter_of_ours_keeps_nobody_from_being_asked(
    sweeping: Office, tmp_path: Path, sent: str
) -> None:
    comes_back(sweeping, tmp_path, DESK, sent)
    play(sweeping, 11, 13)
    assert receivers(sweeping) == [DESK]
    assert sweeping.desk.case(NORD).closed is None


def test_once_a_week_a_partner_gets_one_list_of_all_that_is_open_and_small_things_wait_for_it(
    sweeping: Office,
) -> None:
    workspace = sweeping.workspace
    known = workspace.policy_file.read_text(encoding="utf-8")
    weekly = "  weekly: {day: monday, below: {amount: '5000.00', currency: EUR}}\n  sweeps:\n"
    workspace.policy_file.write_text(known.replace("  sweeps:\n", weekly, 1), encoding="utf-8")
    sweeping.close()
    office = open_office(workspace)
    play(office, 11, 13)
    (first,) = to(office, "nordmetall.example")
    assert "4500019101/10" in first and "4500019102/10" not in first, "2,432.50 EUR is small"
    play(office, 14, 16)
    second = to(office, "nordmetall.example")[1]
    assert "4500019101/10" in second and "4500019102/10" in second, "all that is open, on Monday"
    play(office, 17, 17)
    assert "4500019102/10" not in to(office, "nordmetall.example")[2]
    office.close()


def test_what_nobody_is_there_for_goes_to_a_function_that_has_people(
    sweeping: Office, tmp_path: Path
) -> None:
    workspace = sweeping.workspace
    known = workspace.people_file.read_text(encoding="utf-8")
    nobody = known.replace("function: procurement", "function: production")
    workspace.people_file.write_text(nobody, encoding="utf-8")
    put(
        sweeping,
        tmp_path,
        purchase_order_lines="""
        po_id,line,item_id,qty,uom,unit_price,price_per,price_uom,need_date,promised_date,promised_event
        4500019103,20,CAP-18,600,PCS,7.95,1,PCS,2026-08-10,2025-08-10,
    """,
    )
    sweeping.close()
    office = open_office(workspace)
    play(office, 11, 17)
    asked = {one["function"]: one["points"] for one in sweep(office)["inside"]}
    assert "procurement" not in asked and any(
        "4500019103/20" in str(one) for one in asked["finance"]
    )
    acts = views.case(office, "P5-finance")["actions"]
    assert {one["kind"] for one in acts} == {"NotifyFunction"}, "the CFO has most authority"
    office.close()
