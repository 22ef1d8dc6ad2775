"""What `doctor` asks of channels: that servers answer, logins work, and folders are there."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from domain.errors import Refused
from seamline.account_settings import MailboxSettings
from seamline.accounts import IMAP, account
from seamline.web_settings import WebhookSettings
from seamline.workspace import Workspace
from tools.accounts.login import Account
from tools.erp.embedded.database import open as open_record
from tools.erp.embedded.reads import EmbeddedReads
from tools.events.source import Source
from tools.imap.folder import Folder
from tools.mail.drop import Drop

#: Seconds to wait for a server that is only being checked.
_TIMEOUT_S = 15


def account_checks(workspace: Workspace) -> dict[str, Callable[[Workspace], str]]:
    """A check for each account in the settings, by the name of its row."""
    settings = workspace.settings()
    found: dict[str, Callable[[Workspace], str]] = {"senders": _senders}
    for one in settings.mailbox:
        found[f"mailbox {one.name}"] = partial(_mailbox, one)
    if settings.smtp.host:
        found["smtp"] = _smtp
    for drop in settings.folder:
        found[f"folder {drop.path}"] = partial(_folder, drop.path)
    for posted in settings.webhook:
        found[f"webhook {posted.source}"] = partial(_webhook, posted)
    return found


def _webhook(settings: WebhookSettings, workspace: Workspace) -> str:
    from seamline.event_sources import sources_of

    [source] = sources_of([settings])
    relayed = "; relayed: it proves no sender" if source.relayed else ""
    return f"{len(source.keys)} live secret(s) for {_whose(source, workspace)}{relayed}"


def _whose(source: Source, workspace: Workspace) -> str:
    """The contact or partner a source is mapped to; Refused when the record has no such one."""
    record = open_record(workspace.record)
    try:
        table = "contacts" if source.contact else "partners"
        key = source.contact or source.partner
        row = EmbeddedReads(record).row(table, key)
        if row is None:
            raise Refused(f"{table} has no {key!r}; its events will be those of a stranger")
        return f"{row.text('name') or key} ({key})"
    finally:
        record.close()


def _senders(workspace: Workspace) -> str:
    """Whose word counts on who wrote; without any, mail that comes by itself is never believed."""
    settings = workspace.settings()
    named = settings.mail.authserv_id
    if named:
        return f"what {named} says of a sender counts"
    if settings.mail.check_signatures:
        return "signatures of mail count, as they are when it is filed"
    raise Refused(
        "[mail] authserv_id is empty, so no sender is ever believed; "
        "name the mail server whose Authentication-Results count"
    )


def _smtp(workspace: Workspace) -> str:
    from seamline.wiring import greets

    settings = workspace.settings()
    said = greets(workspace)
    named = settings.smtp.sent_mailbox
    if not named:
        return f"{said}; no sent_mailbox: people settle what is in doubt"
    one = next(one for one in settings.mailbox if one.name == named)
    reached = account(one, IMAP, workspace.folder)
    held = _mails(reached, settings.smtp.sent_folder)
    return f"{said}; {named}/{settings.smtp.sent_folder} holds {held} mails"


def _folder(path: str, workspace: Workspace) -> str:
    folder = workspace.folder / path
    if not folder.is_dir():
        raise Refused(f"{folder} is no folder; make it, or name another in seamline.toml")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise Refused(f"files in {folder} cannot be read and moved; allow it")
    return f"{len(Drop(folder).there())} files to be filed"


def _mailbox(settings: MailboxSettings, workspace: Workspace) -> str:
    reached = account(settings, IMAP, workspace.folder)
    held = [f"{name} holds {_mails(reached, name)} mails" for name in settings.folders]
    return f"logged in; {', '.join(held)}"


def _mails(reached: Account, name: str) -> int:
    folder = Folder(reached, name, marks=False, timeout_s=_TIMEOUT_S)
    folder.close()
    return folder.mails
