"""Pages that only show: each a path, a template, and the view that fills it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from seamline.measure_plots import plots
from seamline.measures import measures
from seamline.periods import period
from seamline.web.frame import Frame
from seamline.web.visitor import Doorkeeper

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
        told = {"here": page.path, **page.fill(frame, request)}
        return frame.page(request, visitor, page.template, **told)

    return show


def _measures(frame: Frame, request: Request) -> dict[str, Any]:
    asked = request.query_params
    since, until = period(asked.get("since", ""), asked.get("until", ""))
    found = frame.glance.kept(
        f"measures {since} {until}", lambda: measures(frame.office, since, until)
    )
    return {"m": found, "plots": plots(found)}


PAGES = (Page("/measures", "measures.html", _measures),)
