"""Until when somebody wants an answer: by its time, its zone, its form; and what is no such day."""

import pytest

from agents.reader import read
from tests.agents.reader.company import company, mail
from tests.agents.reader.test_clause_facts import CARRIER, billed
from tests.agents.reader.test_transport import told

SUPPLIER = "k.brandt@nordmetall.example"
LOAD = "SH77 deadline:reply"


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Load 771204: need your ok today before 16:00.", "2026-03-12T16:00 America/Chicago"),
        ("Load 771204: a yes or a no before tomorrow noon.", "2026-03-13T12:00 America/Chicago"),
        ("Load 771204: photos by 2pm CT tomorrow please.", "2026-03-13T14:00 America/Chicago"),
        ("771204: they hold the dock until 13/03/2026 15:30.", "2026-03-13T15:30 America/Chicago"),
        ("771204: digan mañana a más tardar 10:00.", "2026-03-13T10:00 America/Chicago"),
        ("Load 771204: pls sign and revert latest by 20th.", "2026-03-20"),
        ("Load 771204: we wait for your yes by 16 March 2026.", "2026-03-16"),
        ("Load 771204: I need to know before 16 March 2026 if we wait.", "2026-03-16"),
        ("771204: necesito saber antes del 16/03/2026 si esperamos.", "2026-03-16"),
        ("Load 771204: please deliver by 16 March 2026.", ""),
        ("Load 771204: please book a truck before 16 March 2026.", ""),
        ("Load 771204: bitte bis 16.03.2026 liefern.", ""),
        ("Load 771204: we will let you know by 16 March 2026.", ""),
        ("Load 771204: please pay the detention by 16 March 2026.", ""),
        ("Load 771204: it left on 12 March 2026, before noon.", ""),
    ],
)  # fmt: skip
def test_a_day_to_answer_by_is_told_from_a_day_to_act_by(text: str, until: str) -> None:
    found = read(mail(CARRIER, text, "771204"), billed())
    assert told(found, "deadline:reply") == ({f"{LOAD} {until}"} if until else set())


def test_what_a_letter_is_about_stands_in_its_subject() -> None:
    text = "Bill NM-3417 is open. Goods of 4500018830 left already. Please confirm by 20.03.2026."
    found = read(mail(SUPPLIER, text, "NM-3417"), billed())
    assert told(found, "deadline:reply") == {"NM-3417 deadline:reply 2026-03-20"}


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Load 771204: we propose 2x40HC.", {"SH77 equipment 2x40HC"}),
        ("Load 771204: 1x20DV as asked.", {"SH77 equipment 1x20DV"}),
        ("Load 771204: 1x20DV or 1x40HC, as you like.", set()),
        ("Load 771204: would 1x20DV do?", set()),
        ("Load 771204: they have no 1x20DV.", set()),
        ("Load 771204: CY closing moves to 14/03/2026 18:00.",
         {"SH77 deadline:cy_cutoff 2026-03-14T18:00 America/Chicago"}),
        ("Load 771204: el corte de SI no cambia, 15/03/2026 12:00.",
         {"SH77 deadline:si_cutoff 2026-03-15T12:00 America/Chicago"}),
        ("Load 771204: VGM 14/03/2026, can you make it?", set()),
        ("Load 771204: freight 900.00 USD a container, 2,700.00 USD in total.",
         {"SH77 charge_amount:freight 2700.00 USD"}),
        ("Load 771204: freight 900.00 USD, insurance 35.00 USD.", set()),
    ],
)  # fmt: skip
def test_what_carriers_tell_is_read_in_any_letter_of_theirs(text: str, read_as: set[str]) -> None:
    fields = ("equipment", "deadline:cy_cutoff", "deadline:si_cutoff", "deadline:vgm_cutoff")
    found = read(mail(CARRIER, text, "771204"), billed())
    assert told(found, *fields, "charge_amount:freight") == read_as


def test_a_column_for_when_goods_are_ready_is_read() -> None:
    text = (
        "Cargo list 4500018858\n\n"
        "LN  PART    CTNS  GW      READY\n"
        "10  CST-40  40    800kg   20.03.2026\n"
        "20  CST-41  30    600kg   03.04.2026 or 10.04.2026\n"
    )
    found = read(mail("satis@anadoludokum.example", text, "4500018858"), company())
    assert told(found, "ready_date") == {"4500018858/10 ready_date 2026-03-20"}
