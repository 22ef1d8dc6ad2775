"""Earlier mail and signatures are labelled; the sender's own words never are."""

from __future__ import annotations

import json

import pytest

from tests.tools.mail.letters import CASES, DATA, needed
from tools.mail.parse import parse
from tools.mail.quoting import label


def split(text: str) -> tuple[str, str, str]:
    """What is fresh, quoted and signature, each as stripped lines."""
    labels = label(text)
    quoted = "\n".join(text[a:b] for a, b in labels.quoted)
    signed = "\n".join(text[a:b] for a, b in labels.signature)
    chars = list(text)
    for start, end in labels.quoted + labels.signature:
        chars[start:end] = [""] * (end - start)
    return "".join(chars).strip(), quoted, signed


ATTRIBUTIONS = [
    "On Mon, 30 Mar 2026 at 19:40, Harlow Operations <ops@harlow.example> wrote:",
    "On Mon, 30 Mar 2026 at 19:40, Harlow Operations\n<ops@harlow.example> wrote:",
    "On Mon, 30 Mar 2026, Harlow Operations wrote:",
    "Am Montag, 30. März 2026 schrieb Harlow Operations:",
    "Am 21.04.2026 um 17:48 schrieb Karin Brandt <k@n.example>:",
    'Am 21.04.2026 17:48 schrieb "K. Brandt" <k@n.example\n>:',
    "Le 4 janv. 2026 à 19:03, Marta <marta@harlow.example> a écrit :",
    "El 4 de enero de 2026 a las 19:03, Marta <marta@harlow.example> escribió:",
    "Em seg., 4 de jan. de 2026 às 19:03, Marta <marta@harlow.example> escreveu:",
    "Il giorno lun 4 gen 2026 alle 19:03 Marta <marta@harlow.example> ha scritto:",
    "Op 16 aug. 2026 om 05:13 schreef Marta <marta@harlow.example>:",
    "Den 16 aug. 2026 kl. 05:13 skrev Marta <marta@harlow.example>:",
    "W dniu 14.07.2026 o 00:25, Marta <marta@harlow.example> pisze:",
    "06.05.2026 09:12 tarihinde Marta <marta@harlow.example> yazdı:",
    "在 2026年12月12日，下午8:45，Marta <marta@harlow.example> 写道：",
    "2026年5月6日(水) 9:12 Marta <marta@harlow.example>:",
    "чт, 14 июл. 2026 г. в 00:25, Marta <marta@harlow.example> написал(а):",
]
BLOCKS = [
    "From: Marta <marta@harlow.example>\nSent: Monday, 30 March 2026 19:40\nTo: Lily\nSubject: PO",
    "________________________________\nFrom: Marta\nSent: Monday\nTo: Lily\nSubject: PO 18822",
    "*From:* Marta\n*Sent:* 2026-03-30\n*To:* lily@kailun.example\n*Subject:* PO",
    "Von: Marta\nGesendet: Montag, 30. März 2026 19:40\nAn: Lily\nBetreff: PO",
    "De : Marta\nEnvoyé : lundi 30 mars 2026\nÀ : Lily\nObjet : PO",
    "De: Marta\nEnviado el: lunes, 30 de marzo de 2026\nPara: Lily\nAsunto: PO",
    "Da: Marta\nInviato: lunedì 30 marzo 2026\nA: Lily\nOggetto: PO",
    "Från: Marta\nSkickat: den 30 mars 2026\nTill: Lily\nÄmne: PO",
    "Od: Marta\nWysłano: 30 marca 2026\nDo: Lily\nTemat: PO",
    "Kimden: Marta\nGönderildi: 30 Mart 2026\nKime: Lily\nKonu: PO",
    "发件人: Marta\n发送时间: 2026年3月30日\n收件人: Lily\n主题: PO",
    "差出人: Marta\n送信日時: 2026年3月30日\n宛先: Lily\n件名: PO",
    "-----Original Message-----\nMarta",
    "-----Ursprüngliche Nachricht-----\nMarta",
    "-------- Message d'origine --------\nMarta",
    "---------- Forwarded message ---------\nFrom: Marta",
    "Begin forwarded message:\n\nFrom: Marta",
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_marked_lines_under_an_attribution_are_old(attribution: str) -> None:
    text = f"Item 10 moves.\n\n{attribution}\n\n> please confirm\n>\n> 6 April\n\nItem 20 stays."
    fresh, quoted, _ = split(text)
    assert fresh.split() == ["Item", "10", "moves.", "Item", "20", "stays."]
    assert quoted.startswith(attribution)


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_unmarked_text_under_a_sure_attribution_is_old(attribution: str) -> None:
    fresh, quoted, _ = split(f"Item 10 moves.\n\n{attribution}\n\nplease confirm 6 April")
    assert fresh == "Item 10 moves."
    assert quoted.endswith("6 April")


@pytest.mark.parametrize("block", BLOCKS)
def test_header_blocks_and_dividers_begin_old_mail(block: str) -> None:
    fresh, quoted, _ = split(f"Item 10 moves.\n\n{block}\n\nplease confirm 6 April")
    assert fresh == "Item 10 moves."
    assert quoted == f"{block}\n\nplease confirm 6 April"


FRESH = [
    "Shipping order\nFrom: Yantian\nTo: Los Angeles\nDate: 12 May\nVessel: ORION",
    "From: 12 May\nTo: 14 May\nwe are closed.",
    "On Monday your driver wrote: refused. We do not agree.",
    "On 5 May we confirm:\n500 pcs KLB-12",
    "Price list\n> 500 pcs 4.20\n> 1000 pcs 3.90\nvalid to 30 June",
    ">=500 pcs 4.20",
    "Sent from Yantian by truck on 12 May.",
    "Sent by mail today, 500 pcs.",
    "Sent via mail today, 500 pcs.",
    "Sent from my phone: 4500018822 moves",
    "Thanks for the order. Item 20 is late.",
    "Thanks\nItem 20 is 3 days late.",
    "Best price is 4.20 EUR",
    "Merci de voir avec le transporteur, délai 7 j.",
    "Regarding item 10\nwe need 5 days more",
    "Please keep confidential and do not call. Our VAT no is DE123 as before.",
    "The report is confidential: item 10 moves to 12 May.\nPlease answer.",
    "Subject: item 10\nwe move to 12 May",
    "PO | 10\n--\nPO | 20\n" + "line 5 pcs\n" * 30,
]


@pytest.mark.parametrize("text", FRESH)
def test_the_senders_own_words_stay_fresh(text: str) -> None:
    assert split(text) == (text.strip(), "", "")


SIGNED = [
    "B.rgds\nLily",
    "Best regards,\n\nLily Chen\nKailun Electronics Co., Ltd\nTel: +86 755 0000 0101",
    "Mit freundlichen Grüßen\ni.A. K. Brandt\nNordmetall GmbH - Amtsgericht Iserlohn HRB 0000",
    "Cordialement\nJean Petit",
    "Un saludo, Iñaki",
    "At., Rafael",
    "Cordiali saluti\nGiulia Serra",
    "Med vänlig hälsning\nKarin Lindqvist",
    "Z poważaniem\nAnna Nowak",
    "Saygılarımla\nEmre Tunalı",
    "此致\n敬礼",
    "よろしくお願いいたします\n光原",
    "-- \nLily Chen\nKailun Electronics\nRoom 12, Shenzhen",
    "Thanks & Rgds\nAnil",
    "sent from my phone",
    "Von meinem iPhone gesendet",
    "Thanks,\nLily",
    "This e-mail and its attachments are confidential and intended for the addressee\nonly.",
]


@pytest.mark.parametrize("signature", SIGNED)
def test_signatures_are_labelled(signature: str) -> None:
    fresh, _, signed = split(f"Item 10 moves to 12 May.\n\n{signature}")
    assert fresh == "Item 10 moves to 12 May."
    assert signed.split() == signature.split()


@pytest.mark.parametrize(
    "after",
    [
        "PS: item 20 moves too",
        "Item 20 also moves to 14 May.",
        "Please confirm",
        "4500018822 line 20: 14 May",
        "Our new bank: tel. +49 2371 000",
        "Please write to lily@kailun.example when item 20 shall move to 14 May",
    ],
)
def test_what_follows_a_signature_is_fresh_again(after: str) -> None:
    fresh, _, signed = split(f"Item 10 moves.\n\nBest regards\nLily\n\n{after}")
    assert after in fresh
    assert "Lily" in signed


def test_an_answer_below_the_old_mail_is_fresh() -> None:
    text = "On 30 Mar 2026 at 19:40, Ops <ops@h.example> wrote:\n\nWe can do 12 May."
    assert split(text)[0] == "We can do 12 May."


def test_a_cover_note_over_a_forwarded_mail_is_noted() -> None:
    text = "FYI\n\n---------- Forwarded message ---------\nFrom: X\n\nWe ship 12 May"
    assert label(text).notes == ("a forwarded mail under 3 characters of new text",)
    assert split(text)[0] == "FYI"


@pytest.mark.parametrize(
    "text",
    [
        "On " * 20_000,
        "On Mon 1 2 2026 x@y wrote\n" * 5_000,
        "From: a\n\n\n\n" * 10_000,
        "--\n" * 20_000,
        "> 5 pcs\n" * 20_000,
        ">\n\n" * 20_000,
        "Regards\n" * 10_000,
        "\n" * 100_000,
        "On Mon wrote:\n" * 100_000,
        "-- \n" * 300_000,
        "thanks\nJohn\n" * 80_000,
    ],
)
@pytest.mark.timeout(60)
def test_crafted_text_is_labelled_too(text: str) -> None:
    assert all(a < b <= len(text) for a, b in label(text).quoted)


def test_the_public_mails_lose_no_word_that_their_truth_quotes() -> None:
    folder = needed(CASES / "mail")
    for truth in map(json.loads, (folder / "truth.jsonl").read_text().splitlines()):
        parts = parse((folder / f"{truth['id']}.eml").read_bytes()).parts
        texts = [split(part.text)[0] if part.name == "body" else part.text for part in parts]
        fresh = " ".join(" ".join(texts).split())
        lines = [line for part in parts for line in part.text.split("\n")]
        whole = " ".join(" ".join(line for line in lines if not line.startswith(">")).split())
        for fact in truth["facts"]:
            quote = " ".join((fact.get("quote") or "").split())
            assert not quote or quote not in whole or quote in fresh, (truth["id"], quote)


def test_other_projects_replies() -> None:
    """64 pairs of discourse/email_reply_trimmer; its wanted text leaves closings out or in."""
    base = needed(DATA / "discourse+email_reply_trimmer" / "test")
    right = 0
    for path in sorted((base / "trimmed").glob("*.txt")):
        wanted = path.read_text().split()
        got = split((base / "emails" / path.name).read_text().replace("\r\n", "\n"))[0].split()
        missing = sum(got.count(word) < wanted.count(word) for word in set(wanted))
        leaked = sum(got.count(word) > wanted.count(word) for word in set(got))
        right += missing <= 2 and leaked <= 2
    assert right >= 48
