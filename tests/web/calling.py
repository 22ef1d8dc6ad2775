"""A program that calls the API, as tests play one: with a person's token."""

from __future__ import annotations

from typing import Any

import httpx
from fastapi.testclient import TestClient

from seamline.tokens import Tokens
from seamline.web.app import make_app
from seamline.wiring import Office


class Program:
    """Calls in a person's name."""

    def __init__(self, office: Office, person: str, *, read_only: bool = False) -> None:
        self.made, self.text = Tokens(office).make(person, "test", 1, read_only=read_only)
        self.client = TestClient(make_app(office), follow_redirects=False)
        self.client.headers["Authorization"] = f"Bearer {self.text}"

    def get(self, path: str, **params: Any) -> Any:
        """What a path answers; it must be there."""
        found = self.client.get(f"/api/v1{path}", params=params)
        assert found.status_code == 200, found.text
        return found.json()

    def send(self, path: str, **body: Any) -> httpx.Response:
        """Has something done."""
        return self.client.post(f"/api/v1{path}", json=body)
