"""Whose token a request of a program carries; cookies of the pages count for nothing here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from domain.errors import NoIdentity
from seamline.entrance import Entrance
from seamline.glance import Glance
from seamline.programs import Program, program_of
from seamline.web.pace import Pace
from seamline.web.visitor import peer_of
from seamline.wiring import Office

_SCHEME = HTTPBearer(
    auto_error=False, scheme_name="token", description="made by `seamline token PERSON`"
)
_Given = Annotated[HTTPAuthorizationCredentials | None, Security(_SCHEME)]


@dataclass(frozen=True)
class Caller(Program):
    """A program over HTTP."""

    glance: Glance


class Counter:
    """Where tokens are looked at, each request and each machine at its pace."""

    def __init__(self, office: Office, glance: Glance, entrance: Entrance) -> None:
        self._office, self._glance, self._entrance = office, glance, entrance
        web = office.settings.web
        self._machines, self._pace = Pace(web.tries_per_minute), Pace(web.api_per_minute)

    def caller(self, request: Request, text: str) -> Caller:
        """Who calls; NoIdentity when the token lets nobody in."""
        now = self._office.clock.wall()
        self._machines.require(peer_of(request), now)
        if not text:
            raise NoIdentity(
                "send a token as `Authorization: Bearer …`; `seamline token` makes one"
            )
        found = program_of(self._office, self._entrance, text)
        self._pace.require(found.token.id, now)
        return Caller(self._office, self._entrance, found.person, found.token, self._glance)


def caller(request: Request, given: _Given) -> Caller:
    """Who reads."""
    counter: Counter = request.app.state.counter
    return counter.caller(request, given.credentials if given is not None else "")


Reader = Annotated[Caller, Depends(caller)]


def actor(request: Request, calling: Reader) -> Caller:
    """Who acts: not with a token that only reads."""
    calling.require_right(f"{request.method} {request.url.path}")
    return calling


Actor = Annotated[Caller, Depends(actor)]
