"""The same letter as other mail programs and habits would have sent it, saying the same.

Every layout takes the fresh text of a letter and what it quotes, and gives both as they would
stand in another mail: wrapped, flowed, in HTML, in small letters, under a banner, over another
signature, with the older mail quoted as another program quotes it.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple

#: Where what a letter quotes begins.
_QUOTED = re.compile(r"^(?:>|On .+ wrote:$|From: .+Sent: )", re.MULTILINE)
#: A line of a table, of a list of charges, of a chat: its end is no end of a wrapped line.
_COLUMNS = re.compile(r"\S(?: {2,}|\t)\S")
_POINT = re.compile(r"^(\d)\) ", re.MULTILINE)


class Body(NamedTuple):
    """What the writer says, and what stands quoted below it (empty, or with its marks)."""

    fresh: str
    quoted: str

    def joined(self) -> str:
        """As one text."""
        return self.fresh.rstrip("\n") + ("\n\n" + self.quoted if self.quoted else "") + "\n"


def split(text: str) -> Body:
    """The text at the first line that quotes."""
    text = text.replace("\r\n", "\n")
    found = _QUOTED.search(text)
    return Body(text[: found.start()], text[found.start() :]) if found else Body(text, "")


def _wrapped(text: str, width: int, end: str = "") -> str:
    """Prose lines broken at `width`, as old mail programs do; columns stay."""
    lines = []
    for line in text.splitlines():
        mark = re.match(r"[> ]*", line)
        prefix = mark[0] if mark else ""
        if _COLUMNS.search(line) or len(line) <= width:
            lines.append(line)
            continue
        now = prefix
        for word in line[len(prefix) :].split(" "):
            if len(now) + len(word) > width and now != prefix:
                lines.append(now.rstrip(" ") + end)
                now = prefix
            now += word + " "
        lines.append(now.rstrip(" "))
    return "\n".join(lines)


def wrapped(body: Body, rng: random.Random) -> Body:
    """Hard-wrapped at some width between 48 and 72."""
    width = rng.randint(48, 72)
    return Body(_wrapped(body.fresh, width), _wrapped(body.quoted, width))


def spaced(body: Body, _: random.Random) -> Body:
    """An empty line after every line of prose."""
    return Body(body.fresh.replace("\n", "\n\n"), body.quoted)


def small(body: Body, _: random.Random) -> Body:
    """All in small letters."""
    return Body(body.fresh.lower(), body.quoted)


def capital(body: Body, _: random.Random) -> Body:
    """All in capital letters."""
    return Body(body.fresh.upper(), body.quoted)


_BANNERS = (
    "[EXTERNAL EMAIL] Do not click links or open attachments unless you know the sender.",
    "CAUTION: This email originated from outside the organization. Do not click links or open"
    " attachments unless you recognize the sender and know the content is safe.",
    "ACHTUNG: Diese E-Mail stammt von einem externen Absender.",
    "You don't often get email from this address. Learn why this is important",
)


def banner(body: Body, rng: random.Random) -> Body:
    """Under the warning that a mail server puts on top."""
    return Body(f"{rng.choice(_BANNERS)}\n\n{body.fresh}", body.quoted)


_SIGNATURES = (
    "-- \nK. Berger | Export Sales\nTel. +49 2371 4400-212 | Fax -299 | Mobil 0171 5550 1234\n"
    "Industriestr. 14, 58636 Iserlohn\nGeschäftsführer: P. Lang, HRB 1234, USt-IdNr. DE123456789",
    "Sent from my iPhone",
    "--\nM. Lopez, Logistics\nT +34 944 000 112  M +34 600 112 233\n"
    "Visit us: Hannover Messe, 20-24 April 2026, hall 5, booth C12",
    "_______________________________\nCustomer Service Team\nMon-Fri 8:00-17:00\n"
    "This e-mail is confidential and may be privileged. If you are not the intended recipient,"
    " delete it and notify us within 3 days. Registered in England No. 04512345. VAT GB 123456789.",
    "Think before you print: 1 ton of paper = 24 trees",
    "Please note: our office is closed on 25 May and 4 June (public holidays).",
    "Von meinem Samsung Galaxy gesendet",
    "ISO 9001:2015 certified | 35 years of experience | 1,200 employees | 14 plants",
)


def signed(body: Body, rng: random.Random) -> Body:
    """With one more signature, footer or advertisement."""
    return Body(body.fresh.rstrip("\n") + "\n\n" + rng.choice(_SIGNATURES) + "\n", body.quoted)


_GREETINGS = (
    "Hi,", "Hello team,", "Good morning,", "Dear all,", "Hi Marta, hope you are well.",
    "Good day,", "Hallo zusammen,", "Dear Sirs,\n\nHope this mail finds you well.",
)  # fmt: skip
_GREETED = re.compile(
    r"\A(?:dear|hi|hello|hola|bonjour|buenas|estimados|prezados|sehr|guten)\b[^\n.;:]{0,40}[,.]?\n+",
    re.IGNORECASE,
)


def greeted(body: Body, rng: random.Random) -> Body:
    """Under another greeting."""
    return Body(rng.choice(_GREETINGS) + "\n\n" + _GREETED.sub("", body.fresh), body.quoted)


_OURS = (
    "Good afternoon, please tell us how this stands. We still have 12 August and 777 pcs on file,"
    " and EUR 1.11 as price. Harlow Operations"
)
_HEADS = (
    "-----Original Message-----\nFrom: Harlow Operations <ops@harlow.example>\n"
    "Sent: Monday, March 9, 2026 3:12 PM\nTo: Orders\nSubject: open points\n\n",
    "Von: Harlow Operations <ops@harlow.example>\nGesendet: Montag, 9. März 2026 15:12\n"
    "An: Orders\nBetreff: open points\n\n",
    "________________________________\nFrom: Harlow Operations <ops@harlow.example>\n"
    "Sent: Monday, March 9, 2026 15:12\nTo: Orders <orders@partner.example>\n"
    "Cc: Logistics <logistics@harlow.example>\nSubject: open points\n\n",
    "De : Harlow Operations <ops@harlow.example>\nEnvoyé : lundi 9 mars 2026 15:12\n"
    "À : Orders\nObjet : open points\n\n",
    "-------- Ursprüngliche Nachricht --------\nVon: Harlow Operations <ops@harlow.example>\n"
    "Datum: 09.03.26 15:12 (GMT+01:00)\nAn: Orders\nBetreff: open points\n\n",
    "---- On Mon, 09 Mar 2026 15:12:00 +0100 Harlow Operations <ops@harlow.example> wrote ----\n\n",
)
_LEADS = (
    "On Mon, Mar 9, 2026 at 3:12 PM Harlow Operations <ops@harlow.example> wrote:\n\n",
    "Am Mo., 9. März 2026 um 15:12 Uhr schrieb Harlow Operations <ops@harlow.example>:\n\n",
    "Le lun. 9 mars 2026 à 15:12, Harlow Operations <ops@harlow.example> a écrit :\n\n",
    "El lun, 9 mar 2026 a las 15:12, Harlow Operations (<ops@harlow.example>) escribió:\n\n",
    "Em seg., 9 de mar. de 2026 às 15:12, Harlow Operations <ops@harlow.example> escreveu:\n\n",
    "Harlow Operations <ops@harlow.example> 於 2026年3月9日 週一 下午3:12寫道：\n\n",
)


def _bare(quoted: str) -> str:
    """What is quoted without marks and lines that say who wrote it."""
    lines = [re.sub(r"^[> ]+", "", one) for one in quoted.splitlines()]
    lead = re.compile(r".*(?:wrote|yazdı):$|(?:From|Von): .*(?:Sent|Gesendet)[:].*|-+Original.*")
    return "\n".join(one for one in lines if not lead.fullmatch(one))


def quoted_below(body: Body, rng: random.Random) -> Body:
    """With the older mail below, its head as an office program writes it, without marks."""
    return Body(body.fresh, rng.choice(_HEADS) + (_bare(body.quoted) or _OURS))


def quoted_marked(body: Body, rng: random.Random) -> Body:
    """With the older mail below, under a line that says who wrote it, with marks."""
    old = _bare(body.quoted) or _OURS
    return Body(body.fresh, rng.choice(_LEADS) + "\n".join(f"> {one}" for one in old.splitlines()))


def answered_below(body: Body, rng: random.Random) -> Body:
    """With the older mail on top, marked, and the answer below it."""
    old = _bare(body.quoted) or _OURS
    marked = "\n".join(f"> {one}" for one in old.splitlines())
    return Body(f"{rng.choice(_LEADS)}{marked}\n\n{body.fresh}", "")


def typeset(body: Body, _: random.Random) -> Body:
    """With the marks a word processor puts: long dashes, curly quotes, hard blanks."""
    text = re.sub(r"(?<=\d) (?=[A-Za-z%€$])", "\N{NO-BREAK SPACE}", body.fresh)
    text = re.sub(r" - ", " \N{EN DASH} ", text).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    return Body(text, body.quoted)


_MARKS = ("{}. ", "({}) ", "- ", "* ", "\N{BULLET} ", "{} - ", "{}: ", "\N{EN DASH} ")


def listed(body: Body, rng: random.Random) -> Body:
    """Points of a list under other marks."""
    mark = rng.choice(_MARKS)
    return Body(_POINT.sub(lambda hit: mark.format(hit[1]), body.fresh), body.quoted)


def tabbed(body: Body, _: random.Random) -> Body:
    """Columns parted by tabs."""
    return Body(re.sub(r"(?<=\S) {2,}(?=\S)", "\t", body.fresh), body.quoted)


def piped(body: Body, _: random.Random) -> Body:
    """Columns parted by bars."""
    return Body(re.sub(r"(?<=\S) {2,}(?=\S)", " | ", body.fresh), body.quoted)


Layout = Callable[[Body, random.Random], Body]
LAYOUTS: dict[str, Layout] = {
    one.__name__: one
    for one in (
        wrapped, spaced, small, capital, banner, signed, greeted, quoted_below, quoted_marked,
        answered_below, typeset, listed, tabbed, piped,
    )
}  # fmt: skip


def _flowed(body: Body) -> str:
    return _wrapped(body.joined(), 66, " ")


def _cells(line: str) -> str:
    return "".join(f"<td>{html.escape(one)}</td>" for one in re.split(r" {2,}|\t", line.strip()))


def _as_html(text: str) -> str:
    """Paragraphs and, where several lines stand in columns, a table."""
    out = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        lines = block.splitlines()
        rows = [one for one in lines if _COLUMNS.search(one)]
        if len(rows) > 1 and len(rows) == len(lines):
            out.append(f"<table>{''.join(f'<tr>{_cells(one)}</tr>' for one in lines)}</table>")
        else:
            inner = "<br>\n".join(html.escape(one).replace("  ", "&nbsp; ") for one in lines)
            out.append(f'<p class="MsoNormal">{inner}</p>\n<p class="MsoNormal">&nbsp;</p>')
    return "\n".join(out)


def _html(body: Body) -> str:
    old = ""
    if body.quoted:
        bare = _bare(body.quoted)
        old = (
            '<div class="gmail_quote"><div class="gmail_attr">On Mon, 9 Mar 2026 at 15:12 Harlow'
            f" Operations wrote:<br></div><blockquote>{_as_html(bare)}</blockquote></div>"
        )
    return f"<html><body>{_as_html(body.fresh)}{old}</body></html>"


#: How the text is carried: plain, flowed, HTML alone, in another charset or transfer encoding.
CARRIED = ("plain", "flowed", "html", "latin", "base64")


def laid_out(raw: bytes, layouts: list[Layout], carried: str, rng: random.Random) -> bytes:
    """The mail with its letter laid out and carried in another way; files stay as they are."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    for part in mail.walk():
        if part.get_content_type() != "text/plain" or part.get_filename():
            continue
        body = split(part.get_content())
        for one in layouts:
            body = one(body, rng)
        _carry(part, body, carried)
    return mail.as_bytes()


def _carry(part: EmailMessage, body: Body, carried: str) -> None:
    text = body.joined()
    if carried == "html":
        part.set_content(_html(body), subtype="html", charset="utf-8")
    elif carried == "flowed":
        part.set_content(_flowed(body), charset="utf-8", params={"format": "flowed"})
    elif carried == "base64":
        part.set_content(text, charset="utf-8", cte="base64")
    elif carried == "latin" and text.encode("cp1252", "ignore").decode("cp1252") == text:
        part.set_content(text, charset="cp1252")
    else:
        part.set_content(text, charset="utf-8")
