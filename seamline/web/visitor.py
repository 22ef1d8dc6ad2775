"""Who is at the desk: a signed-in person of people.yaml, or whom a trusted proxy names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from fastapi import Request

from domain.errors import NoIdentity
from domain.people import Person
from seamline.entrance import Entrance
from seamline.web.pace import Pace
from seamline.web_settings import WebSettings
from seamline.wiring import Office

#: A browser keeps cookies by host and not by port: each workspace's has a name of its own, so that
#: two desks on one machine do not sign each other out.
_COOKIE = "seamline_session"
#: The header, and the field of plain forms, that show that a form is of one's own page.
GUARD, GUARD_FIELD = "x-guard", "guard"


@dataclass(frozen=True)
class Visitor:
    """A person at the desk, and what the forms of that browser carry."""

    person: Person
    session: str
    guard: str


def cookie_of(office: Office) -> str:
    """The name of the cookie in which a browser keeps its session at this workspace's desk."""
    folder = str(office.workspace.folder.resolve())
    return f"{_COOKIE}_{hashlib.sha256(folder.encode()).hexdigest()[:12]}"


class Doorkeeper:
    """Tells who a request is of; NoIdentity when of nobody, TooOften when of somebody too busy."""

    def __init__(self, office: Office, entrance: Entrance) -> None:
        self._office, self.entrance = office, entrance
        self.cookie = cookie_of(office)
        self._web: WebSettings = office.settings.web
        self._machines = Pace(self._web.tries_per_minute)
        self._people = Pace(self._web.pages_per_minute)

    def visitor(self, request: Request) -> Visitor:
        """Who looks: a page. However often it is asked of a request, that counts once."""
        known: Visitor | None = getattr(request.state, "visitor", None)
        if known is not None:
            return known
        try:
            found = self._who(request)
        except NoIdentity:
            self.admit(request)
            raise
        self._people.require(found.person.id, self._office.clock.wall())
        request.state.visitor = found
        return found

    def admit(self, request: Request) -> None:
        """Counts a request of nobody for its machine."""
        self._machines.require(peer_of(request), self._office.clock.wall())

    def _who(self, request: Request) -> Visitor:
        if self._web.identity_header:
            return self._named(request)
        session = request.cookies.get(self.cookie, "")
        person = self.entrance.person(session)
        return Visitor(person, session, self.entrance.guard(session))

    async def actor(self, request: Request) -> Visitor:
        """Who acts: a form, which must have come from a page of the same session."""
        visitor = self.visitor(request)
        told = request.headers.get(GUARD, "")
        if not told:
            told = str((await request.form()).get(GUARD_FIELD, ""))
        self.entrance.require_guard(visitor.session, told)
        return visitor

    def _named(self, request: Request) -> Visitor:
        header, peer = self._web.identity_header, peer_of(request)
        if peer not in self._web.proxies:
            raise NoIdentity(f"come through the proxy: {peer} is none of [web] proxies")
        named = request.headers.getlist(header)
        person = self._office.people.get(named[0]) if len(named) == 1 and named[0] else None
        if person is None:
            raise NoIdentity("the proxy named nobody of people.yaml")
        session = f"header:{person.id}"
        return Visitor(person, session, self.entrance.guard(session))


def peer_of(request: Request) -> str:
    """The machine a request came from."""
    return request.client.host if request.client else ""
