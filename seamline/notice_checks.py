"""What `doctor` asks of notices: whom they reach, where, and which went nowhere."""

from __future__ import annotations

from domain.errors import Refused
from domain.people import load_people
from memory.ledger import Ledger
from memory.notices import Notice, fold, told_since
from seamline.notify_settings import NotifySettings
from seamline.workspace import Workspace, rules_text
from tools.accounts.secret import revealed


def notice_check(workspace: Workspace) -> str:
    """Who is told what; Refused where somebody cannot be told, or was not."""
    settings = workspace.settings().notify
    if not settings.is_on:
        return "nobody is told anything: [notify] is empty"
    for pointer in settings.webhooks:
        revealed(pointer)
    failed = [one for one in _known(workspace) if one.state == "failed" and one.attempts]
    if failed:
        last = failed[-1]
        raise Refused(f"{len(failed)} went nowhere, last {last.at:%Y-%m-%d %H:%M}: {last.detail}")
    if settings.approvals or settings.digest_at:
        _require_mails(workspace)
    return _said(settings)


def _known(workspace: Workspace) -> list[Notice]:
    known: dict[str, Notice] = {}
    ledger = Ledger(workspace.ledger)
    try:
        with ledger.reading() as connection:
            fold(known, told_since(connection, 0))
    finally:
        ledger.close()
    return list(known.values())


def _require_mails(workspace: Workspace) -> None:
    people = load_people(rules_text(workspace.people_file), workspace.people_file.name).people
    silent = [one.id for one in people if not one.mail]
    if silent:
        raise Refused(f"people.yaml has no mail address of {', '.join(silent)}: they are not told")


def _said(settings: NotifySettings) -> str:
    told = ["mail to whoever is asked"] if settings.approvals else []
    if settings.digest_at:
        told.append(f"digests at {', '.join(settings.digest_at)} {settings.timezone}")
    if settings.webhooks:
        told.append(f"{len(settings.webhooks)} chat room(s)")
    return "; ".join(told)
