"""The desk's pages and their parts: inbox, conversation, what stands beside it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from graph.right import has_part, verbs_open_to
from seamline import views
from seamline.cards import card
from seamline.case_beside import beside
from seamline.conversation import conversation
from seamline.done_alone import folded
from seamline.glance import mine
from seamline.mail_text import Originals
from seamline.role_inbox import Reader, functions_of, reader_of
from seamline.web.frame import Frame
from seamline.web.visitor import Doorkeeper


class DeskPages:
    """Inbox and conversation, whole and in the parts that are made again as news comes."""

    def __init__(self, frame: Frame, keeper: Doorkeeper, originals: Originals) -> None:
        self._frame, self._keeper, self._originals = frame, keeper, originals

    def router(self) -> APIRouter:
        """`/`, `/cases/{case}`, `/alike/{name}` and `/parts/…`."""
        signed_in = [Depends(self._keeper.visitor)]  # before anything is looked up
        router = APIRouter(include_in_schema=False, dependencies=signed_in)
        router.add_api_route("/", self.everything, methods=["GET"])
        router.add_api_route("/cases/{case}", self.case, methods=["GET"])
        router.add_api_route("/alike/{name}", self.alike, methods=["GET"])
        router.add_api_route("/parts/inbox", self.inbox, methods=["GET"])
        router.add_api_route("/parts/everything", self.overview, methods=["GET"])
        router.add_api_route("/parts/now", self.now, methods=["GET"])
        router.add_api_route("/parts/{part}/{case}", self.part, methods=["GET"])
        return router

    def everything(self, request: Request) -> Response:
        """The desk with no case open; `for` is a function whose inbox is shown instead."""
        return self._page(request, "desk.html", case=None, case_id="")

    def case(self, request: Request, case: str) -> Response:
        """The desk with a case open."""
        return self._page(request, "desk.html", case, **self._about(request, case))

    def inbox(self, request: Request, case: str = "") -> Response:
        """The inbox alone; `case` is the one that is open."""
        return self._page(request, "inbox.html", case)

    def overview(self, request: Request) -> Response:
        """What stands in the middle with no case open, alone."""
        return self._page(request, "everything.html")

    def now(self, request: Request) -> Response:
        """The time and what is stopped, alone."""
        return self._frame.page(request, self._keeper.visitor(request), "now_again.html")

    def part(self, request: Request, part: str, case: str) -> Response:
        """The conversation or what stands beside it, alone."""
        template = {"talk": "talk.html", "beside": "beside.html"}.get(part, "talk.html")
        return self._page(request, template, case, **self._about(request, case))

    def alike(self, request: Request, name: str) -> Response:
        """Cases that the same clauses ask this person about, to be approved together."""
        reader = self._reader(self._keeper.visitor(request).person.id)
        rows = mine(self._frame.glance.inbox(), reader).alike.get(name, ())
        cases = [self._about(request, one["case"]) for one in rows]
        return self._page(request, "alike.html", name=name, cases=cases)

    def _page(self, request: Request, template: str, opened: str = "", **told: Any) -> Response:
        visitor, whose = self._keeper.visitor(request), request.query_params.get("for", "")
        seen, reader = self._frame.glance.inbox(), self._reader(whose or visitor.person.id)
        told = {
            "inbox": seen,
            "done_alone": folded(seen["by_itself"]),
            "mine": mine(seen, reader),
            "open": opened,
            "whose": reader.name if whose else "",
            "on": f"?for={quote(whose)}" if whose else "",
            "functions": functions_of(self._frame.office.people),
            **told,
        }
        return self._frame.page(request, visitor, template, **told)

    def _reader(self, who: str) -> Reader:
        office = self._frame.office
        return reader_of(office.people, who, office.clock.now())

    def _about(self, request: Request, case: str) -> dict[str, Any]:
        """All that is shown of a case, and which of its verbs the visitor may try."""
        office, person = self._frame.office, self._keeper.visitor(request).person
        seen, talk = views.case(office, case), conversation(office, case)
        # what came in and went on in another case is still a turn of this one
        mails = [*(one.body for one in talk.turns if one.kind == "mail"), *seen["news"]]
        return {
            "case_id": seen["case"],
            "case": seen,
            "talk": talk,
            "words": {one["message"]: self._originals.words(one) for one in mails},
            "beside": beside(office, seen),
            "card": {
                **card(office, seen, talk.state.rulings),
                "may": verbs_open_to(office.deps, talk.state, person),
                "has_part": has_part(office.deps, talk.state, person),
                "is_bare": talk.state.is_bare,
            },
        }
