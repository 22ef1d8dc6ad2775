"""Asks a folder whether a mail that we sent is in it, by its fixed Message-ID."""

from __future__ import annotations

from domain.points import durable
from tools.accounts.login import Account
from tools.imap.session import session


def holds(account: Account, folder: str, message_id: str) -> bool:
    """Whether the folder holds a mail with this Message-ID; OutsideFailed when it cannot be asked.

    False means that it is not there yet: copies of what is sent may come late.
    """
    with session(account) as client, durable("imap.find"):
        client.select_folder(folder, readonly=True)
        return bool(client.search(["HEADER", "Message-ID", message_id]))
