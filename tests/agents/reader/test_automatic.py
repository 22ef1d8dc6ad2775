"""Automatic replies, mail that came back, courtesies: what they say and what they never say."""

from __future__ import annotations

import pytest

from agents.reader import read
from domain.evidence import Part
from domain.reading import Reading, stated_text
from domain.record import Row
from tests.agents.reader.company import Company, company, mail

CONTACTS = {"CT1": "lily.chen@kailun.example", "CT2": "zhang.wei@kailun.example"}


def desk() -> Company:
    rows = [row for table in company().tables.values() for row in table.values()]
    for key, address in CONTACTS.items():
        values = {"mail": address, "partner_id": "V1001", "name": key}
        rows.append(Row(table="contacts", key=key, version=1, values=values))
    return Company(rows)


def reading(body: str, subject: str, *, by_program: bool = True, report: str = "") -> Reading:
    message = mail("lily.chen@kailun.example", body, subject)
    parts = message.parts
    if report:
        kind = "message/delivery-status"
        parts = (*parts, Part(name="attachment:0", kind=kind, text=report))
    return read(message.model_copy(update={"auto_submitted": by_program, "parts": parts}), desk())


def told(found: Reading) -> set[tuple[str, str, str]]:
    return {(one.object, one.field, stated_text(one.value)) for one in found.statements}


AWAY = {
    "english": (
        "I am out of office until 20 March. In urgent cases please contact Zhang Wei "
        "<zhang.wei@kailun.example>.",
        "Automatic reply: 4500018822",
        {
            ("contacts:CT1", "absent_until", "2026-03-20"),
            ("contacts:CT1", "delegate", "contacts:CT2"),
        },
    ),
    "german": (
        "Ich bin bis zum 23.03.2026 im Urlaub. Vertretung: Frau Petra Kuhn, Tel. 0203 11.",
        "Abwesenheitsnotiz",
        {
            ("contacts:CT1", "absent_until", "2026-03-23"),
            ("contacts:CT1", "delegate", "Frau Petra Kuhn"),
        },
    ),
    "spanish": (
        "Estoy de vacaciones hasta el 30 de marzo.",
        "Respuesta automática",
        {("contacts:CT1", "absent_until", "2026-03-30")},
    ),
}


@pytest.mark.parametrize("name", AWAY)
def test_an_automatic_reply_says_until_when_and_who_stands_in(name: str) -> None:
    body, subject, wanted = AWAY[name]
    found = reading(body, subject)
    assert told(found) == wanted
    assert found.intents == ("auto_reply",)


WORDINGS = {
    "a weekday behind back on": (
        "I will be back on Monday, 23 March. My colleague Amy Wu will help you.",
        {("absent_until", "2026-03-23"), ("delegate", "Amy Wu")},
    ),
    "from one day to another, the name below": (
        "I am on annual leave from 10.03.2026 to 20.03.2026.\n\n"
        "In urgent cases please contact:\nZhang Wei\nzhang.wei@kailun.example\n",
        {("absent_until", "2026-03-20"), ("delegate", "Zhang Wei")},
    ),
    "the address alone below": (
        "Out of office until 20 March 2026. Please contact:\nzhang.wei@kailun.example\n",
        {("absent_until", "2026-03-20"), ("delegate", "contacts:CT2")},
    ),
    "a name before the word": (
        "I am on leave till 20 March. Amy Wu is covering for me.",
        {("absent_until", "2026-03-20"), ("delegate", "Amy Wu")},
    ),
    "reach out": (
        "I am out of the office until 20 March. Reach out to Amy Wu.",
        {("absent_until", "2026-03-20"), ("delegate", "Amy Wu")},
    ),
    "spanish": (
        "Fuera de la oficina hasta el 20 de marzo de 2026. Urgencias: escribir a Jon Etxeberria.",
        {("absent_until", "2026-03-20"), ("delegate", "Jon Etxeberria")},
    ),
    "spanish, to turn to": (
        "Ausente hasta el 20 de marzo de 2026. Para pedidos dirigirse a Jon Etxeberria.",
        {("absent_until", "2026-03-20"), ("delegate", "Jon Etxeberria")},
    ),
    "french, to turn to": (
        "Absent du bureau jusqu'au 20 mars 2026. Pour toute demande, adressez-vous à Luc Bernard.",
        {("absent_until", "2026-03-20"), ("delegate", "Luc Bernard")},
    ),
    "italian, to turn to": (
        "In ferie fino al 20 marzo 2026. In mia assenza rivolgersi a Carla Rossi.",
        {("absent_until", "2026-03-20"), ("delegate", "Carla Rossi")},
    ),
    "portuguese, to turn to": (
        "De férias até 20 de março de 2026. Na minha ausência fale com Rui Costa.",
        {("absent_until", "2026-03-20"), ("delegate", "Rui Costa")},
    ),
}


@pytest.mark.parametrize("name", WORDINGS)
def test_an_absence_is_read_in_other_wordings(name: str) -> None:
    body, wanted = WORDINGS[name]
    found = reading(body, "Automatic reply: 4500018822")
    assert {(one.field, stated_text(one.value)) for one in found.statements} == wanted


def test_a_german_absence_that_names_an_order_is_no_delay_of_it() -> None:
    found = reading(
        "Ich bin vom 11.03. bis 20.03.2026 im Urlaub. Meine Vertretung übernimmt Herr Jonas Falk.",
        "Automatische Antwort: AW: Bestellung 4500018822",
    )
    assert (found.intents, found.workflows, found.questions) == (("auto_reply",), (), ())
    assert ("contacts:CT1", "absent_until", "2026-03-20") in told(found)


def test_a_colleagues_absence_is_theirs() -> None:
    message = mail(
        "marta@harlow.example", "I am out of office until 20 March 2026.", "Out of office"
    )
    found = read(message.model_copy(update={"auto_submitted": True}), desk())
    assert told(found) == {("people:E001", "absent_until", "2026-03-20")}


def test_two_days_of_something_else_are_no_absence() -> None:
    body = "We are closed. The fair from 10.03.2026 to 20.03.2026 is in Canton."
    assert told(reading(body, "Automatic reply")) == set()


def test_an_absence_moves_no_order() -> None:
    found = reading(
        "I am on leave until 20 April. PO 4500018822 item 10 new date 20 April.", "Out of office"
    )
    assert "W1" not in found.workflows
    assert {one.field for one in found.statements} == {"absent_until"}


def test_a_mail_that_came_back_says_why_and_whose_address_is_wrong() -> None:
    found = reading(
        "Your message could not be delivered.",
        "Undelivered Mail Returned to Sender",
        report="Final-Recipient: rfc822; zhang.wei@kailun.example\nAction: failed\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n",
    )
    assert told(found) == {("contacts:CT2", "mail_failure", "550 5.1.1 User unknown")}
    assert found.intents == ("bounce",)
    assert [one.object for one in found.questions] == ["contacts:CT2"]


@pytest.mark.parametrize("body", ["Well noted, thanks!", "Danke, erhalten.", "收到，谢谢"])
def test_a_courtesy_states_nothing(body: str) -> None:
    found = reading(body, "Re: 4500018822", by_program=False)
    assert (found.intents, found.statements) == (("acknowledgement",), ())


def test_a_mail_sent_once_more_says_so() -> None:
    found = reading("Resending my mail of yesterday.", "FW: offer", by_program=False)
    assert "resend" in found.intents
