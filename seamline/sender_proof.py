"""Signatures of mail, checked once as it is filed; what the DNS said then is kept with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from memory import chain
from memory.ledger import Ledger
from seamline.settings import Settings
from tools.mail.isolate import proven_safely
from tools.mail.signatures import key_names


def signature_check(settings: Settings) -> Callable[[bytes], dict[str, Any]]:
    """The check of a new mail: the keys found and the domains proven; empty while it is off.

    Keys change and signatures expire, so a mail is looked at when it comes and never again.
    """
    mail = settings.mail
    if not mail.check_signatures:
        return lambda _raw: {}

    def checked(raw: bytes) -> dict[str, Any]:
        from tools.mail.dns_keys import fetch

        names = key_names(raw)
        if not names:
            return {}
        keys = fetch(names)
        return {"keys": keys, "domains": list(proven_safely(raw, keys, mail.arc_sealers))}

    return checked


def proven_by(ledger: Ledger) -> Callable[[bytes], tuple[str, ...]]:
    """The domains that were found to have signed a stored mail."""

    def proven(raw: bytes) -> tuple[str, ...]:
        with ledger.reading() as connection:
            facts = chain.of_stream(connection, f"proof:{hashlib.sha256(raw).hexdigest()}")
        return tuple(domain for fact in facts for domain in fact.body["domains"])

    return proven
