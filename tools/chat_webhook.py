"""The hand that posts a line into a chat room: Slack, Teams, or whatever takes {"text": …}."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import httpx2

from domain.errors import Refused
from domain.points import durable
from domain.ports import Receipt
from tools.accounts.endpoint import is_loopback
from tools.accounts.secret import revealed

_SECONDS = 15.0


class ChatWebhook:
    """Posts once. A room cannot be asked what it has: what is in doubt stays so, and is not
    repeated."""

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Posts `params["text"]`; `params["to"]` says where the address is found."""
        try:
            address = _address(params["to"])
            with durable("webhook.post"), httpx2.Client(timeout=_SECONDS) as client:
                answer = client.post(address, json={"text": params["text"]})
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout):
            return Receipt(outcome="unknown", detail="the chat room cannot be reached")
        except httpx2.HTTPError as problem:
            detail = f"nobody knows whether it arrived: {type(problem).__name__}"
            return Receipt(outcome="unknown", reference=key[:12], detail=detail)
        return _receipt(answer.status_code)

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Nobody can say."""
        return Receipt(outcome="unknown", detail="a chat room cannot be asked")

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        """Nothing can be read back."""
        return {}


def _address(pointer: str) -> str:
    """The address, which is a secret itself: no error repeats it."""
    address = revealed(pointer)
    parts = urlsplit(address)
    if parts.scheme != "https" and not (
        parts.scheme == "http" and is_loopback(parts.hostname or "")
    ):
        raise Refused(f"{pointer} leads to no https:// address; set it to that of a chat webhook")
    return address


def _receipt(status: int) -> Receipt:
    if 200 <= status < 300:
        return Receipt(outcome="applied", reference=str(status))
    said = f"the chat room answered {status}"
    if status == 429 or status >= 500:
        return Receipt(outcome="unknown", detail=said)
    return Receipt(outcome="rejected", detail=said)
