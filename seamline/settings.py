"""Settings of a workspace: `seamline.toml`, every key with its meaning and default in one place."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from domain.acknowledging import EdiPartner
from domain.errors import BadInput
from domain.values import Value
from seamline.account_settings import FolderSettings, MailboxSettings, SmtpSettings
from seamline.notify_settings import NotifySettings
from seamline.web_settings import WebhookSettings, WebSettings

FILE = "seamline.toml"


class MailSettings(Value):
    """Who we are in mail, and which mail server's results about senders count."""

    sender: str = Field(
        default="operations@localhost", description="address that outgoing mail comes from"
    )
    authserv_id: str = Field(
        default="", description="the one mail server whose Authentication-Results count"
    )
    own_domains: tuple[str, ...] = Field(default=(), description="mail domains of our company")
    own_hosts: tuple[str, ...] = Field(
        default=(),
        description="servers of ours that mail passes, beside those of authserv_id's own domain: "
        "hosts, domains, or beginnings of addresses",
    )
    check_signatures: bool = Field(
        default=False,
        description="check DKIM and ARC signatures ourselves as mail is filed; asks the DNS",
    )
    arc_sealers: tuple[str, ...] = Field(
        default=(), description="domains of forwarders whose ARC seal we believe"
    )


class RecordSettings(Value):
    """Which system is the record of orders, dates and money."""

    kind: Literal["embedded", "exports"] = Field(
        default="embedded",
        description="embedded = erp.db is written; exports = an ERP known by its exports: "
        "changes become rows in apply-in-erp/ and are verified by a later export",
    )
    decimal_mark: Literal["", ".", ","] = Field(
        default="",
        description="what sets off decimals in exports; empty = each file shows it itself",
    )


class ModelSettings(Value):
    """An optional language model behind an OpenAI-compatible address; without it rules read."""

    base_url: str = Field(default="", description="address of the server; empty = no model")
    name: str = Field(default="", description="name of the model")
    key_env: str = Field(
        default="SEAMLINE_MODEL_KEY", description="environment variable that holds the key"
    )
    deadline_s: float = Field(default=60, gt=0, description="seconds a call may take in all")
    tokens_per_message: int = Field(default=8_000, ge=0, description="budget for one message")
    tokens_per_case: int = Field(default=20_000, ge=0, description="budget for one case")
    tokens_per_question: int = Field(default=4_000, ge=0, description="budget for one question")


class Settings(Value):
    """All settings of a workspace."""

    clock: Literal["real", "replay"] = Field(
        default="real", description="replay = now is the newest filed message or loaded export"
    )
    mail: MailSettings = MailSettings()
    record: RecordSettings = RecordSettings()
    model: ModelSettings = ModelSettings()
    smtp: SmtpSettings = SmtpSettings()
    mailbox: tuple[MailboxSettings, ...] = ()
    folder: tuple[FolderSettings, ...] = ()
    web: WebSettings = WebSettings()
    webhook: tuple[WebhookSettings, ...] = ()
    edi: tuple[EdiPartner, ...] = ()
    notify: NotifySettings = NotifySettings()

    @model_validator(mode="after")
    def _names_fit(self) -> Self:
        names = [one.name for one in self.mailbox]
        if len(set(names)) < len(names):
            raise ValueError("two [[mailbox]] have the same name")
        sources = [one.source for one in self.webhook]
        if len(set(sources)) < len(sources):
            raise ValueError("two [[webhook]] have the same source")
        answered = [one.partner for one in self.edi]
        if len(set(answered)) < len(answered):
            raise ValueError("two [[edi]] are of the same partner")
        sent = self.smtp.sent_mailbox
        if sent and sent not in names:
            raise ValueError(f"[smtp] sent_mailbox: no [[mailbox]] is called {sent}")
        if any(one.name == sent and self.smtp.sent_folder in one.folders for one in self.mailbox):
            raise ValueError("[smtp] sent_folder is read as incoming mail; name another folder")
        return self


def load_settings(path: Path) -> Settings:
    """The settings in a file; BadInput names file, line and key of what is wrong."""
    text = path.read_text(encoding="utf-8")
    try:
        return Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"no valid TOML: {error}", file=path.name, remedy="mend the line") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        raise BadInput(
            f"{where}: {said}" if where else said,
            file=path.name,
            line=_line(text, first["loc"]),
            remedy="see docs/settings.md",
        ) from None


def _line(text: str, place: tuple[int | str, ...]) -> int | None:
    """The line of a key, or of the heading it belongs under; `place` may count `[[headings]]`."""
    lines = [one.strip() for one in text.splitlines()]
    top, key = str(place[0]) if place else "", str(place[-1]) if place else ""
    heads = [at for at, line in enumerate(lines, 1) if line in (f"[{top}]", f"[[{top}]]")]
    turn = place[1] if len(place) > 1 and isinstance(place[1], int) else 0
    start = heads[turn] if turn < len(heads) else 0
    for at, line in enumerate(lines[start:], start + 1):
        if start and line.startswith("["):
            break
        if key and line.startswith(key):
            return at
    return start or None
