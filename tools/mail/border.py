"""Our border in a mail's trace: what stands above the first Received line that is not ours."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import NamedTuple

from tools.mail.headers import Block
from tools.mail.lookalike import same_owner
from tools.mail.results import tokens

#: More trace lines than this no mail needs; what stands below them is not ours.
_MOST = 200


class Results(NamedTuple):
    """Authentication-Results, topmost first: those added since the mail crossed our border, those
    it brought along, and the host whose Received line parts them."""

    added: list[str]
    brought: list[str]
    parted_by: str = ""


def results_of(block: Block, authserv_id: str, own: Sequence[str]) -> Results:
    """Splits the results at our border (RFC 8601, section 5).

    Every server that hands a mail on writes above what was there: whatever stands below a Received
    line of somebody else's server was written before ours had the mail. Ours are the host
    `authserv_id`, all of its registered name, and hosts, domains or beginnings of addresses in
    `own`.
    """
    names = ("received", "authentication-results")
    trace = [field for field in block.fields if field.name in names]
    found = Results([], [])
    for place, field in enumerate(trace):
        if field.name != "received":
            found.added.append(field.value)
            continue
        host = written_by(field.value)
        if place >= _MOST or not _is_ours(host, authserv_id, own):
            rest = [one.value for one in trace[place:] if one.name != "received"]
            return Results(found.added, rest, host or "an unnamed host")
    return found


def written_by(received: str) -> str:
    """The host that wrote a Received line, in small letters; empty where it does not say.

    The word behind `from` is whatever the other side called itself, also `by`; of two hosts behind
    a `by` one is what it called itself, and which is not told.
    """
    words = [one.lower() for one in tokens(received) or ()]
    start = 2 if words[:1] == ["from"] else 0
    named = [at for at in range(start, len(words)) if words[at] == "by"]
    if len(named) != 1 or named[0] + 1 >= len(words):
        return ""
    return words[named[0] + 1].strip("[]").rstrip(".")


def _is_ours(host: str, authserv_id: str, own: Sequence[str]) -> bool:
    server = authserv_id.strip().lower().rstrip(".")
    if not host or not server:
        return False
    if host == server or ("." in host and "." in server and same_owner(host, server)):
        return True
    return any(_within(host, one.strip().lower()) for one in own)


def _within(host: str, ours: str) -> bool:
    """Whether a host is this one, lies in this domain, or has an address that begins so."""
    if ours.endswith((".", ":")):
        return host.startswith(ours) and _is_address(host)
    return bool(ours) and (host == ours or host.endswith(f".{ours}"))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
