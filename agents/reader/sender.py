"""Who wrote a message and how they write: the same for whoever reads and for the gate."""

from domain.sender import Knows, Label, Sender, nothing_taught, sender_of

__all__ = ["Knows", "Label", "Sender", "nothing_taught", "sender_of"]
