"""A person at the desk, as tests play one: signed in, forms sent with their guard."""

from __future__ import annotations

import html
import json
import re

import httpx
from fastapi.testclient import TestClient

from seamline.entrance import Entrance
from seamline.web.app import make_app
from seamline.wiring import Office


class Visit:
    """A browser of one person."""

    def __init__(self, office: Office, person: str) -> None:
        self.client = TestClient(make_app(office), follow_redirects=False)
        link = Entrance(office).invite(person)
        entered = self.client.post("/enter", data={"invitation": link})
        assert entered.status_code == 303, entered.text
        self.guard = self.guard_of(self.page("/"))

    def page(self, path: str) -> str:
        """A page's text; it must be there."""
        found = self.client.get(path)
        assert found.status_code == 200, found.text
        return found.text

    def send(self, path: str, **fields: str) -> httpx.Response:
        """Sends a form of the page."""
        return self.client.post(path, data=fields, headers={"X-Guard": self.guard})

    def ask(self, words: str, case: str = "") -> str:
        """What a question is answered with, once all of it has come."""
        place = re.search(r'data-answer="([^"]+)"', self.send("/say", words=words, case=case).text)
        assert place, "no answer is under way"
        return "".join(shown for _, kind, shown in self.events(html.unescape(place[1])) if kind)

    def events(self, place: str, since: str = "") -> list[tuple[str, str, str]]:
        """Number, kind and what is shown of each event of a stream that ends."""
        told = self.client.get(place, headers={"Last-Event-ID": since} if since else {}).text
        found = []
        for block in filter(None, told.split("\n\n")):
            fields = dict(line.split(": ", 1) for line in block.splitlines())
            found.append((fields.get("id", ""), fields["event"], json.loads(fields["data"])))
        return found

    @staticmethod
    def guard_of(page: str) -> str:
        """What the page's forms carry."""
        found = re.search(r'"X-Guard": "([^"]+)"', page)
        assert found, "the page carries no guard"
        return found[1]


def hash_on(page: str) -> str:
    """The hash of the proposal a page's card shows."""
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found, "the page has no card"
    return found[1]
