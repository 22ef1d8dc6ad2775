"""The partners, contacts and colleagues on file, looked up by mail address and domain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.record import Row
from tools.mail.addresses import domain_of
from tools.mail.lookalike import same_owner, unicode_form

#: Words of desks: as a display name they point to nobody in particular.
_DESK = frozenset(
    [
        "order",
        "orders",
        "desk",
        "dispatch",
        "shipping",
        "payments",
        "accounts",
        "billing",
        "sales",
        "export",
        "import",
        "operations",
        "customer",
        "service",
        "finance",
        "trade",
        "vendor",
        "compliance",
        "edi",
        "logistics",
        "team",
        "office",
    ]
)


class OnFile:
    """What master data knows about addresses and domains."""

    def __init__(
        self,
        contacts: Sequence[Row],
        partners: Sequence[Row],
        people: Sequence[Row],
        own_domains: Sequence[str],
    ) -> None:
        self.own = {one.strip().lower() for one in own_domains if one.strip()}
        self.partners = {row.key: row for row in partners}
        self.by_address: dict[str, list[Row]] = {}
        for row in contacts:
            self.by_address.setdefault(folded(row.text("mail")), []).append(row)
        self.by_address.pop("", None)
        self.colleagues = {folded(row.text("mail")): row for row in people if row.text("mail")}
        self.by_domain: dict[str, set[str]] = {}
        for row in partners:
            for domain in re.split(r"[\s,;|]+", folded(row.text("mail_domains"))):
                self.by_domain.setdefault(domain.lstrip("@").rstrip("."), set()).add(row.key)
        self.by_domain.pop("", None)
        self.persons = _at_home(contacts)
        self.people = frozenset(_at_home(people))

    def known_domains(self) -> set[str]:
        """Every domain that somebody could be taken for."""
        contacts = {domain_of(address) for address in (*self.by_address, *self.colleagues)}
        return {one for one in (*self.by_domain, *contacts, *self.own) if one}

    def active(self, partner_id: str) -> bool:
        """Whether the partner is one we deal with; 'own' is a site of ours."""
        row = self.partners.get(partner_id)
        return row is not None and row.text("status").strip().lower() in ("active", "own")

    def joining(self, partner_id: str) -> bool:
        """Whether the partner is being onboarded: heard, and trusted no further."""
        row = self.partners.get(partner_id)
        return row is not None and row.text("status").strip().lower() in ("prospect", "conditional")

    def partners_of(self, domain: str) -> list[str]:
        """The partners whose domain this is or lies below; the active ones if there are any."""
        found = sorted(
            {
                key
                for known, keys in self.by_domain.items()
                if domain == known or domain.endswith("." + known)
                for key in keys
            }
        )
        return [key for key in found if self.active(key)] or found

    def is_own(self, domain: str) -> bool:
        """Whether the domain is our company's or lies below it."""
        return any(domain == one or domain.endswith("." + one) for one in self.own)

    def belongs(self, address: str, partner_id: str) -> bool:
        """Whether an address is on file for the partner, by itself or by its domain."""
        rows = self.by_address.get(folded(address), [])
        if any(row.text("partner_id") == partner_id for row in rows):
            return True
        return partner_id in self.partners_of(domain_of(folded(address)))

    def borrowed(self, display: str, domain: str) -> str:
        """What a display name borrows: a contact's name, at a domain of nobody on file that of a
        colleague, or a known domain that is not its own."""
        at = self.persons.get(_name(display))
        if at and not same_owner(at, domain):
            return f"the display name is that of a contact at {at}"
        if _name(display) in self.people and not at and not self.partners_of(domain):
            return "the display name is that of a colleague"
        words = unicode_form(display.lower()).replace("(", " ").replace(")", " ").split()
        for known in sorted(self.known_domains()):
            if known in words and not same_owner(known, domain):
                return f"the display name shows the domain {known}"
        return ""


def _at_home(rows: Sequence[Row]) -> dict[str, str]:
    """The domain at which each person with a name of their own writes."""
    return {
        _name(row.text("name")): domain_of(folded(row.text("mail")))
        for row in rows
        if _is_person(row.text("name")) and row.text("mail")
    }


def folded(address: str) -> str:
    """An address as it is compared: without blanks, in lower case."""
    return address.strip().lower()


def _name(text: str) -> str:
    return " ".join(sorted(text.lower().replace(",", " ").split()))


def _is_person(name: str) -> bool:
    words = name.lower().split()
    return len(words) >= 2 and not any(word in _DESK for word in words)
