"""The audit page: whether the ledger verifies now, and traces to take away as they are exported."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from threading import Lock

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask

from seamline.audit_views import ledger, verified
from seamline.export_scopes import Scope, zipped
from seamline.periods import period
from seamline.web.frame import Frame
from seamline.web.visitor import Doorkeeper


def audit_router(frame: Frame, keeper: Doorkeeper) -> APIRouter:
    """`/audit`, `/audit/verified` as a part of it, and `/audit/export` as a zip."""
    router, office = APIRouter(include_in_schema=False), frame.office
    one_at_a_time = Lock()

    @router.get("/audit")
    def audit(request: Request) -> Response:
        visitor = keeper.visitor(request)
        seen = frame.glance.kept("audit", lambda: ledger(office))
        return frame.page(request, visitor, "audit.html", a=seen)

    @router.get("/audit/verified")
    def check(request: Request) -> Response:
        visitor = keeper.visitor(request)
        with one_at_a_time:  # each look walks over all facts
            found = verified(office)
        return frame.page(request, visitor, "verified.html", v=found)

    @router.get("/audit/export")
    def export(
        request: Request, case: str = "", since: str = "", until: str = "", every: str = ""
    ) -> Response:
        keeper.visitor(request)
        scope = Scope(case.strip(), bool(every), *period(since, until))
        folder = Path(tempfile.mkdtemp(prefix="seamline-export-"))
        try:
            made = zipped(office, folder, scope)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        sent = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
        return FileResponse(made, filename=made.name, background=sent)

    return router
