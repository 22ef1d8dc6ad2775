"""What is done about papers: states recorded, owners asked, the broker told what follows."""

from __future__ import annotations

from collections.abc import Iterable

from domain.actions import Action, NotifyFunction, RecordDocument
from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier import asking
from domain.dossier.context import Dossier
from domain.dossier.letters import contact_of, known_as, language_of, last_mail, note, send
from domain.options import Option
from domain.papers.checklist import Paper, checklist, state_slot
from domain.papers.clocks import free_until
from domain.papers.findings import RESERVED
from domain.papers.pricing import filing_now, waiting
from domain.provenance import Slot, fixed
from domain.reading import Question
from domain.reckoning import Reckoning
from domain.record import Row
from domain.vocabulary import FUNCTIONS


def actions(dossier: Dossier) -> list[Action]:
    """Reported states on record, letters to those who owe an answer, notes to owners of ours."""
    return [*_recorded(dossier), *asking.letters(dossier, "trade compliance"), *_notes(dossier)]


def questions(dossier: Dossier) -> list[Question]:
    """What people of ours must answer: all that no partner can be asked, and codes that differ."""
    return asking.of_people(dossier, *_codes(dossier))


def _recorded(dossier: Dossier) -> list[Action]:
    found: list[Action] = []
    for paper in checklist(dossier):
        if paper.is_new:
            found.append(
                RecordDocument(
                    case=dossier.case,
                    function="trade compliance",
                    objects=(paper.row.object,),
                    why="reported of the paper",
                    doc_id=cell(paper.row, "doc_id"),
                    document=cell(paper.row, "doc_type"),
                    state=fixed("row_state", paper.state),
                    seen=cell(paper.row, "version"),
                )
            )
    return found


def _notes(dossier: Dossier) -> list[NotifyFunction]:
    """One note per function of ours with the papers its people owe."""
    of: dict[str, list[Paper]] = {}
    for paper in checklist(dossier):
        person = dossier.row(paper.owner) if paper.owner.startswith("people:") else None
        if person is not None and paper.is_owed and person.text("function") in FUNCTIONS:
            of.setdefault(person.text("function"), []).append(paper)
    return [
        note(
            dossier, function, "note_papers", "papers of ours are owed",
            objects=[one.row for one in papers], name=known_as(dossier),
            papers=listed(papers, fixed("language", "en")),
        )
        for function, papers in sorted(of.items())
    ]  # fmt: skip


def listed(papers: Iterable[Paper], language: Slot) -> Slot:
    """Papers with their state and due time, one a line."""
    inputs: dict[str, Slot] = {"language": language}
    for number, one in enumerate(papers, 1):
        inputs[f"paper{number}"] = cell(one.row, "doc_type")
        inputs[f"state{number}"] = state_slot(one)
        inputs[f"due{number}"] = cell(one.row, "due_at")
    return derived("papers_listed", **inputs)


def _codes(dossier: Dossier) -> list[Question]:
    """A tariff code that is not the item's: people say which; nothing is written by itself."""
    known = {row.text("hs_code").replace(".", "") for row in dossier.of("items")} - {""}
    found = []
    for told in dossier.stated("hs_code"):
        said = "".join(mark for mark in told.text if mark.isdigit())
        if known and not any(said.startswith(one) or one.startswith(said) for one in known):
            text = f"tariff code {told.text} is stated, on file is {', '.join(sorted(known))}"
            found.append(Question(about="hs_code", object=told.object, of="", text=text))
    return found


def options(dossier: Dossier) -> list[Option]:
    """File in time with what is known and amend, or get the papers right first: where the broker
    asks, or a person of ours wants to know."""
    shipment = next(iter(dossier.of("shipments")), None)
    if shipment is None or not any(one.is_owed for one in checklist(dossier)):
        return []
    broker = contact_of(dossier, shipment.text("broker_id"))
    asked_us = broker is not None and last_mail(dossier, broker.text("partner_id")) is not None
    if broker is None or not (asked_us or dossier.origin.person):
        return []
    return [
        _complete(dossier, shipment, broker, asked_us=asked_us),
        _file_now(dossier, shipment, broker),
    ]


def _complete(dossier: Dossier, shipment: Row, broker: Row, *, asked_us: bool) -> Option:
    """Whoever owes papers is asked for them whatever is chosen; a broker that asked is answered."""
    follow = _follow(dossier, shipment, broker, "papers_follow", "complete the papers")
    free, currency = free_until(dossier), _currency(dossier, shipment)
    priced = waiting(dossier, shipment, currency)
    return Option(
        name="complete the papers",
        title="get the papers right" + (", tell the broker which follow" if asked_us else ""),
        by="documents",
        object=shipment.object,
        components=priced.parts,
        currency=currency,
        effects={
            "trade compliance": "papers are asked of their owners",
            "logistics": f"free until {free[0]:%Y-%m-%d}" if free else "nothing is filed yet",
            **_not_known(priced),
        },
        assumptions=("papers are right by their due time, or today where that is over",),
        actions=(follow,) if asked_us else (),
    )


def _file_now(dossier: Dossier, shipment: Row, broker: Row) -> Option:
    """Filing is released by people only; what must be right in it may not be open."""
    open_points = sorted({one.about for one in dossier.questions if one.about in _MUST_BE_RIGHT})
    told = sorted({one.field for one in dossier.told if one.field in RESERVED})
    lacks = tuple(name.replace("_", " ") for name in dict.fromkeys([*open_points, *told]))
    currency = _currency(dossier, shipment)
    priced = filing_now(dossier, shipment, currency)
    return Option(
        name="file what is known",
        title="let the broker file now and amend later",
        by="documents",
        object=shipment.object,
        components=priced.parts,
        currency=currency,
        effects={
            "trade compliance": "an amendment follows",
            "logistics": "nothing waits",
            **_not_known(priced),
        },
        measures={"safety_compliance": 1},
        unknown=lacks,
        assumptions=("the broker bills its amendment at cost",),
        actions=(_follow(dossier, shipment, broker, "file_now", "file what is known"),),
    )


def _not_known(priced: Reckoning) -> dict[str, str]:
    """What the sum leaves out, for finance to see."""
    said = f"unknown, not in the sum: {'; '.join(priced.missing)}"
    return {"finance": said} if priced.missing else {}


_MUST_BE_RIGHT = ("manufacturer", "hs_code", "customs_value", "document_value", "origin")


def _follow(dossier: Dossier, shipment: Row, broker: Row, template: str, option: str) -> Action:
    owed = [one for one in checklist(dossier) if one.is_owed]
    return send(
        dossier, broker, template, "the broker waits for it",
        function="trade compliance",
        objects=(shipment, *(one.row for one in owed)),
        option=option,
        name=known_as(dossier),
        papers=listed(owed, language_of(dossier, broker)),
    )  # fmt: skip


def _currency(dossier: Dossier, shipment: Row) -> str:
    return shipment.text("currency") or dossier.policy_currency
