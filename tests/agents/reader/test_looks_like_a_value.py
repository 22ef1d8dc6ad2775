"""Words that look like a value of a bill, a count or a day, and are none of it."""

from datetime import date

import pytest

from agents.reader import read
from agents.reader.entries import entries
from agents.reader.notation import Notation
from agents.reader.rebates import for_less
from domain.datewords import When, find_dates
from domain.evidence import Part
from domain.numberwords import quantities
from tests.agents.reader.books import books
from tests.agents.reader.company import company, mail
from tests.agents.reader.test_accounts_named import NOBODY
from tests.agents.reader.test_clause_facts import CARRIER, SUPPLIER, billed
from tests.agents.reader.test_transport import told

V1003 = "planner@raoprecision.example"
DAYS = ("deadline:payment", "deadline:due", "deadline:discount")


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("NM-3417 is past due, it is the balance we forgot in November. Please settle.", set()),
        ("NM-3417 ist überfällig, der Rest vom Fehler im Oktober. Bitte zahlen.", set()),
        ("NM-3417 est impayée, un solde oublié en novembre. Merci de régler.", set()),
        (
            "NM-3417 is past due. Please pay by 27 March 2026 or we stop.",
            {"deadline:payment 2026-03-27"},
        ),
        (
            "NM-3417 ist überfällig. Zahlbar bis 27.03.2026, sonst Liefersperre.",
            {"deadline:payment 2026-03-27"},
        ),
    ],
)
def test_a_month_that_is_told_of_is_no_day_to_pay_by(text: str, read_as: set[str]) -> None:
    found = read(mail(SUPPLIER, text, "Reminder NM-3417"), billed())
    assert told(found, *DAYS) == {f"NM-3417 {one}" for one in read_as}


@pytest.mark.parametrize(
    ("text", "less"),
    [
        ("Zahlung bis <20.03.2026> mit 2 % Skonto, bis 05.04.2026 netto.", True),
        ("Zahlung bis 20.03.2026 mit 2 % Skonto, bis <05.04.2026> netto.", False),
        ("bei Zahlung in <10 Tagen> geben wir 3 %", True),
        ("paying by <20 March> takes 2% off, the full sum is due 5 April", True),
        ("si pagan antes del <20 de marzo> hay un 2 % de descuento", True),
        ("avant le <20 mars> avec escompte, net au 5 avril", True),
        ("unless paid by <20 March> we charge 2% interest", False),
        ("bei Zahlung nach dem <20.03.> 9 % Verzugszinsen", False),
        ("please pay by <20 March>", False),
    ],
)
def test_until_when_less_is_owed_is_no_day_to_pay_by(text: str, less: bool) -> None:
    low, high = text.index("<"), text.index(">") - 1
    assert for_less(text.replace("<", "").replace(">", ""), low, high) is less


def test_a_discount_and_the_net_day_of_one_sentence_stand_apart() -> None:
    text = (
        "Rechnung NM-9001\nPos. 10  Halter  100 Stk  2,00 EUR  200,00 EUR\n"
        "Rechnungsbetrag  200,00 EUR\nZahlung bis 20.03.2026 mit 2 % Skonto, "
        "bis 05.04.2026 rein netto."
    )
    found = told(read(mail(SUPPLIER, text, "Rechnung NM-9001"), billed()), *DAYS)
    assert {"NM-9001 deadline:discount 2026-03-20", "NM-9001 deadline:due 2026-04-05"} <= found
    assert "NM-9001 deadline:payment 2026-03-20" not in found


@pytest.mark.parametrize(
    "text",
    ["antes del 22 nos falta el BL", "hasta el 15 nos sirven", "até o dia 9 nos faltam os papéis"],
)
def test_a_day_of_the_month_before_a_pronoun_is_no_count(text: str) -> None:
    assert quantities(text, ".") == []


def test_a_count_behind_an_article_stays_one() -> None:
    assert [one.raw for one in quantities("22 nos missing of the 40 pcs", ".")] == [
        "22 nos",
        "40 pcs",
    ]


@pytest.mark.parametrize("text", ["la factura 60.000 kg", "invoice 4,480 pcs", "Rechnung 120 EUR"])
def test_a_quantity_behind_the_word_for_a_bill_is_no_number_of_one(text: str) -> None:
    found = read(mail(SUPPLIER, f"NM-3417: {text}, please check.", "NM-3417"), billed())
    named = {one.object for one in found.references if (one.object or "").startswith("invoices:")}
    assert named <= {"invoices:NM-3417"}


@pytest.mark.parametrize(
    ("text", "time"),
    [("jeudi 7 mai à 9 h 30", "09:30"), ("jeudi 7 mai à 16 h", "16:00"), ("7. Mai 8 Uhr", "08:00")],
)
def test_hours_are_read_as_french_and_german_write_them(text: str, time: str) -> None:
    found = find_dates(text, When(reference=date(2026, 5, 5), order="DMY"))
    assert [one.time for one in found] == [time]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("they switched banks in April, BG-88012 goes to the account below", {"call_back"}),
        ("BG-88012 bitte auf das unten genannte Konto, nicht mehr auf das alte", {"call_back"}),
        ("BG-88012: la banque a été changée, payez svp", set()),
        ("I already cleared BG-88012 with Simone, pay it today", set()),
        ("BG-88012: your bank took no fee", set()),
        ("Remit to the address on file, a new copy of BG-88012 is attached", set()),
    ],
)
def test_whoever_wants_money_elsewhere_is_called_back(text: str, topics: set[str]) -> None:
    found = read(mail(NOBODY, text, "BG-88012"), books())
    assert {one.about for one in found.questions} & {"call_back"} == topics


@pytest.mark.parametrize(
    "text",
    [
        "PO 4500018790: the furnace is down.\n150 pcs on 10 April 2026 (unchanged)\n"
        "250 pcs on 28 April 2026",
        "PO 4500018790: Ofen defekt. 150 Stk am 10.04.2026 unverändert, Rest am 28.04.2026",
    ],
)
def test_a_lot_that_keeps_its_day_leaves_the_line_not_unchanged(text: str) -> None:
    found = read(mail(V1003, text, "4500018790"), company())
    assert not [one for one in found.statements if one.field == "line_state"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("1,480.00 linehaul + 25.00 detention", {"1480.00": "freight", "25.00": "detention"}),
        ("$900.00 freight plus $40.00 demurrage", {"900.00": "freight", "40.00": "demurrage"}),
        ("freight 900.00 + demurrage 40.00", {"900.00": "freight", "40.00": "demurrage"}),
        ("810,00 EUR Fracht zzgl. 60,00 EUR Standgeld", {"810.00": "freight"}),
    ],
)
def test_what_is_added_is_named_by_the_words_behind_it(text: str, labels: dict[str, str]) -> None:
    part = Part(name="body", kind="text/plain", text=f"It is {text}.")
    mark = "," if "EUR" in text else "."
    how = Notation(decimal=mark, when=When(reference=date(2026, 5, 5)))
    found = {str(one.amount.value): one.label for one in entries(part, how)}
    assert {n: found.get(n) for n in labels} == labels
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize(
    ("text", "eta"),
    [
        ("Load 771204: arrive gate 05/03/2026 07:31, released 10:20.", set()),
        ("Load 771204 will arrive 03/17/2026 09:30.", {"SH77 eta 2026-03-17T09:30"}),
    ],
)
def test_an_arrival_that_is_over_is_no_expectation(text: str, eta: set[str]) -> None:
    found = read(mail(CARRIER, text, "771204"), billed())
    assert {one.rpartition(" ")[0] if "T" in one else one for one in told(found, "eta")} == eta
