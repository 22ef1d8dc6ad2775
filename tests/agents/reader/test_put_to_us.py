"""What partners put to us is asked of a person of ours; what is polite, theirs or quoted is not."""

import pytest

from agents.reader import read
from agents.reader.put_to_us import matters_in
from domain.reading import Reading
from domain.record import Row
from tests.agents.reader.company import Company, company, mail

SUPPLIER, ORDER = "zhou@shenwei.example", "4500018880"


def asked(text: str, sender: str = SUPPLIER, subject: str = ORDER) -> Reading:
    return read(mail(sender, text, subject), company())


def topics(found: Reading) -> set[str]:
    return {one.about for one in found.questions if one.slot.startswith("put_")}


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("Do you want us to scrap the 80 bent lids?", "disposition"),
        ("Pls advise whether you take the lids with deviation.", "quality_decision"),
        ("Kindly inform us if rev B or the old drawing is to be used.", "engineering_release"),
        ("We can start with revision C at once if you agree.", "engineering_release"),
        ("We propose a price of 0.66.", "counter_offer"),
        ("The colour mask costs USD 400 extra. We await your decision.", "counter_offer"),
        ("You pay half of the freight or we wait for the next truck.", "counter_offer"),
        ("who pays the duty?", "incoterm"),
        ("Unless you sign the letter we cannot go on.", "approval"),
        ("When can you remit the advance?", "deadline:payment"),
        ("Deviation request for 80 lids, form follows.", "quality_decision"),
        (
            "80 lids show scratches from the tolerance test. Ball's in your court.",
            "quality_decision",
        ),
        ("Without your objection we rework them on Monday. Silence is taken as OK.", "disposition"),
        ("Storage of USD 40 a day is on your account.", "counter_offer"),
        ("We can keep the scratched ones for 30 % discount. You choose.", "counter_offer"),
        ("Request you to kindly accept the short closure.", "counter_offer"),
        ("Ship 79 lids or leave the pallet behind?", "counter_offer"),
        ("Sollen wir die 80 Deckel verschrotten oder nacharbeiten?", "disposition"),
        ("Bitte teilen Sie uns mit, ob Sie die Abweichung annehmen.", "quality_decision"),
        ("Acceptez-vous un supplément de 400 USD ?", "counter_offer"),
        ("¿Preferís la reposición o un abono?", "disposition"),
        ("Preferite la sostituzione o una nota di credito?", "disposition"),
        ("Vocês aceitam o desconto de 4 %?", "counter_offer"),
        ("Vill ni ha ersättning eller kredit?", "disposition"),
        ("Hurdaya ayıralım mı yoksa iade mi? Kararınızı bekliyoruz.", "disposition"),
        ("请告知是否接受新价格", "counter_offer"),
        ("返品するか交換するか、ご指示ください。", "disposition"),
    ],
)
def test_a_question_choice_offer_or_condition_is_asked_of_a_person(words: str, topic: str) -> None:
    found = asked(words)
    assert topic in topics(found)
    put = next(one for one in found.questions if one.about == topic)
    assert put.of.startswith("people:") and put.object == f"purchase_orders:{ORDER}"
    assert put.span is not None and put.span.quote in words


@pytest.mark.parametrize(
    "words",
    [
        "Thank you for your order, we will let you know whether the price changes.",
        "Please find the packing list attached. Let us know if you have any questions.",
        "How are you? Hope you had a good week!",
        "Thank you for confirming the price. We ship as agreed.",
        "We asked the carrier whether the truck or the rail is cheaper.",
        "You asked whether we scrap or rework. We rework.",
        "If our director agrees we raise the output next year.",
        "If you want to discuss the price, my line is open.",
        "Bei Fragen zum Preis zögern Sie nicht, uns anzurufen.",
        "N'hésitez pas si vous avez des questions sur le prix.",
        "Goods are shipped by sea. The documents follow.",
        "Gross weight 400 kg (typo?), net 380 kg.",
        "Please note that prices are as agreed.",
        "The vessel was full, so space came at no cost.",
    ],
)
def test_courtesy_and_what_is_theirs_asks_nobody(words: str) -> None:
    assert topics(asked(words)) == set()


def test_quoted_history_and_automatic_answers_put_nothing() -> None:
    text = "Thank you.\n\n> Do you accept the new price?\n"
    start = text.index(">")
    quoted = mail(SUPPLIER, text, ORDER, quoted=[(start, len(text))])
    assert topics(read(quoted, company())) == set()
    away = mail(SUPPLIER, "Do you accept the new price?", f"Automatic reply: {ORDER}")
    assert topics(read(away, company())) == set()
    sent = mail(SUPPLIER, "Do you accept the new price?", ORDER)
    assert topics(read(sent.model_copy(update={"auto_submitted": True}), company())) == set()


def test_strangers_put_nothing_to_us() -> None:
    assert topics(asked("Do you accept the new price?", "who@nowhere.example")) == set()


def test_words_that_name_no_matter_are_one_question_under_the_default() -> None:
    found = asked("Would you be so kind? Could you?")
    assert topics(found) == {"counter_offer"}
    assert [one.text.count("puts to us") for one in found.questions] == [1]


def test_what_is_put_twice_is_one_question_with_both_sentences() -> None:
    found = asked("Do you accept the price of 0.66?\n\nAnd is a fee of USD 400 fine with you?")
    (put,) = [one for one in found.questions if one.about == "counter_offer"]
    assert "0.66" in put.text and "USD 400" in put.text


def test_who_is_asked_owns_the_matter() -> None:
    known = company()
    people = [("E1", "quality", "quality engineer"), ("E2", "engineering", "drawings")]
    for person, function, role in people:
        values = {"person_id": person, "function": function, "role": role, "mail": ""}
        known.tables["people"][person] = Row(table="people", key=person, version=1, values=values)
    order = known.tables["purchase_orders"][ORDER]
    bought = order.model_copy(update={"values": order.values | {"buyer_id": "E001"}})
    known.tables["purchase_orders"][ORDER] = bought
    assert whom(known, "Do you take them with a deviation?") == {"people:E1"}
    assert whom(known, "Which drawing is to be used?") == {"people:E2"}
    assert whom(known, "Do you accept the price?") == {"people:E001"}


def whom(known: Company, words: str) -> set[str]:
    return {one.of for one in read(mail(SUPPLIER, words, ORDER), known).questions}


def test_a_letter_of_no_workflow_gets_the_one_whose_cases_hold_its_question() -> None:
    assert asked("Do you want us to scrap the 80 bent lids?").workflows == ("P2",)
    assert asked("We have scrapped the 80 bent lids.").workflows == ()


def test_a_sentence_that_names_only_when_is_about_what_was_said_before() -> None:
    words = "The certificate costs USD 90 more. Please tell us by Monday whether that is fine."
    assert topics(asked(words)) & {"counter_offer", "document_request"}


def test_the_weightiest_matter_comes_first() -> None:
    assert matters_in("accept the deviation or send a credit note") == (
        "quality",
        "dispose",
        "ship",
    )


@pytest.mark.parametrize(("wishes", "more"), [(3, ""), (60, "and 52 more in the mail")])
def test_of_many_wishes_some_are_quoted_and_the_others_counted(wishes: int, more: str) -> None:
    found = asked(
        "\n\n".join(f"Do you accept a fee of USD {100 + n} for the lids?" for n in range(wishes))
    )
    (text,) = [one.text for one in found.questions if one.slot == "put_counter_offer"]
    assert "USD 100 " in text and "USD 102 " in text
    assert more in text and ("more in the mail" in text) == bool(more)
    assert len(text) < 2_500
