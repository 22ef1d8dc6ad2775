"""Filing mail from files: the same door for a demo, a folder of old mail and a day's inbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from domain.values import Value
from graph.desk import Arrival
from seamline.wiring import Office
from tools.mail import source
from tools.mail.source import Incoming


class FiledMail(Value):
    """What became of one mail; `key` is its identity in the workspace."""

    origin: str
    key: str
    outcome: str
    subject: str = ""
    reason: str = ""


def count_mails(paths: Sequence[Path]) -> int:
    """How many mails there are under the paths."""
    return source.count(paths)


def file_mails(
    office: Office, paths: Sequence[Path], *, within: str = "", channel: str = "file"
) -> Iterator[FiledMail]:
    """Files each mail in its own transaction; one that cannot be read is parked, never lost.

    `within` goes before the names by which mails are shown.
    """
    for incoming in source.messages(paths):
        yield _file(office, incoming, within, channel)


def _file(office: Office, incoming: Incoming, within: str, channel: str) -> FiledMail:
    raw = incoming.raw if incoming.raw is not None else b"".join(incoming.chunks())
    origin = f"{within}{incoming.origin}"
    at, by = incoming.received_at, incoming.received_by
    arrived = Arrival(at=at, by=by) if at is not None else None
    filed = office.desk.file(
        raw, origin=origin, channel=channel, parked=incoming.parked, arrived=arrived
    )
    return FiledMail(origin=origin, **filed.model_dump())
