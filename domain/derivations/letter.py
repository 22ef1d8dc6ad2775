"""Derivations of letters: their text and subject line from a template and its slots."""

from __future__ import annotations

from collections.abc import Mapping

from domain.derivations.registry import derivation
from domain.errors import Refused
from domain.letters import letter


@derivation
def letter_text(inputs: Mapping[str, str]) -> str:
    """The text of an outgoing letter from its template, language and slots."""
    return letter(inputs["template"], inputs["language"], inputs).text


@derivation
def letters_joined(inputs: Mapping[str, str]) -> str:
    """Letters `text1`, `text2` … to one reader as one: greeted once, closed once.

    Refused where they do not begin and end alike: then they are not to one reader, or not in one
    language.
    """
    ordered = sorted(inputs, key=lambda name: int(name.removeprefix("text")))
    parts = [inputs[name].split("\n\n") for name in ordered]
    frames = {(one[0], one[-1]) for one in parts}
    if len(frames) != 1 or min(len(one) for one in parts) < 3:
        raise Refused("letters that do not begin and end alike are no one letter")
    ((greeting, company),) = frames
    bodies = ["\n\n".join(one[1:-1]) for one in parts]
    return "\n\n".join((greeting, bodies[0], *map(_begun, bodies[1:]), company))


def _begun(body: str) -> str:
    """A body that follows another: it goes on from no greeting any more."""
    return body[:1].upper() + body[1:]


@derivation
def letter_subject(inputs: Mapping[str, str]) -> str:
    """The subject line of an outgoing letter."""
    return letter(inputs["template"], inputs["language"], inputs).subject
