"""Customs: asks the broker for the papers of a shipment that were requested and did not come."""

from domain.actions import RequestDocument
from domain.cells import cell
from domain.contribution import Contribution, Finding
from domain.delay.slots import derived
from domain.ports import Model
from domain.provenance import fixed
from domain.record import Row


def contribute(context: object, model: Model | None = None) -> Contribution:
    """One request a paper the broker owes."""
    papers: tuple[Row, ...] = context.papers  # type: ignore[attr-defined]
    owed = [row for row in papers if row.text("state") == "requested"]
    said = tuple(
        Finding(text=f"{row.text('doc_type')} is due {row.text('due_at')}", rests_on=(row.object,))
        for row in owed
    )
    asked = [row for row in owed if row.text("owner") == context.supplier.key]  # type: ignore[attr-defined]
    actions = tuple(_request(context, row) for row in asked)
    return Contribution(function="customs", findings=said, actions=actions)


def _request(context: object, paper: Row) -> RequestDocument:
    contact: Row = context.contacts[0]  # type: ignore[attr-defined]
    company: Row = context.company["legal_name"]  # type: ignore[attr-defined]
    words = {
        "template": fixed("template", "request_document"),
        "language": fixed("language", "en"),
        "contact_name": cell(contact, "name"),
        "company": cell(company, "value"),
        "document": cell(paper, "doc_type"),
    }
    return RequestDocument(
        case=context.case,  # type: ignore[attr-defined]
        function="trade compliance",
        objects=(paper.object, contact.object),
        why="the entry waits for it",
        contact=cell(contact, "contact_id"),
        contact_name=cell(contact, "name"),
        document=cell(paper, "doc_type"),
        text=derived("letter_text", **words),
    )
