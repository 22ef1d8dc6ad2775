"""A reply that names nothing speaks of what the mail was about that it answers."""

import pytest

from agents.reader import read
from domain.message import Message
from domain.reading import Reading, stated_text
from tests.agents.reader.company import mail
from tests.agents.reader.test_spelled_numbers import FORWARDER, RECORD, SUPPLIER

LINE = "purchase_order_lines:4500018847/10"
BOTH = ("purchase_order_lines:4500018822/10", "purchase_order_lines:4500018822/20")


def reply(
    sender: str, body: str, about: tuple[str, ...], subject: str = "Re: shipment", by: str = ""
) -> Reading:
    one = mail(sender, body, subject)
    one = one.model_copy(update={"in_reply_to": ("<a@b>",), "auto_submitted": bool(by)})

    def thread(message: Message) -> tuple[str, ...]:
        return about if message.in_reply_to else ()

    return read(one, RECORD, thread=thread)


def days(reading: Reading) -> dict[str, str]:
    return {one.object: stated_text(one.value) for one in reading.statements}


def asked(reading: Reading) -> set[tuple[str, tuple[str, ...]]]:
    return {(one.about, one.choices) for one in reading.questions}


@pytest.mark.parametrize("subject", ["Re: shipment", "AW: Lieferung", "回复: 交货"])
def test_a_day_in_a_reply_is_of_the_one_line_it_answers_about(subject: str) -> None:
    found = reply(SUPPLIER, "Sorry, delayed: ready 20 April 2026.", (LINE,), subject)
    assert days(found) == {LINE: "2026-04-20"}
    assert found.workflows == ("W1",)
    assert LINE in {one.object for one in found.references if one.as_written is None}


def test_of_an_order_with_several_lines_the_line_is_named_or_asked() -> None:
    told = reply(SUPPLIER, "Item 20 is delayed to 20 April 2026.", BOTH)
    assert days(told) == {BOTH[1]: "2026-04-20"}
    open_one = reply(SUPPLIER, "Sorry, delayed to 20 April 2026.", BOTH)
    assert days(open_one) == {}
    assert asked(open_one) == {("promised_date", ("4500018822/10", "4500018822/20"))}


def test_news_of_a_shipment_in_a_reply_are_of_the_one_it_answers_about() -> None:
    found = reply(FORWARDER, "Vessel delayed, new ETA 20 May 2026.", ("shipments:SH41",))
    assert days(found) == {"shipments:SH41": "2026-05-20"}


def test_which_of_several_orders_a_reply_means_is_asked() -> None:
    found = reply(SUPPLIER, "Sorry, delayed to 20 April 2026.", (LINE, BOTH[0]))
    assert days(found) == {}
    assert asked(found) == {("reference", ("4500018847", "4500018822"))}


def test_under_another_subject_it_is_asked_whether_it_is_still_about_that() -> None:
    found = reply(SUPPLIER, "Sorry, delayed to 20 April 2026.", (LINE,), "shipping news")
    assert days(found) == {}
    assert asked(found) == {("reference", ("4500018847",))}
    assert not reply(SUPPLIER, "Many thanks!", (LINE,), "your visit").questions


@pytest.mark.parametrize(
    "body",
    [
        "The meeting on Friday is cancelled.",
        "I cannot deliver the presentation on Friday.",
        "Your last mail is cancelled.",
        "La réunion de vendredi est annulée.",
        "Not for this order, but for the one of February: ready 25 April 2026.",
        "This is about another order of ours: the cables are ready 25 April 2026.",
        "Es geht um eine andere Bestellung: fertig am 25. April 2026.",
        "Il s'agit d'une autre commande : prêt le 25 avril 2026.",
        "The other item as well: ready 25 April 2026.",
    ],
)
def test_by_its_thread_alone_nothing_is_taken_away_or_moved_that_is_of_another(body: str) -> None:
    found = reply(SUPPLIER, body, (LINE,))
    assert not found.statements
    assert asked(found) == {("reference", ("4500018847",))}


def test_what_a_reply_names_itself_goes_before_its_thread() -> None:
    body = "PO 4500018701 item 10: delayed to 27 April 2026."
    assert set(days(reply(SUPPLIER, body, (LINE,)))) == {"purchase_order_lines:4500018701/10"}
    wrong = reply(SUPPLIER, "PO 4500018848 is delayed to 27 April 2026.", (LINE,))
    assert days(wrong) == {}


@pytest.mark.parametrize(
    ("sender", "by"),
    [("who@else.example", ""), ("t.holm@medivale.example", ""), (SUPPLIER, "a program")],
)
def test_strangers_other_partners_and_programs_answer_nothing(sender: str, by: str) -> None:
    found = reply(sender, "Sorry, delayed: ready 20 April 2026.", (LINE,), by=by)
    assert not found.references and not found.statements
