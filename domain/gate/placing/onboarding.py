"""Which sources fill the slots of a new partner's papers and of the letters about them."""

from __future__ import annotations

from domain.gate.placing.family import any_of

_PAPER = any_of("onboarding_documents.document")

KINDS: dict[str, dict[str, frozenset[str]]] = {
    "RecordPaper": {
        "onboarding_id": any_of("onboarding_documents.onboarding_id"),
        "document": _PAPER,
        "state": any_of("word:row_state=received"),
        "valid_to": any_of("span:date_words span:form_date span:last_day human"),
        "seen": any_of("onboarding_documents.version"),
    },
}
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "papers": any_of("derived:papers_wanted"),
    "partner_name": any_of("partners.name"),
    "limit": any_of("company.value onboarding.first_order_limit"),
}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "papers_wanted": {
        "language": any_of("partners.language word:language"),
        "paper": _PAPER,
        "need": any_of("word:paper_need"),
    },
}
LETTERS: dict[str, tuple[str, ...]] = {"SendMessage": ("ask_papers",)}
