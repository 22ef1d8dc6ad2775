"""What every page and fragment of the desk is given: who looks, the time, and what is stopped."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates

from domain.errors import SeamlineError
from seamline.glance import Glance
from seamline.web.visitor import Visitor
from seamline.web.wording import at_the_desk
from seamline.wiring import Office


class Frame:
    """Makes pages of one workspace."""

    def __init__(self, office: Office, glance: Glance, pages: Jinja2Templates) -> None:
        self.office, self.glance, self._pages = office, glance, pages

    def page(self, request: Request, visitor: Visitor, template: str, **told: Any) -> Response:
        """A page or fragment from its template."""
        now = self.office.clock.now()
        frame = {
            "visitor": visitor,
            "now": now,
            "replay": self.office.settings.clock == "replay",
            "model": self.office.settings.model.name,
            "head": self.glance.head(),
            "signs_in": not self.office.settings.web.identity_header,
            "stops": self.glance.inbox()["stops"],
            "people": self.office.people,
        }
        return self._pages.TemplateResponse(request, template, {**frame, **told})

    def fragment(self, template: str, **told: Any) -> str:
        """A part of a page that needs to know nothing of who looks."""
        return self._pages.get_template(template).render(**told)

    def notice(
        self, request: Request, said: str, *, tone: str = "good", status: int = 200
    ) -> Response:
        """One sentence for whoever acted; the fragments they look at are made again."""
        headers = {"HX-Retarget": "#notices", "HX-Reswap": "afterbegin"}
        if status < 400:
            headers["HX-Trigger"] = "changed"
        told = {"said": said, "tone": tone}
        return self._pages.TemplateResponse(
            request, "notice.html", told, status_code=status, headers=headers
        )

    def fault(self, request: Request, error: SeamlineError) -> Response:
        """A refusal in its own words."""
        return self.notice(request, at_the_desk(str(error)), tone="bad", status=409)
