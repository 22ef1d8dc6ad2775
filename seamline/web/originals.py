"""What claims rest on: a mail's original as text, and single facts of the ledger."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import select

from domain.canonical import plain
from domain.errors import Unknown
from memory.tables import facts
from seamline.mail_text import Originals, sheets
from seamline.message_views import message
from seamline.web.frame import Frame
from seamline.web.visitor import Doorkeeper


def originals_router(frame: Frame, keeper: Doorkeeper, originals: Originals) -> APIRouter:
    """`/mail/{sha256}` and `/facts/{number}`."""
    router, office = APIRouter(include_in_schema=False), frame.office

    @router.get("/mail/{sha256}")
    def original(request: Request, sha256: str) -> Response:
        visitor, kept = keeper.visitor(request), originals.message(sha256)
        told = message(office, kept.key)
        found = sheets(kept, told["reading"])
        return frame.page(request, visitor, "mail.html", mail=told, sent=kept, sheets=found)

    @router.get("/facts/{number}")
    def fact(request: Request, number: int) -> Response:
        visitor = keeper.visitor(request)
        if not 0 < number < 2**63:
            raise Unknown("the ledger has no such fact")
        with office.ledger.reading() as connection:
            row = connection.execute(select(facts).where(facts.c.number == number)).one_or_none()
        if row is None:
            raise Unknown(f"the ledger has no fact {number}")
        told = {**row._mapping, "body": json.loads(row.body), "causes": json.loads(row.causes)}
        text = json.dumps(plain(told), indent=2, ensure_ascii=False)
        return frame.page(request, visitor, "fact.html", fact=told, text=text)

    return router
