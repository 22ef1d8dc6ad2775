"""Derivations of letters: their text and subject line from a template and its slots."""

from __future__ import annotations

from collections.abc import Mapping

from domain.derivations.registry import derivation
from domain.letters import letter


@derivation
def letter_text(inputs: Mapping[str, str]) -> str:
    """The text of an outgoing letter from its template, language and slots."""
    return letter(inputs["template"], inputs["language"], inputs).text


@derivation
def letter_subject(inputs: Mapping[str, str]) -> str:
    """The subject line of an outgoing letter."""
    return letter(inputs["template"], inputs["language"], inputs).subject
