"""What goes out for a new partner: one letter with every paper it owes, and papers on record."""

from __future__ import annotations

from collections.abc import Sequence

from domain.actions import Action, RecordPaper
from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.letters import contact_of, language_of, send
from domain.onboarding.papers import Paper, papers_of
from domain.provenance import Slot, fixed


def asking(dossier: Dossier, lacking: Sequence[Paper], option: str) -> tuple[Action, ...]:
    """One letter to the contact on file, in its language, with all that is lacking; nothing where
    it owes nothing or nobody on file reads mail."""
    partner = dossier.partner
    contact = contact_of(dossier, partner.key) if partner is not None else None
    row = dossier.subject_row
    if not lacking or contact is None or row is None:
        return ()
    language = language_of(dossier, contact)
    papers: dict[str, Slot] = {"language": language}
    for number, one in enumerate(lacking, 1):
        papers[f"paper{number}"] = cell(one.row, "document")
        papers[f"need{number}"] = fixed("paper_need", one.lacks[0])
    letter = send(
        dossier, contact, "ask_papers", "no order before every paper is accepted",
        function="sourcing", objects=(row, *(one.row for one in lacking)), option=option,
        name=cell(row, "onboarding_id"), papers=derived("papers_wanted", **papers),
    )  # fmt: skip
    return (letter,)


def records(dossier: Dossier) -> list[Action]:
    """Papers that came, noted as received: whether they are good is for people to say."""
    found: list[Action] = []
    for one in papers_of(dossier):
        told = dossier.first("document_state", one.row.object)
        if told is None or told.text != "received" or one.row.text("state") != "requested":
            continue
        validity = dossier.first("deadline:validity", one.row.object)
        found.append(
            RecordPaper(
                case=dossier.case,
                function="sourcing",
                objects=(one.row.object,),
                why="the partner sent it; nobody has checked it yet",
                onboarding_id=cell(one.row, "onboarding_id"),
                document=cell(one.row, "document"),
                state=fixed("row_state", "received"),
                valid_to=validity.slot if validity is not None else None,
                seen=cell(one.row, "version"),
            )
        )
    return found
