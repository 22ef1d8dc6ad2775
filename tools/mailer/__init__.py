"""Outgoing mail: into a folder or through a server, with one fixed Message-ID an effect."""

from tools.mailer.letter import compose, message_id
from tools.mailer.outgoing import OutgoingFolder
from tools.mailer.pickup import EitherWay, PickupFolder
from tools.mailer.server import MailServer
from tools.mailer.submission import connect

__all__ = [
    "EitherWay",
    "MailServer",
    "OutgoingFolder",
    "PickupFolder",
    "compose",
    "connect",
    "message_id",
]
