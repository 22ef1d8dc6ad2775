"""What is read because the record expects it, and what is asked because a letter leaves it open."""

import pytest

from agents.reader import read
from domain.evidence import Part
from domain.message import Message
from domain.record import Row
from domain.words import lexicon
from tests.agents.reader.company import Company, company, mail
from tests.agents.reader.test_papers import BROKER, SUPPLIER, port
from tests.agents.reader.test_transport import told


def test_goods_that_come_are_not_what_stands_before_them_in_another_clause() -> None:
    text = (
        "Order 4500018880 item 10: mould no. 2 has a crack and is in repair, so by 12 May 2026 "
        "only 15000 pcs can be finished. The other 25000 comes around 12 days behind."
    )
    found = read(mail("zhou@shenwei.example", text, "4500018880"), company())
    assert told(found, "promised_qty") == {
        "4500018880/10 promised_qty 15000 PCS",
        "4500018880/10 promised_qty 25000 PCS",
    }
    assert told(found, "cause") == {"4500018880/10 cause tooling"}


def test_a_number_denies_nothing() -> None:
    assert lexicon("cause").has("mould no. 2 has a crack", "tooling")
    assert not lexicon("cause").has("we have no. There is a crack", "tooling")


def chased() -> Company:
    asked = [
        ("1", "4500018815/20", "is 7 May still right"),
        ("2", "4500018815/10", "certificate of analysis"),
        ("3", "4500018815/10", "invoice missing"),
    ]
    known = company()
    known.tables["chases"] = {
        f"CH-1/{no}": Row(
            table="chases", key=f"CH-1/{no}", version=1,
            values={"chase_id": "CH-1", "partner_id": "V1012", "question_no": no, "object": about,
                    "question": question, "status": "open", "sent_on": "2026-03-08"},
        )
        for no, about, question in asked
    }  # fmt: skip
    return known


QUOTED = (
    "\n\nOn 8 March 2026 Harlow wrote:\n> 1) 4500018815 line 20: is 7 May still right?\n"
    "> 2) 4500018815 line 10: the certificate of analysis?\n> 3) line 10: we miss the invoice.\n"
)


def answer(text: str) -> Message:
    quoted = [(len(text), len(text + QUOTED))]
    return mail("p@kestrelpoly.example", text + QUOTED, "Re: open points", quoted)


@pytest.mark.parametrize("day", ["07/05", "7 May", "the 7th of May"])
def test_a_day_asked_about_is_the_one_on_record(day: str) -> None:
    text = f"Line 20 of 4500018815 is bagged and goes out on {day}."
    found = read(answer(text), chased())
    assert told(found, "promised_date") == {"4500018815/20 promised_date 2026-05-07"}


def test_what_an_answer_leaves_out_is_asked_again() -> None:
    text = "The certificate of analysis comes from our lab, I will get it to you on 12 March."
    found = read(answer(text), chased())
    assert told(found, "line_state:question") >= {"CH-1/2 line_state:question promised"}
    assert "chases:CH-1/3" in {one.object for one in found.questions}


def test_a_total_that_the_attached_list_tells_otherwise_is_asked_about() -> None:
    rows = "item\tcartons\tgross_kg\nLID-22\t80\t4800\nBAT-05\t50\t720\nTOTAL\t130\t{}\n"
    text = "Packing list for SW660011 is attached. Gross weight now total 5,500 kg."
    for total, asked in (("5520", 1), ("5500", 0)):
        message = mail(SUPPLIER, text, "SW660011")
        listed = Part(name="attachment:0", kind="text/csv", text=rows.format(total))
        message = message.model_copy(update={"parts": (*message.parts, listed)})
        found = read(message, port())
        weights = [one.object for one in found.questions if one.about == "gross_weight"]
        assert weights == ["documents:X2"] * asked


def test_figures_in_one_sentence_belong_to_the_papers_they_take_turns_with() -> None:
    text = (
        "we checked the set for MEDU6600110. The commercial invoice adds up to 18,204.50 USD but "
        "in the packing, quantity by price, it makes 18,240.50. Gross is 4,310 kg on the invoice "
        "and the packing, in the draft BL however 4,130. The samples come without tariff code.\n"
    )
    found = read(mail(BROKER, text, "MEDU6600110 set with differences"), port())
    assert told(found, "gross_weight") == {"X3 gross_weight 4130 KG"}
    asked = {(one.about, one.object) for one in found.questions}
    assert ("document_value", "documents:X1") in asked
    assert {"hs_code", "gross_weight"} <= {about for about, _ in asked}
