"""Bank accounts in mails: what a bill prints, and mails that want another one paid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from agents.reader.deals import person
from agents.reader.letter import Letter
from agents.reader.occasions import occasions, said
from agents.reader.sums import told
from agents.reader.topics.bills import billed
from domain.evidence import Part

_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{2,4}){3,8}(?!\w)")
_LABELLED = re.compile(
    r"(?<!\w)(?:account\s?(?:no|number|nr)?|acct|a/c|konto(?:nummer)?|compte|cuenta|clabe|conta|conto|konto\s?nr|hesap(?:\s?no)?|账号|帐号|口座番号)"
    r"[\s.:#]{1,4}(?P<number>[A-Z]{0,4}[\d][\d -]{6,32}\d)(?!\w)",
    re.IGNORECASE,
)


def read_bank_changes(letter: Letter) -> Iterable[str]:
    """A mail that wants another account is never read for it: our own people call back."""
    if "bank_change" not in occasions(letter):
        return ()
    owner = _owner(letter)
    letter.ask(
        "call_back",
        owner,
        "the mail wants another bank account: call back on a number on file, never one of this "
        "mail, and pay to the account on file until then",
        of=person(letter, "finance", "master data", "ap manager"),
    )
    demanded = ("payment_demand",) if "demand" in said(letter.message) else ()
    return ("bank_change_request", *demanded)


def _owner(letter: Letter) -> str:
    """Whose account it would be: the sender's if known, else that of the invoice named."""
    if letter.sender.object:
        return letter.sender.object
    rows = [row for one in letter.bound("invoices") if (row := letter.row(one))]
    partners = {row.text("partner_id") for row in rows} - {""}
    return f"partners:{partners.pop()}" if len(partners) == 1 else "mail"


def read_printed_accounts(letter: Letter) -> Iterable[str]:
    """The account a bill prints, on the bill; one that is not on file is called back."""
    about = billed(letter)
    if not about or "bank_change" in occasions(letter):
        return ()
    partner = letter.row(letter.sender.object)
    known = _bare(partner.text("account_on_file")) if partner else ""
    for part, start, end in _accounts(letter):
        one = letter.state(about, "bank_account", "account_number", (part, start, end))
        if one is None or _bare(part.text[start:end]) != known:
            doubt = "is not the one on file" if one else "has a wrong check digit"
            letter.ask(
                "call_back",
                about,
                f"the bill prints account {part.text[start:end].strip()}, which {doubt}: "
                "call back on a number on file before anybody pays",
                of=person(letter, "finance", "master data", "ap manager"),
                where=(part, start, end),
            )
    return ()


def _accounts(letter: Letter) -> Iterator[tuple[Part, int, int]]:
    """IBANs, and numbers behind words for an account."""
    for phrase in told(letter):
        for match in _IBAN.finditer(phrase.text):
            yield phrase.part, phrase.start + match.start(), phrase.start + match.end()
        for match in _LABELLED.finditer(phrase.text):
            start, end = match.span("number")
            yield phrase.part, phrase.start + start, phrase.start + end


def _bare(number: str) -> str:
    return re.sub(r"\W", "", number).upper()
