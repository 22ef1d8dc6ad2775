"""Account numbers in any mail: one that is not on file is called back before anybody pays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.deals import person
from agents.reader.letter import Letter, Line
from domain.record import Row
from domain.words import lexicon

#: An IBAN, or nine digits and more with what people set between them.
_NUMBER = re.compile(
    r"(?<![\w./-])(?:[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{2,4}){3,8}|\d(?:[ -]?\d){8,23})(?![\w/]|[.,]\d)"
)
_ACCOUNT = re.compile(
    r"(?<!\w)(?:acct|account|a/c|iban|clabe|routing|aba|sort\scode|swift|bic|konto\w{0,8}|bankverbindung|compte|rib|"
    r"cuenta|conta|conto|hesap\w{0,4}|rachun\w{1,4}|rekening\w{0,8})(?!\w)|账号|帐号|账户|口座",
    re.IGNORECASE,
)
#: `on account of the delay`, `statement of account`.
_OTHERWISE = re.compile(
    r"on\saccount\sof|(?:statement|extract)s?\sof\saccount|in\sconto", re.IGNORECASE
)
#: What stands before a number that is called.
_CALLED = re.compile(
    r"(?:call|phone|tel|mobile|cell|fax|whatsapp|anruf\w*|telefon\w*|mobil|téléphone|appele\w*|teléfono|celular|llam\w+|"
    r"telefone|ligue|telefono|chiam\w+|ring|ara\w*|zadzwo\w+|bel|电话|電話)[^.;\d]{0,16}[+(]?$",
    re.IGNORECASE,
)


def read_accounts_named(letter: Letter) -> Iterator[str]:
    """Asks for the call-back where nobody asked yet; with money wanted, who approved it as well.

    Whether the account is wanted, mentioned or printed, nobody's record changes from a mail.
    """
    told = {one.field.partition(":")[0] for one in letter.notes.statements}
    asked = {one.about for one in letter.notes.questions}
    if "bank_account" in told or {"call_back", "bank_account"} & asked:
        return
    found = next(_strange(letter), None)
    if found is None:
        return
    line, match = found
    about = _owner(letter)
    letter.ask(
        "call_back",
        about,
        "the mail names an account that is not on file: call back on a number on file, never one "
        "of this mail, and pay to the account on file until then",
        of=person(letter, "finance", "master data", "ap manager"),
        where=(line.part, line.start + match.start(), line.start + match.end()),
    )
    invoice = letter.only("invoices")
    if invoice and (letter.sender.ours or not letter.sender.object):
        letter.ask(
            "approval",
            invoice,
            "a mail that wants it paid to another account proves no approval: who approved it?",
            of=person(letter, "finance", "ap manager", "controller"),
        )
    yield "bank_change_request"


def _strange(letter: Letter) -> Iterator[tuple[Line, re.Match[str]]]:
    """Numbers beside words for an account that are not the one on file of whoever is paid."""
    known = {_bare(row.text("account_on_file")) for row in _payees(letter)} - {""}
    if not any(_NUMBER.search(part.text) for part in letter.parts):
        return
    for line in letter.spoken():
        if not _NUMBER.search(line.text):
            continue
        words = _OTHERWISE.sub(" ", line.text)
        if not (_ACCOUNT.search(words) or lexicon("bank").has(words, "account")):
            continue
        for match in _NUMBER.finditer(line.text):
            called = _CALLED.search(line.text[: match.start()][-32:])
            if _bare(match[0]) not in known and not called:
                yield line, match


def _payees(letter: Letter) -> Iterator[Row]:
    bills = (letter.row(one) for one in letter.bound("invoices"))
    owners = [f"partners:{one.text('partner_id')}" for one in bills if one is not None]
    for one in dict.fromkeys([letter.sender.object, *owners]):
        row = letter.row(one) if one else None
        if row is not None:
            yield row


def _owner(letter: Letter) -> str:
    rows = list(_payees(letter))
    return rows[0].object if len(rows) == 1 else "mail"


def _bare(number: str) -> str:
    return re.sub(r"\W", "", number).upper()
