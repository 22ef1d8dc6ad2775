"""Papers of partners: their states, account numbers with check digits, currencies."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stdnum import iban
from stdnum.exceptions import ValidationError

from domain.errors import Refused
from domain.numberwords import currency_codes
from domain.partner_papers import papers_in
from domain.reading import CodeStated, Stated
from domain.recipes.registry import recipe

_ACCOUNT = re.compile(r"[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){10,30}|\d(?:[ -]?\d){7,23}")
_STANDARD = re.compile(
    r"(?<!\w)((?:ISO|IATF|AS|EN|VDA|QS)\s?/?\s?\d{3,5}(?:[-:]\d{1,4})?)(?!\w)", re.IGNORECASE
)
_CLABE = 18


@recipe
def paper_state(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The state that the attachments show (`state`) of the paper of kind `paper` that is named."""
    if arguments["paper"] not in {hit.code for hit in papers_in(quote)}:
        raise Refused(f"{quote!r} names no {arguments['paper']} paper")
    return CodeStated(text=arguments["state"])


@recipe
def account_number(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one account number, without blanks; a wrong check digit is Refused."""
    found = _ACCOUNT.findall(quote.upper())
    if len(found) != 1:
        raise Refused(f"{quote!r} holds no one account number")
    number = re.sub(r"[ -]", "", found[0])
    if number[:2].isalpha():
        _check_iban(number)
    elif len(number) == _CLABE and not clabe_fits(number):
        raise Refused(f"the check digit of {number} does not fit")
    return CodeStated(text=number)


def _check_iban(number: str) -> None:
    try:
        iban.validate(number, check_country=False)
    except ValidationError as fault:
        raise Refused(f"{number} is no IBAN: {fault}") from None


def clabe_fits(number: str) -> bool:
    """Whether a Mexican CLABE's check digit fits: weights 3, 7, 1, products modulo 10."""
    total = sum(int(n) * w % 10 for n, w in zip(number[:17], (3, 7, 1) * 6, strict=False))
    return (10 - total % 10) % 10 == int(number[17])


@recipe
def currency_code(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one currency named."""
    found = currency_codes(quote)
    if len(found) != 1:
        raise Refused(f"{quote!r} names {len(found) or 'no'} currencies")
    return CodeStated(text=found.pop())


@recipe
def standard(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one standard a certificate is for: ISO 9001:2015."""
    found = {" ".join(one.upper().split()) for one in _STANDARD.findall(quote)}
    if len(found) != 1:
        raise Refused(f"{quote!r} names {len(found) or 'no'} standards")
    return CodeStated(text=found.pop())
