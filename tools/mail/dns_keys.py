"""Keys of signatures as the DNS holds them now: the one place that asks it."""

from __future__ import annotations

from collections.abc import Sequence

import dns.exception
import dns.resolver

from domain.points import durable

#: Seconds for one name; a mail never waits longer than this for a server that is silent.
PATIENCE = 3.0


def fetch(names: Sequence[str]) -> dict[str, str]:
    """The TXT record of each name that has exactly one; nothing for the others, never an error."""
    resolver = dns.resolver.Resolver()
    resolver.lifetime = PATIENCE
    found: dict[str, str] = {}
    for name in names:
        try:
            with durable("dns.lookup"):
                answers = list(resolver.resolve(name, "TXT"))
        except dns.exception.DNSException:
            continue
        if len(answers) == 1:
            found[name] = b"".join(answers[0].strings).decode("ascii", "replace")
    return found
