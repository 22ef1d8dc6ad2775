"""Whose word an act waits for before its case may close, declared by kind of act."""

from __future__ import annotations

from domain.values import Value

#: So often a partner that does not answer is asked again; then it is with a person.
MOST_CHASES = 3


class Awaited(Value):
    """An act of this kind is over when whoever it is addressed to has said yes to it.

    `yes` are intents of the reader that confirm it and `no` those that refuse; `fields` are
    statements about a thing the act concerns that confirm it as well, where they say what was
    asked for. `letters` narrows it to acts that use these templates; none = all. After `days`
    working days without an answer the partner is chased. One named `SendMessage:new_dates` is for
    that letter alone. It is the addressee's word that counts: a contact's partner, else the
    supplier, customer or forwarder of the row the act changes.
    """

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    days: int = 2
