"""Which sources fill what bookings, exceptions on the way, papers and complaints need."""

from __future__ import annotations

from domain.gate.placing.family import any_of

_DAY = any_of("span:date_words span:form_date span:iso_moment span:moment_words human")
_MOMENT = _DAY | any_of("derived:at_clock")

KINDS: dict[str, dict[str, frozenset[str]]] = {
    "UpdateShipment": {"etd": _MOMENT, "eta": _MOMENT},
}
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "papers": any_of("derived:papers_listed"),
}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "at_clock": {"day": _DAY, "clock": any_of("span:clock_words")},
    "papers_listed": {
        "language": any_of("partners.language word:language"),
        "paper": any_of("documents.doc_type"),
        "state": any_of("word:row_state documents.state"),
        "due": any_of("documents.due_at"),
    },
}
LETTERS: dict[str, tuple[str, ...]] = {
    "SendMessage": ("papers_follow", "file_now"),
}
