"""Waiting for new mail: IDLE where the server has it, and what a dead session looks like."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event
from time import monotonic
from typing import Any

from domain.errors import OutsideFailed
from tools.imap.folder import Folder
from tools.imap.session import TIMEOUT_S, speaking

#: RFC 2177: a server may end a session that stays idle for half an hour.
LONGEST_S = 28 * 60
#: How often somebody is asked whether to stop, in seconds.
_SLICE_S = 1.0


def wait(folder: Folder, seconds: float, stopping: Event) -> None:
    """Until something changed in the folder, time is up, or `stopping` is set.

    OutsideFailed when the session is dead. A dead one gives empty answers at once (measured with
    IMAPClient 4.1), so an answer that is empty and early ends the waiting, and the command that
    ends IDLE shows whether anybody still listens.
    """
    seconds = min(seconds, LONGEST_S)
    with speaking(folder.where):
        if not folder.client.has_capability("IDLE"):
            stopping.wait(seconds)
            return
        folder.client.idle()
        if _overheard(folder.client):
            if _is_news(folder.client.idle_done()[1]):
                return
            folder.client.idle()
        _listen(folder, monotonic() + seconds, stopping)
        folder.client.idle_done()


def _listen(folder: Folder, ends: float, stopping: Event) -> None:
    while not stopping.is_set() and (left := ends - monotonic()) > 0:
        began = monotonic()
        part = max(0.1, min(left, _SLICE_S))
        said = folder.client.idle_check(timeout=part)
        _refuse_goodbye(folder, said)
        if _is_news(said) or (not said and monotonic() - began < part / 2):
            return


def _overheard(client: Any) -> bool:
    """Whether news came in one piece with the answer to IDLE: the library has then read both,
    and its waiting looks at the socket alone."""
    buffer, sock = getattr(client._imap, "file", None), client.socket()
    if buffer is None:
        return False
    sock.setblocking(False)
    try:
        return bool(buffer.peek(1))
    except OSError:  # TLS says so when nothing is there
        return False
    finally:
        sock.settimeout(TIMEOUT_S)


def _is_news(said: Sequence[Any]) -> bool:
    return any(len(one) > 1 and one[1] in (b"EXISTS", b"EXPUNGE") for one in said)


def _refuse_goodbye(folder: Folder, said: Sequence[Any]) -> None:
    for one in said:
        if one and one[0] == b"BYE":
            words = b" ".join(word for word in one[1:] if isinstance(word, bytes))
            reason = words.decode("utf-8", "replace")[:200]
            raise OutsideFailed(f"{folder.where}: it ended the session: {reason}")
