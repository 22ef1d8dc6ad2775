"""Numbers with a check digit or a fixed shape: containers, bank accounts, tariff and UN numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban, iso6346
from stdnum.exceptions import ValidationError

from domain.plausibility.book import Book, Suspicion, each, text

#: Three letters of an owner, the category (U, J, Z), then digits, as ISO 6346 has them.
_CONTAINER = re.compile(r"[A-Z]{3}[UJZ][ -]?[0-9][0-9 -]*", re.IGNORECASE)
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,40}", re.IGNORECASE)
_TARIFF = re.compile(r"[0-9]{4}(\.?[0-9]{2}){0,3}")
_UN = re.compile(r"UN ?[0-9]{4}")


def container_numbers(book: Book) -> Iterator[Suspicion]:
    """Container numbers against their check digit (ISO 6346)."""
    for table, key, row in each(book, "shipment_units", "milestones"):
        said = text(row, "unit_no").strip()
        if _CONTAINER.fullmatch(said) and (wrong := _container(said)):
            yield Suspicion(table, key, wrong)


def _container(said: str) -> str:
    number = re.sub(r"[ -]", "", said).upper()
    if len(number) != 11:
        return f"container number {said} has {len(number) - 4} digits; ISO 6346 has 7"
    right = iso6346.calc_check_digit(number[:-1])
    if right == number[-1]:
        return ""
    return f"container number {said} has a wrong check digit (ISO 6346: {right})"


def bank_accounts(book: Book) -> Iterator[Suspicion]:
    """Accounts that look like an IBAN against its length and check digits (ISO 13616)."""
    for table, key, row in each(book, "partners"):
        said = text(row, "account_on_file")
        number = re.sub(r"\s", "", said)
        if not _IBAN.fullmatch(number):
            continue
        try:
            iban.validate(number, check_country=False)
        except ValidationError:
            yield Suspicion(table, key, f"account on file {said} is no valid IBAN (check digits)")


def tariff_numbers(book: Book) -> Iterator[Suspicion]:
    """Tariff numbers by their shape: four digits of a heading, then pairs."""
    for table, key, row in each(book, "items"):
        said = text(row, "hs_code").strip()
        if said and not _TARIFF.fullmatch(said):
            yield Suspicion(table, key, f"hs_code {said} is no tariff number")


def dangerous_goods(book: Book) -> Iterator[Suspicion]:
    """Dangerous goods carry a UN number of four digits, other goods carry none."""
    for table, key, row in each(book, "items"):
        said, dangerous = text(row, "un_no").strip(), text(row, "dangerous_goods")
        if said and not _UN.fullmatch(said):
            yield Suspicion(table, key, f"un_no {said} is no UN number")
        if dangerous == "yes" and not said:
            yield Suspicion(table, key, "dangerous goods without a UN number")
        if dangerous == "no" and said:
            yield Suspicion(table, key, f"no dangerous goods, but UN number {said}")


RULES = (container_numbers, bank_accounts, tariff_numbers, dangerous_goods)
