"""Pages that only show: each a path, a template, and the view that fills it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from seamline.decision_views import decisions, overrides
from seamline.measure_plots import plots
from seamline.measures import case_count, measures
from seamline.parked_views import parked
from seamline.partner_views import partner, partners
from seamline.periods import period
from seamline.policy_views import modes, people, policy
from seamline.say import COMMANDS
from seamline.stop_views import stops
from seamline.web.frame import Frame
from seamline.web.visitor import Doorkeeper
from seamline.wiring import Office

#: What fills a page: from the frame and the request to what its template is told.
Fill = Callable[[Frame, Request], dict[str, Any]]


class Page(NamedTuple):
    """One page; `fill` is asked for each request."""

    path: str
    template: str
    fill: Fill


def pages_router(frame: Frame, keeper: Doorkeeper) -> APIRouter:
    """Every page of `PAGES`, for whoever is signed in."""
    router = APIRouter(include_in_schema=False)
    for page in PAGES:
        router.add_api_route(page.path, _shown(frame, keeper, page), methods=["GET"])
    return router


def _shown(frame: Frame, keeper: Doorkeeper, page: Page) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        visitor = keeper.visitor(request)
        told = {"here": page.path, "news_on": _NEWS, **page.fill(frame, request)}
        return frame.page(request, visitor, page.template, **told)

    return show


#: Pages that are made again as news comes; on others it would undo what somebody has chosen.
_NEWS = frozenset({"/partners", "/decisions", "/overrides", "/parked"})


def _kept(name: str, view: Callable[[Office], Any]) -> Fill:
    """A view that is made once for each state of the ledger, told under this name."""

    def fill(frame: Frame, request: Request) -> dict[str, Any]:
        key = f"{view.__module__}.{view.__name__}"
        return {name: frame.glance.kept(key, lambda: view(frame.office)), "live": True}

    return fill


#: With more cases than that, the page shows those of the last days unless all are asked for.
_MANY, _DAYS = 2_000, 90


def _measures(frame: Frame, request: Request) -> dict[str, Any]:
    asked = request.query_params
    since, until = period(asked.get("since", ""), asked.get("until", ""))
    many = frame.glance.kept("cases", lambda: case_count(frame.office)) > _MANY
    if many and since is None and "all" not in asked:
        since = (until or frame.office.clock.now().date()) - timedelta(days=_DAYS)
    found = frame.glance.kept(
        f"measures {since} {until}", lambda: measures(frame.office, since, until)
    )
    return {"m": found, "plots": plots(found)}


#: Decisions on one page.
_ON_A_PAGE = 50


def _decisions(frame: Frame, request: Request) -> dict[str, Any]:
    """One page of them: the worst stand on the first."""
    every = frame.glance.kept("decisions", lambda: decisions(frame.office))
    asked = request.query_params.get("page", "1")[:6]
    last = max(1, -(-len(every) // _ON_A_PAGE))
    page = min(max(1, int(asked) if asked.isascii() and asked.isdecimal() else 1), last)
    first = (page - 1) * _ON_A_PAGE
    shown = every[first : first + _ON_A_PAGE]
    return {"decisions": shown, "page": page, "last": last, "total": len(every), "live": page == 1}


def _partner(frame: Frame, request: Request) -> dict[str, Any]:
    return {"p": partner(frame.office, request.path_params["partner"])}


def _help(frame: Frame, request: Request) -> dict[str, Any]:
    return {"commands": COMMANDS, "places": _PLACES}


#: Where things are, as the help page says it.
_PLACES = (
    ("/", "Desk", "what waits for you, and each case as a conversation"),
    ("/partners", "Partners", "promises, delays, cases, lessons and mails of each"),
    ("/search", "Search", "anything by a reference or by words, also from the field at the top"),
    ("/decisions", "Decisions", "decided cases that still count, and how what they rest on stands"),
    ("/overrides", "Overrides", "what somebody let stand otherwise than it was decided, and why"),
    ("/measures", "Measures", "autonomy, hand-offs, cycle time, where work waits, what delay cost"),
    ("/policy", "Policy", "who may what, and which rule fired how often"),
    ("/modes", "Modes", "how far each workflow may go, and setting it"),
    ("/people", "People", "roles, limits, delegates, absence"),
    ("/parked", "Parked", "what could not be read: have it read again, or dismiss it"),
    ("/audit", "Audit", "whether the ledger holds, traces to take away, who came"),
    ("/stop", "Stop", "holds everything, or a part, before the next effect; two people resume"),
)

PAGES = (
    Page("/partners", "partners.html", _kept("partners", partners)),
    Page("/partners/{partner}", "partner.html", _partner),
    Page("/measures", "measures.html", _measures),
    Page("/policy", "policy.html", _kept("p", policy)),
    Page("/modes", "modes.html", _kept("m", modes)),
    Page("/people", "people.html", _kept("everybody", people)),
    Page("/decisions", "decisions.html", _decisions),
    Page("/overrides", "overrides.html", _kept("overrides", overrides)),
    Page("/parked", "parked.html", _kept("p", parked)),
    Page("/stop", "stop.html", _kept("s", stops)),
    Page("/help", "help.html", _help),
)
