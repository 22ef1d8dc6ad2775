"""Questions about the whole company: who wanted another account, what is in stock, who is who."""

from collections.abc import Callable
from pathlib import Path

from seamline.wiring import Office
from tests.flows.exports import put
from tests.states import After

File = Callable[..., None]


def ask(office: Office, question: str) -> str:
    return office.desk.ask("", question, "E001").said()


def test_a_mail_that_wants_another_account_is_told_to_whoever_asks_of_fraud(
    office: Office, file: File, tmp_path: Path
) -> None:
    for question in ("did anyone try to change a bank account?", "was there any fraud?"):
        assert ask(office, question).startswith("none: no mail wants another bank account")
    bill = "KL-3391,V1001,supplier,2026-05-04,2026-06-03,118400.00,USD,4500018970,10,6400,18.50,,"
    put(office, tmp_path / "a", invoices=f"{bill}4500018970,open,,2026-05-05,")
    file("W1-d", "W7-c")
    for question in (
        "did anyone try to change a bank account?",
        "who asked for new bank details?",
        "was there any fraud?",
        "any suspicious mails?",
    ):
        said = ask(office, question)
        assert said.count(" wrote ") == 1
        assert "accounts@kailun-electronics.example wrote" in said
        assert "it wants another bank account" in said and "its sender is suspect" in said
        assert "  in W7-KL-3391 " in said and "[facts #" in said
    assert "none: no mail wants another" in ask(office, "any bank change request of Blue Quay?")
    assert "account on file" in ask(office, "what is the bank account of Kailun?")


def test_how_many_are_in_stock_is_told_by_the_stock_of_record_of_each_site(after: After) -> None:
    office = after("W1-d")
    for question in ("how many KLB-12 do we have in stock?", "how many KLB-12 do we have?"):
        said = ask(office, question)
        assert said.startswith("stock US20/KLB-12/2026-03-10: site id US20, as of 2026-03-10")
        assert "on hand 3200" in said and "safety stock 2400" in said
        assert "promised" not in said and "2026-05-10" not in said  # a plan is no stock yet
    said = ask(office, "how many KLB-14 are in stock?")
    assert said == "no stock of KLB-14 is on record [rows items:KLB-14]"


def test_people_and_contacts_are_told_by_name_with_how_to_reach_them(office: Office) -> None:
    for question in ("phone number of Lily Chen", "can I reach Lily by phone?"):
        said = ask(office, question)
        assert said.startswith("Lily Chen of Kailun Electronics (V1001): sales")
        assert "+86-000-0101" in said and said.endswith("[rows contacts:CT01]")
    said = ask(office, "Who is Joel Strand?")
    assert said.startswith("Joel Strand (logistics coordinator, E003): logistics")
    assert "commits up to 1,000.00 USD" in said and len(said.splitlines()) == 1
    assert "no phone number of Dana Reyes is on record" in ask(office, "phone number of Dana?")
    assert ask(office, "who is Kailun?").startswith("Kailun Electronics (V1001): supplier")
    assert ask(office, "who is Rao?").startswith("Rao Precision (V1003): supplier")
    assert ask(office, "who is Anil at Rao?").startswith("Anil Rao of Rao Precision (V1003)")
    assert "commits up to" not in ask(office, "who is waiting for Joel Strand?")


def test_what_somebody_waits_for_is_what_others_owe_and_what_waits_for_them_is_theirs(
    after: After,
) -> None:
    office = after("W1-d")
    waits = ask(office, "what waits for Samir?")
    assert waits.startswith("for Samir Haddad (supply planner, E007):")
    assert "W1-4500018822: decide:" in waits
    assert ask(office, "what's Samir waiting for?").endswith(waits)
    assert ask(office, "what's Samir waiting for?") != waits
    nobody = ask(office, "what waits for Renata?")
    assert nobody.startswith("nothing waits for Renata Cole")


def test_cases_that_closed_or_opened_in_some_days_are_those_of_these_days(after: After) -> None:
    office = after("W1-d")
    assert "1 case(s) opened in march" in ask(office, "which cases were opened in March?")
    for question in ("list everything that closed in March", "which cases closed in March?"):
        assert ask(office, question).startswith("0 case(s) closed in march (2026-03-01")
    for person in ("E007", "E005", "E002"):
        office.desk.decide("W1-4500018822", "reject", person=person, reason="no need")
        if office.desk.case("W1-4500018822").closed is not None:
            break
    said = ask(office, "list everything that closed in March")
    assert said.startswith("1 case(s) closed in march") and "W1-4500018822" in said
    assert ask(office, "what closed in December?").startswith("0 case(s) closed in december (2025-")
