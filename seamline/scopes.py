"""Scopes of a stop: what people type, resolved to what effects are held against."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from domain.actions import KINDS, PROTOCOL
from domain.errors import Refused
from graph.workflows.registry import workflow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seamline.wiring import Office

#: As many names are told when one is not known.
_TOLD = 8


def scope_of(office: Office, typed: str) -> str:
    """The scope as effects are held against it: `workflow:W1` is `workflow:supplier_delay`.

    Refused when it would hold nothing back, with what there is.
    """
    if typed.strip().lower() == "all":
        return "all"
    name, _, value = typed.partition(":")
    resolve = _RESOLVERS.get(name.strip().lower())
    if resolve is None:
        raise Refused(f"{typed!r} is no scope; use all, workflow:NAME, partner:ID or kind:KIND")
    return resolve(office, value.strip())


def _workflow(office: Office, typed: str) -> str:
    return f"workflow:{workflow(typed).NAME}"


def _partner(office: Office, typed: str) -> str:
    return f"partner:{partner_of(office, typed)}"


def partner_of(office: Office, typed: str) -> str:
    """The id of a partner given by id or whole name; Refused with what there is."""
    rows = office.reads.rows("partners")
    ids = {row.key.lower(): row.key for row in rows}
    called = [row.key for row in rows if row.text("name").lower() == typed.lower()]
    found = ids.get(typed.lower()) or (called[0] if len(called) == 1 else "")
    if not found:
        raise Refused(f"partner {typed!r} is not on record; {_there_is(typed, ids.values())}")
    return found


def _kind(office: Office, typed: str) -> str:
    known = (*KINDS, *PROTOCOL)
    kinds = {one.lower(): one for one in known}
    if typed.lower() not in kinds:
        raise Refused(f"{typed!r} is no kind of action; there is {', '.join(known)}")
    return f"kind:{kinds[typed.lower()]}"


def _there_is(typed: str, names: Iterable[str]) -> str:
    """What there is: all of a few, the likest of many."""
    known = sorted(names)
    if not known:
        return "there is none yet: load an export first"
    if len(known) <= _TOLD:
        return f"there is {', '.join(known)}"
    like = get_close_matches(typed.upper(), known, n=_TOLD, cutoff=0.4) or known[:_TOLD]
    return f"there are {len(known)}, such as {', '.join(like)}"


_RESOLVERS = {"workflow": _workflow, "partner": _partner, "kind": _kind}
