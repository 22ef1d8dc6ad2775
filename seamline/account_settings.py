"""Settings of where messages come from: accounts on servers with their logins, and folders."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from domain.values import Value
from tools.accounts.endpoint import is_loopback
from tools.accounts.secret import FORMS, is_pointer


def _pointer(text: str) -> str:
    if text and not is_pointer(text):
        raise ValueError(f"a secret never stands here; write where it is found: {FORMS}")
    return text


def _https(text: str) -> str:
    if text and not text.startswith("https://"):
        raise ValueError("tokens are asked over https:// only")
    return text


Pointer = Annotated[str, AfterValidator(_pointer)]


class AccountSettings(Value):
    """A server and how one logs in to it: with a password, or with access tokens (XOAUTH2)."""

    host: str = Field(default="", description="name of the server")
    port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="its port; 0 = the usual one for this kind of security",
    )
    security: Literal["tls", "starttls", "plain"] = Field(
        default="tls",
        description="tls = from the first byte; starttls = asked for before the login; "
        "plain = none, on this machine only",
    )
    ca_file: str = Field(
        default="", description="certificate of the authority, when the system does not know it"
    )
    user: str = Field(default="", description="name to log in with")
    password: Pointer = Field(default="", description="where the password is found")
    access_token: Pointer = Field(
        default="", description="where an access token is found that something else renews"
    )
    token_url: Annotated[str, AfterValidator(_https)] = Field(
        default="", description="where access tokens are asked for (OAuth 2.0)"
    )
    client_id: str = Field(default="", description="the application's id there")
    client_secret: Pointer = Field(
        default="", description="where the application's secret is found"
    )
    refresh_token: Pointer = Field(
        default="",
        description="where a refresh token is found; without one the application asks as itself "
        "(client credentials)",
    )
    scope: str = Field(default="", description="scope to ask for")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        ways = [one for one in (self.password, self.access_token, self.token_url) if one]
        if self.security == "plain" and self.host and not is_loopback(self.host):
            raise ValueError(
                f'security = "plain" would send mail and passwords to {self.host} in clear; '
                "it is for this machine only"
            )
        if len(ways) > 1:
            raise ValueError("give one of password, access_token and token_url")
        if bool(self.user) != bool(ways):
            raise ValueError("user needs a password, an access_token or a token_url, and they it")
        if self.token_url and not (self.client_id and (self.refresh_token or self.client_secret)):
            raise ValueError("token_url needs client_id, and refresh_token or client_secret")
        return self


class MailboxSettings(AccountSettings):
    """A mailbox to read over IMAP."""

    name: str = Field(min_length=1, description="what it is called here")
    host: str = Field(min_length=1, description="name of the IMAP server")
    user: str = Field(min_length=1, description="name to log in with")
    folders: tuple[str, ...] = Field(
        default=("INBOX",), description="folders to read; none = only asked about what we sent"
    )
    mark_seen: bool = Field(default=True, description="mark mails as read, after they were filed")
    since: date | None = Field(
        default=None, description="leave mails alone that arrived before this day"
    )
    look_every_s: int = Field(
        default=300,
        ge=10,
        le=1680,
        description="seconds between two full looks; new mail is announced in between",
    )


class SmtpSettings(AccountSettings):
    """The mail server to send through."""

    host: str = Field(default="", description="name of the server; empty = outgoing folder only")
    sent_mailbox: str = Field(
        default="", description="the mailbox that gets a copy of all we send, by its name"
    )
    sent_folder: str = Field(default="Sent", description="the folder of it with these copies")
    archive_to: str = Field(
        default="", description="own address that gets a blind copy of each mail"
    )


class FolderSettings(Value):
    """A folder on this machine that programs and people drop mail into."""

    path: str = Field(min_length=1, description="the folder; what is filed moves to `done` in it")
    contact: str = Field(
        default="",
        description="the contact whose connection lays files there: those that are no mail are "
        "read as sent by it",
    )
