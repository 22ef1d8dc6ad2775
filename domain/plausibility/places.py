"""Where partners and sites are: countries, time zones, ports, and the domains they write from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.plausibility.book import Book, Suspicion, each, rows, text
from domain.plausibility.codes import COUNTRIES, COUNTRY_MEANT

#: Columns that hold an ISO 3166-1 code of two letters.
_COUNTRIES = {"partners": "country", "sites": "country", "holidays": "country", "items": "origin"}
_ZONES = {"partners": "time_zone", "sites": "time_zone", "shipments": "place_tz_cutoffs"}
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z]")
_MAIL = re.compile(r"[^@\s]+@([^@\s]+)")


def countries(book: Book) -> Iterator[Suspicion]:
    """Country codes that ISO 3166-1 does not know."""
    for name, column in _COUNTRIES.items():
        for table, key, row in each(book, name):
            said = text(row, column)
            if said and said not in COUNTRIES:
                yield Suspicion(table, key, f"{column} {said} is no ISO 3166 code{_meant(said)}")


def _meant(said: str) -> str:
    code = said.strip().upper()
    meant = COUNTRY_MEANT.get(code, code)
    return f" ({meant} is meant?)" if meant in COUNTRIES else ""


def time_zones(book: Book) -> Iterator[Suspicion]:
    """Time zones that are no area name of the IANA database; EST does not know summer time."""
    for name, column in _ZONES.items():
        for table, key, row in each(book, name):
            said = text(row, column)
            if said and not _is_zone(said):
                yield Suspicion(
                    table, key, f"{column} {said} is no area name such as America/New_York"
                )


@lru_cache(maxsize=1024)
def _is_zone(name: str) -> bool:
    if "/" not in name or name.startswith("Etc/"):
        return False
    try:
        return ZoneInfo(name).key == name
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def port_codes(book: Book) -> Iterator[Suspicion]:
    """A UN/LOCODE starts with its site's country and has five letters or digits."""
    for table, key, row in each(book, "sites"):
        said, country = text(row, "unlocode").strip(), text(row, "country")
        if said and not re.fullmatch(r"[A-Z]{2}[A-Z2-9]{3}", said):
            yield Suspicion(table, key, f"unlocode {said} is no UN/LOCODE of five characters")
        elif said and country in COUNTRIES and said[:2] != country:
            yield Suspicion(table, key, f"unlocode {said} does not lie in {country}")


def mail_domains(book: Book) -> Iterator[Suspicion]:
    """Domains as they would not compare equal: capitals, blanks at the ends, no domain at all."""
    for table, key, row in each(book, "partners"):
        said = text(row, "mail_domains")
        if wrong := _wrong_domains(said):
            yield Suspicion(table, key, f"mail_domains {said!r} {wrong}")


def _wrong_domains(said: str) -> str:
    if said != said.strip():
        return (
            "has a blank at its end"
            if said == said.lower()
            else ("has capital letters and a blank at its end")
        )
    if said != said.lower():
        return "has capital letters"
    names = [name for name in re.split(r"\s*[;,]\s*|\s+", said) if name]
    return "" if all(_DOMAIN.fullmatch(name) for name in names) else "is no domain"


def contact_mails(book: Book) -> Iterator[Suspicion]:
    """Addresses that are none, or that lie outside the domains of their partner."""
    partners = rows(book, "partners")
    for table, key, row in each(book, "contacts"):
        said = text(row, "mail")
        found = _MAIL.fullmatch(said)
        partner = partners.get(text(row, "partner_id"), {})
        domains = [
            name for name in re.split(r"[;,\s]+", text(partner, "mail_domains").lower()) if name
        ]
        if said and found is None:
            yield Suspicion(table, key, f"mail {said!r} is no address")
        elif found and domains and not _within(found[1].lower(), domains):
            yield Suspicion(
                table, key, f"mail {said} is not within {' or '.join(domains)} of its partner"
            )


def _within(host: str, domains: list[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


RULES = (countries, time_zones, port_codes, mail_domains, contact_mails)
