"""Signing in and out, by password or by an invitation; a new password."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from domain.errors import NotAllowed, Refused
from seamline.web.pace import Pace
from seamline.web.visitor import COOKIE, Doorkeeper, peer_of
from seamline.wiring import Office

#: Tries to sign in that a machine, and that a name, have in a minute.
_TRIES = 10

_Text = Annotated[str, Form()]


class SignIn:
    """The entrance's pages."""

    def __init__(self, office: Office, keeper: Doorkeeper, pages: Jinja2Templates) -> None:
        self._office, self._keeper, self._pages = office, keeper, pages
        self._pace = Pace(_TRIES)

    def router(self) -> APIRouter:
        """`/sign-in`, `/enter`, `/sign-out`, `/password`."""
        router = APIRouter(include_in_schema=False)
        router.add_api_route("/sign-in", self.ask, methods=["GET"])
        router.add_api_route("/sign-in", self.by_password, methods=["POST"])
        router.add_api_route("/enter", self.ask_invited, methods=["GET"])
        router.add_api_route("/enter", self.by_invitation, methods=["POST"])
        router.add_api_route("/password", self.ask_password, methods=["GET"])
        router.add_api_route("/password", self.new_password, methods=["POST"])
        router.add_api_route("/sign-out", self.out, methods=["POST"])
        return router

    def ask(self, request: Request) -> Response:
        """The page on which one signs in."""
        return self._page(request, "sign_in.html")

    def by_password(self, request: Request, name: _Text, password: _Text) -> Response:
        """Lets in whoever knows the password."""
        if not self._has_pace(request, f"as {name.strip().lower()}"):
            return self._too_many(request)
        try:
            session = self._keeper.entrance.by_password(name, password, peer_of(request))
        except NotAllowed as fault:
            return self._page(request, "sign_in.html", str(fault), 403)
        return _let_in(request, session)

    def ask_invited(self, request: Request, invitation: str = "") -> Response:
        """A look at the link lets nobody in: programs that scan mail follow links."""
        return self._page(request, "enter.html", invitation=invitation)

    def by_invitation(self, request: Request, invitation: _Text) -> Response:
        """Lets in whoever holds an invitation, once."""
        if not self._has_pace(request, "invited"):
            return self._too_many(request)
        try:
            session = self._keeper.entrance.by_invitation(invitation, peer_of(request))
        except NotAllowed as fault:
            return self._page(request, "sign_in.html", str(fault), 403)
        return _let_in(request, session)

    def ask_password(self, request: Request) -> Response:
        """The page on which one sets a new password."""
        return self._page(request, "password.html", visitor=self._keeper.visitor(request))

    async def new_password(self, request: Request, password: _Text) -> Response:
        """Sets it; whoever does is signed in with it."""
        visitor = await self._keeper.actor(request)
        try:
            made = self._keeper.entrance.new_password(visitor.person, password, peer_of(request))
        except Refused as fault:
            return self._page(request, "password.html", str(fault), 409, visitor=visitor)
        return _let_in(request, made)

    async def out(self, request: Request) -> Response:
        """Ends the session in this browser."""
        await self._keeper.actor(request)
        gone = RedirectResponse("/sign-in", status_code=303)
        gone.delete_cookie(COOKIE)
        return gone

    def _has_pace(self, request: Request, name: str) -> bool:
        now = self._office.clock.wall()
        return self._pace.allows(peer_of(request), now) and self._pace.allows(name, now)

    def _too_many(self, request: Request) -> Response:
        return self._page(request, "sign_in.html", "too many tries; wait a minute", 429)

    def _page(
        self, request: Request, template: str, said: str = "", status: int = 200, **told: Any
    ) -> Response:
        told = {"said": said, **told}
        return self._pages.TemplateResponse(request, template, told, status_code=status)


def _let_in(request: Request, session: str) -> Response:
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(
        COOKIE,
        session,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
    return answer
