"""A source of posted events: whose it is on record, and its keys."""

from __future__ import annotations

from pydantic import Field

from domain.values import Value


class Source(Value):
    """Who posts events: whose it is on record, never what an event says, and its keys.

    `keys` are live, `retired` prove only what was taken before. A `relayed` source is a chat tool
    that carries what people say: it proves who relays, not who said it.
    """

    name: str
    partner: str = ""
    contact: str = ""
    keys: tuple[bytes, ...] = Field(default=(), repr=False)
    retired: tuple[bytes, ...] = Field(default=(), repr=False)
    relayed: bool = False
