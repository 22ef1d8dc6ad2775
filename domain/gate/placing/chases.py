"""Which sources fill the slots of letters that ask what is open."""

from __future__ import annotations

from domain.gate.placing.family import any_of

KINDS: dict[str, dict[str, frozenset[str]]] = {}
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "points": any_of("derived:points_text"),
    "phone": any_of("contacts.phone_on_file"),
}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "points_text": {
        "language": any_of("partners.language word:language"),
        "no": any_of("chases.question_no"),
        "about": any_of("chases.object"),
        "ask": any_of("chases.question"),
    },
}
LETTERS: dict[str, tuple[str, ...]] = {"SendMessage": ("chase_open", "confirm_written")}
