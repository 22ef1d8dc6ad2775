"""Too many partners silent at once: whether our own mail works is asked before anybody is."""

from __future__ import annotations

from domain.dossier.context import Dossier
from domain.reading import Question

#: Under which name that doubt stands among what is silent, and what its question is answered in.
MAIL, SLOT = "owed:our_mail", "our_mail"

#: Answers after which partners are asked again.
WORKS = ("works", "yes")


def questions(dossier: Dossier) -> list[Question]:
    """The question, until somebody has answered it."""
    found = []
    for one in dossier.silent:
        slot = f"{SLOT}@{one.expected.late.date().isoformat()}"
        if one.expected.object == MAIL and slot not in dossier.given:
            text = f"{one.expected.said} Send one to yourselves from outside, then say so"
            found.append(
                Question(
                    about=SLOT,
                    object=MAIL,
                    of="people",
                    text=text,
                    slot=slot,
                    choices=("works", "broken"),
                )
            )
    return found
