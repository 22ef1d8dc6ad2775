"""Signing in and out, by password or by an invitation; a new password."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from domain.errors import NotAllowed, Refused
from seamline.web.pace import Pace
from seamline.web.visitor import Doorkeeper, Visitor, peer_of
from seamline.wiring import Office

_Text = Annotated[str, Form()]
_Place = Annotated[str, Form()]


class SignIn:
    """The entrance's pages."""

    def __init__(self, office: Office, keeper: Doorkeeper, pages: Jinja2Templates) -> None:
        self._office, self._keeper, self._pages = office, keeper, pages
        self._pace = Pace(office.settings.web.sign_ins_per_minute)

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

    def ask(self, request: Request, to: str = "") -> Response:
        """The page on which one signs in."""
        self._keeper.admit(request)
        return self._page(request, "sign_in.html", to=here(to))

    def by_password(
        self, request: Request, name: _Text, password: _Text, to: _Place = ""
    ) -> Response:
        """Lets in whoever knows the password."""
        if wait := self._wait(request, f"as {name.strip().lower()}"):
            return self._too_many(request, wait, "sign_in.html", to=to, name=name)
        try:
            session = self._keeper.entrance.by_password(name, password, peer_of(request))
        except NotAllowed as fault:
            return self._page(request, "sign_in.html", str(fault), 403, to=to)
        return self._let_in(request, session, to)

    def ask_invited(self, request: Request, invitation: str = "") -> Response:
        """A look at the link lets nobody in: programs that scan mail follow links."""
        self._keeper.admit(request)
        return self._page(request, "enter.html", invitation=invitation)

    def by_invitation(self, request: Request, invitation: _Text) -> Response:
        """Lets in whoever holds an invitation, once."""
        if wait := self._wait(request):
            return self._too_many(request, wait, "enter.html", invitation=invitation)
        try:
            session = self._keeper.entrance.by_invitation(invitation, peer_of(request))
        except NotAllowed as fault:
            return self._page(request, "sign_in.html", str(fault), 403, to="")
        return self._let_in(request, session)

    def ask_password(self, request: Request) -> Response:
        """The page on which one sets a new password."""
        visitor = self._keeper.visitor(request)
        return self._page(request, "password.html", visitor=visitor, old=self._needs_old(visitor))

    async def new_password(self, request: Request, password: _Text, old: _Place = "") -> Response:
        """Sets it; whoever does is signed in with it."""
        visitor = await self._keeper.actor(request)
        if wait := self._wait(request, f"as {visitor.person.id.lower()}"):
            asks = self._needs_old(visitor)
            return self._too_many(request, wait, "password.html", visitor=visitor, old=asks)
        told = (visitor.session, password, old, peer_of(request))
        try:
            made = await run_in_threadpool(self._keeper.entrance.new_password, *told)
        except Refused as fault:
            asks = self._needs_old(visitor)
            return self._page(request, "password.html", str(fault), 409, visitor=visitor, old=asks)
        return self._let_in(request, made)

    async def out(self, request: Request) -> Response:
        """Ends the session, and what this browser keeps of half-typed words."""
        visitor = await self._keeper.actor(request)
        await run_in_threadpool(self._keeper.entrance.end, visitor.session)
        gone = RedirectResponse("/sign-in", status_code=303)
        gone.delete_cookie(self._keeper.cookie)
        gone.headers["Clear-Site-Data"] = '"storage"'
        return gone

    def _let_in(self, request: Request, session: str, to: str = "") -> Response:
        answer = RedirectResponse(quote(here(to) or "/", safe="/?=&%#"), status_code=303)
        answer.set_cookie(
            self._keeper.cookie,
            session,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
            path="/",
        )
        return answer

    def _needs_old(self, visitor: Visitor) -> bool:
        return self._keeper.entrance.needs_old(visitor.session)

    def _wait(self, request: Request, *names: str) -> int:
        """Seconds until this machine, and who it says it is, may try again; 0 when they may."""
        now, who = self._office.clock.wall(), (peer_of(request), *names)
        return next(filter(None, (self._pace.seconds(one, now) for one in who)), 0)

    def _too_many(self, request: Request, wait: int, template: str, **told: Any) -> Response:
        """The same page, with what was typed on it except passwords."""
        said = f"too many tries; wait {wait} s and try again"
        answer = self._page(request, template, said, 429, **told)
        answer.headers["Retry-After"] = str(wait)
        return answer

    def _page(
        self, request: Request, template: str, said: str = "", status: int = 200, **told: Any
    ) -> Response:
        told = {"said": said, **told}
        return self._pages.TemplateResponse(request, template, told, status_code=status)


def here(place: str) -> str:
    """A place of this desk; empty for any other: nobody is sent elsewhere."""
    is_path = place.startswith("/") and not place.startswith("//")
    return place if is_path and place.isprintable() and "\\" not in place else ""
