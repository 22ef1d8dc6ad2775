"""Settings of notices: what our own people are told, when, and where the desk is."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, model_validator

from domain.values import Value
from seamline.web_settings import Pointers


def _times(found: tuple[str, ...]) -> tuple[str, ...]:
    for one in found:
        try:
            time.fromisoformat(one)
        except ValueError:
            raise ValueError(f"{one!r} is no time of day; write it as 08:00") from None
    return found


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"{name!r} is no time zone; write it as Europe/Berlin") from None
    return name


class NotifySettings(Value):
    """Notices to people of people.yaml and to chat rooms; nothing is sent while this is empty."""

    approvals: bool = Field(
        default=False, description="mail each person of whom an approval or answer is asked"
    )
    digest_at: Annotated[tuple[str, ...], AfterValidator(_times)] = Field(
        default=(), description="times of day at which each person is mailed what waits for them"
    )
    timezone: Annotated[str, AfterValidator(_zone)] = Field(
        default="UTC", description="the time zone of digest_at"
    )
    country: str = Field(
        default="",
        description="ISO code of the country whose weekend and holidays on record get no digest; "
        "empty = Saturday and Sunday",
    )
    webhooks: Pointers = Field(
        default=(),
        description="where the addresses of chat rooms are found (Slack, Teams: JSON with a text)",
    )
    desk: str = Field(default="", description="where people reach the desk, for links")

    @property
    def is_on(self) -> bool:
        """Whether anything is sent at all."""
        return bool(self.approvals or self.digest_at or self.webhooks)

    @model_validator(mode="after")
    def _has_links(self) -> Self:
        if self.is_on and not self.desk.startswith(("https://", "http://")):
            raise ValueError('say where the desk is reached: desk = "https://…"')
        return self
