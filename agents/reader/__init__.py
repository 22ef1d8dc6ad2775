"""The reader: what a partner's message states, by rules and, where one is given, with a model."""

from agents.reader.reader import read

__all__ = ["read"]
