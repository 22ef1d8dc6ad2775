"""Settlements under a letter of credit: what was drawn, when, at what rate, less which fees."""

from __future__ import annotations

import re
from collections.abc import Iterable

from agents.reader.days import days, state_day
from agents.reader.deals import person
from agents.reader.entries import Entry
from agents.reader.letter import Letter
from agents.reader.notation import notation_of
from agents.reader.occasions import occasions
from agents.reader.sums import currency_for, state_sum, sums, told
from domain.words import Hit, lexicon

#: Role of a day → the field it fills.
_DAYS = {
    "on_board": "actual_date:on_board",
    "latest_shipment": "deadline:latest_shipment",
    "waiver": "actual_date:waiver",
    "settlement": "actual_date:settlement",
    "value": "actual_date:value",
}
_FEES = {"discrepancy_fee": "discrepancy_fee", "cable": "cable", "fee": "fee"}
_RATE = re.compile(r"(?<![\w.,/-])\d{1,6}[.,]\d{2,6}(?![\w/-]|[.,]\d|\s?%)")


def read_credits(letter: Letter) -> Iterable[str]:
    """States what the bank says of the one credit it names."""
    about = letter.only("letters_of_credit")
    if not about or "settlement" not in occasions(letter):
        return ()
    for role, field in _DAYS.items():
        found = days(letter, role)
        if len({str(one.found.readings) for one in found}) == 1:
            state_day(letter, about, field, found[0], past=role != "latest_shipment")
    found_sums = [one for one in sums(letter) if one.strong]
    for one in found_sums:
        if one.label in _FEES:
            state_sum(letter, about, f"charge_amount:{_FEES[one.label]}", one, "plain")
    _drawn(letter, about, found_sums)
    _rate(letter, about)
    return ("lc_settlement", *_discrepant(letter, about))


def _drawn(letter: Letter, about: str, found: list[Entry]) -> None:
    """The sum drawn: the one named so, or the only one that is no fee and no rate."""
    money = [one for one in found if one.label not in _FEES and currency_for(letter, one, about)]
    money = [one for one in money if one.amount.currency or not _is_rate(one)]
    named = [one for one in money if lexicon("credit_state").has(one.before, "drawing")]
    sure = named or [
        one for one in money if not lexicon("credit_state").has(one.before, "proceeds", "rate")
    ]
    if len({one.amount.value for one in sure}) == 1:
        state_sum(letter, about, "payment_amount", sure[0])
    elif sure:
        said = tuple(str(one.amount.value) for one in sure)
        text = f"the advice names {', '.join(said)}: which sum was drawn?"
        letter.ask("payment_amount", about, text, choices=said, where=sure[0].where)


def _is_rate(one: Entry) -> bool:
    last = max(
        lexicon("credit_state").find(one.before[-24:]), key=lambda hit: hit.end, default=None
    )
    return last is not None and last.code == "rate"


def _rate(letter: Letter, about: str) -> None:
    """A number without a currency right behind words for a rate."""
    for phrase in told(letter):
        for match in _RATE.finditer(phrase.text):
            before = phrase.text[max(0, match.start() - 16) : match.start()]
            hits = [hit for hit in lexicon("credit_state").find(before) if hit.code == "rate"]
            if hits and not before[hits[-1].end :].strip(" :=@"):
                where = (phrase.part, phrase.start + match.start(), phrase.start + match.end())
                how = notation_of(letter, phrase.part).numbers
                letter.state(about, "fx_rate", "exchange_rate", where, how)
                return


def _discrepant(letter: Letter, about: str) -> tuple[str, ...]:
    for phrase in told(letter):
        hit = _found_discrepant(phrase.text)
        if hit is None:
            continue
        where = (phrase.part, phrase.start + hit.start, phrase.start + hit.end)
        letter.state(about, "document_state", "code", where, {"list": "credit_state"})
        if days(letter, "waiver"):
            _ask_waiver(letter, about)
        return ("document_discrepancy",)
    return ()


def _found_discrepant(text: str) -> Hit | None:
    """Words for discrepancies that name no fee for them, in a sentence that denies none."""
    book = lexicon("credit_state")
    fees = [hit for hit in lexicon("amount").find(text) if hit.code == "discrepancy_fee"]
    found = [hit for hit in book.find(text) if hit.code == "discrepant"]
    free = [
        hit for hit in found if not any(hit.start < fee.end and hit.end > fee.start for fee in fees)
    ]
    return free[0] if free and not book.has(text, "clean") else None


def _ask_waiver(letter: Letter, about: str) -> None:
    letter.ask(
        "approval",
        about,
        "the bank took our waiver of the discrepancies: who gave it?",
        slot="waiver",
        of=person(letter, "finance", "treasury", "controller"),
    )
