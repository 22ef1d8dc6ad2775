"""Settings of what is posted to us: the sources of events, whose they are, and their secrets."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from domain.values import Value
from tools.accounts.secret import FORMS, is_pointer


def _pointers(found: tuple[str, ...]) -> tuple[str, ...]:
    if any(not is_pointer(one) for one in found):
        raise ValueError(f"a secret never stands here; write where it is found: {FORMS}")
    return found


Pointers = Annotated[tuple[str, ...], AfterValidator(_pointers)]


class WebhookSettings(Value):
    """A source of posted events, mapped to a partner or a contact of the record."""

    source: str = Field(description="the `source` its events carry")
    secrets: Pointers = Field(
        description="where its secrets are found; several while they are rotated"
    )
    retired: Pointers = Field(
        default=(), description="secrets that prove what came before, and take nothing new"
    )
    partner: str = Field(default="", description="the partner whose it is")
    contact: str = Field(default="", description="the contact whose it is, and who is answered")
    relayed: bool = Field(
        default=False,
        description="a chat tool that carries what people say: heard, but it proves no sender",
    )
    per_minute: int = Field(default=120, ge=1, description="events it may post in a minute")

    @model_validator(mode="after")
    def _is_somebodys(self) -> Self:
        if not self.source.strip():
            raise ValueError("a [[webhook]] needs its source")
        if not self.secrets:
            raise ValueError("a [[webhook]] needs a secret")
        if not (self.partner or self.contact):
            raise ValueError("say whose it is: partner or contact")
        return self


class WebSettings(Value):
    """What holds for everything that is served: the desk and what is posted to us."""

    window_s: int = Field(
        default=300, ge=10, le=3600, description="seconds that a posted event may be old or early"
    )
    tries_per_minute: int = Field(
        default=600, ge=1, description="requests a machine may make in a minute"
    )
    sign_ins_per_minute: int = Field(
        default=10,
        ge=1,
        description="tries to sign in that a machine, and a name, have in a minute",
    )
    pages_per_minute: int = Field(
        default=1200,
        ge=60,
        description="pages and parts of pages a signed-in person may ask for in a minute",
    )
    session_hours: float = Field(
        default=12, gt=0, le=24 * 30, description="hours a person stays signed in at the desk"
    )
    identity_header: str = Field(
        default="",
        description="header in which a proxy names who was signed in there, by id or mail; "
        "empty = people sign in here",
    )
    proxies: tuple[str, ...] = Field(
        default=("127.0.0.1", "::1"), description="addresses whose identity_header is believed"
    )
    api_per_minute: int = Field(
        default=120, ge=1, description="requests a token of the API may make in a minute"
    )
