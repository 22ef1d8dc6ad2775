"""The application that is served: one router for each thing it does."""

from __future__ import annotations

from fastapi import FastAPI

from seamline.event_sources import sources_of
from seamline.web.door import Door
from seamline.web.intake import intake_router
from seamline.wiring import Office


def make_app(office: Office) -> FastAPI:
    """The application of a workspace; BadInput when a secret of its sources cannot be used."""
    settings = office.settings
    app = FastAPI(title="Seamline", docs_url=None, redoc_url=None, openapi_url=None)
    door = Door(office.deps, settings.web, settings.webhook, sources_of(settings.webhook))
    app.include_router(intake_router(door))

    @app.get("/health")
    def health() -> dict[str, bool]:
        return {"ok": True}

    return app
