"""The application that is served: one router for each thing it does."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from seamline.entrance import Entrance
from seamline.event_sources import sources_of
from seamline.glance import Glance
from seamline.mail_text import Originals
from seamline.web.acts import acts_router
from seamline.web.api import make_api
from seamline.web.audit import audit_router
from seamline.web.bearer import Counter
from seamline.web.chat import make_chat
from seamline.web.desk import DeskPages
from seamline.web.door import Door
from seamline.web.faults import take_faults
from seamline.web.finding import finding_router
from seamline.web.frame import Frame
from seamline.web.headers import Headers
from seamline.web.intake import intake_router
from seamline.web.originals import originals_router
from seamline.web.pages import pages_router
from seamline.web.saying import saying_router
from seamline.web.signin import SignIn
from seamline.web.stream import stream_router
from seamline.web.templating import templates
from seamline.web.visitor import Doorkeeper
from seamline.wiring import Office


def make_app(office: Office) -> FastAPI:
    """The application of a workspace; BadInput when a secret of its sources cannot be used."""
    settings = office.settings
    app = FastAPI(title="Seamline", docs_url=None, redoc_url=None, openapi_url=None)
    door = Door(office.deps, settings.web, settings.webhook, sources_of(settings.webhook))
    app.include_router(intake_router(door))
    _desk(app, office)

    @app.get("/health")
    def health() -> dict[str, bool]:
        return {"ok": True}

    return app


def _desk(app: FastAPI, office: Office) -> None:
    """Pages, acts and news, for people who signed in."""
    pages, glance = templates(), Glance(office)
    entrance = Entrance(office)
    keeper = Doorkeeper(office, entrance)
    frame = Frame(office, glance, pages)
    app.include_router(SignIn(office, keeper, pages).router())
    originals = Originals(office)
    app.include_router(originals_router(frame, keeper, originals))
    app.include_router(DeskPages(frame, keeper, originals).router())
    app.include_router(pages_router(frame, keeper))
    app.include_router(finding_router(frame, keeper))
    app.include_router(audit_router(frame, keeper))
    app.include_router(acts_router(frame, keeper))
    app.include_router(saying_router(frame, keeper))
    app.include_router(stream_router(office, glance, keeper))
    counter = Counter(office, glance, entrance)
    app.mount("/api", make_api(counter, pages))
    app.mount("/v1", make_chat(counter))
    app.add_middleware(Headers)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    take_faults(app, frame, pages, signs_in=not office.settings.web.identity_header)
