"""Where a shipment is, and loads that are offered and taken: on the shipment the file names."""

from __future__ import annotations

from agents.reader.deals import person
from agents.reader.structured.binding import shipments_of
from agents.reader.structured.heard_by import put
from agents.reader.structured.lines import day_of
from agents.reader.structured.told import Told
from agents.reader.transport import loading_zone, receiving_zone
from domain.codes import meaning
from domain.tradedoc import DocumentLine, Ref

#: What happened, as the kinds of `actual_date` know it.
_HAPPENED = {"departed": "despatch", "delivered": "delivered", "gate out": "gate_out"}
#: Codes of causes and of whose they are, by the list of the reason.
_CAUSES = {"x12.1651": ("x12.1651", "x12.1651_party"), "edifact.9013": ("edifact.9013", "")}


def read_status(told: Told) -> None:
    """Each status of the shipments named, in the file or in one line of it."""
    head = shipments_of(told, told.document.refs)
    expected = False
    for line in told.document.lines:
        own = shipments_of(told, line.refs)
        about = own or head
        if len(about) == 1 and is_party(told, about[0]):
            expected = _status(told, line, about[0]) or expected
    if not head and not any(one.object for one in told.references):
        told.notes.notes.append(f"{told.document.standard}: no shipment of ours is named")
    if expected:
        told.intends("eta_change")


def _status(told: Told, line: DocumentLine, about: str) -> bool:
    """States one status; whether it tells of an arrival that moves or of a delay."""
    expected = False
    for dated in (lot.dated for lot in line.lots if lot.dated):
        if dated.event == "eta":
            known = told.letter.row(about)
            day = day_of(dated)
            zone = receiving_zone(told.letter, about)
            told.date(about, "eta", dated, event="eta", tz=zone)
            expected = bool(day and known and known.day("eta") != day.earliest) or expected
        elif dated.event == "etd":
            told.date(about, "etd", dated, event="etd", tz=loading_zone(told.letter, about))
        elif dated.event in _HAPPENED:
            kind = _HAPPENED[dated.event]
            ends = receiving_zone if kind == "delivered" else loading_zone
            zone = ends(told.letter, about)
            told.date(about, f"actual_date:{kind}", dated, event=kind, tz=zone)
            if kind == "delivered":
                told.intends("pod")
        elif dated.event == "delayed":
            told.intends("transport_delay")
    _why_and_where(told, line, about)
    return expected


def _why_and_where(told: Told, line: DocumentLine, about: str) -> None:
    """The cause by its code; the place where something went wrong."""
    reason = _last(line, "reason")
    if reason is None or reason.cell.codes not in _CAUSES:
        return
    causes, parties = _CAUSES[reason.cell.codes]
    taught = told.taught(reason.cell)
    known = taught or meaning(causes, reason.cell.value)
    if known:
        told.code(about, "cause", reason.cell)
    party = reason.cell.model_copy(update={"codes": parties})
    if parties and not taught and meaning(parties, reason.cell.value):
        told.code(about, "cause_party", party)
    place = _last(line, "place")
    if known and place is not None:
        signs = "".join(sign for sign in "*|^+:" if sign in place.cell.text)
        told.words(about, "event_place", place.cell, signs)


def _last(line: DocumentLine, kind: str) -> Ref | None:
    return next((ref for ref in reversed(line.refs) if ref.kind == kind), None)


def _planner(told: Told) -> str:
    return person(told.letter, "logistics", "coordinator", "lead")


def is_party(told: Told, shipment: str) -> bool:
    """Whether the sender has a part in the shipment: it carries, forwards or clears it, or goods of
    its orders are in it. What anybody else says of it is put to whoever books, and states nothing.
    """
    row, sender = told.letter.row(shipment), told.sender
    parties = [row.text(one) for one in _PARTIES] if row is not None else []
    if not any(parties) or sender.ours or sender.partner_id in parties:
        return True
    units = told.letter.reads.rows("shipment_units", shipment_id=shipment.partition(":")[2])
    if {one.text("po_id") for one in units} & set(told.notes.book.lines):
        return True
    name = shipment.partition(":")[2]
    text = f"{sender.partner_id} reports on {name}, in which it has no part: does it hold?"
    put(told, "not_their_shipment", shipment, text, of=_planner(told))
    return False


_PARTIES = ("carrier_id", "forwarder_id", "broker_id")


def read_tender(told: Told) -> None:
    """A load or transport that is ordered: its packages and weight, until when to answer. One that
    names no shipment of ours, or tells nothing that is read, is put to whoever books."""
    shipments = shipments_of(told, told.document.refs)
    if len(shipments) == 1 and not is_party(told, shipments[0]):
        return
    if len(shipments) == 1:
        _state_tender(told, shipments[0])
    if not told.stated:
        _put_tender(told, shipments[0] if len(shipments) == 1 else "")


def _put_tender(told: Told, about: str) -> None:
    cell = told.document.number
    number = cell.value if cell else "without a number"
    refs = (one for one in told.document.refs if one.cell.value != number)
    named = [f"{one.kind.replace('_', ' ')} {one.cell.value}" for one in refs]
    goods = [
        f"{name.replace('_', ' ')} {one.cell.value} {one.unit}".rstrip()
        for name, one in told.document.measures.items()
    ]
    facts = "; ".join([*dict.fromkeys(named), *goods][:_SHOWN])
    text = f"{told.sender.partner_id} orders a transport by {told.document.standard}, {number}"
    text += f" ({facts})" if facts else ""
    text += ": what is to be done?" if about else ", of no shipment on record: what is it for?"
    put(told, "transport_order", about or f"unresolved:{number}", text, cell=cell,
        of=_planner(told))  # fmt: skip


#: So many of a file's references and measures are told to the person who is asked.
_SHOWN = 12


def _state_tender(told: Told, about: str) -> None:
    for name in ("packages", "gross_weight", "volume"):
        measure = told.document.measures.get(name)
        if measure is not None:
            told.quantity(about, name, measure, "PKG" if name == "packages" else "KG")
    for dated in told.document.dates:
        if dated.event == "reply":
            told.date(about, "deadline:reply", dated, event="reply")
            told.intends("deadline")
        elif dated.event in ("eta", "etd"):
            told.date(about, dated.event, dated, event=dated.event)


def _ask_which_load(told: Told) -> None:
    """An answer to a load that is not one of ours on record, unless its number is asked already."""
    load = next((one.cell for one in told.document.refs), None) or told.document.number
    number = load.value if load else "without a number"
    if any(number in one.object for one in told.notes.questions if one.about == "reference"):
        return
    said = {"accepted": "takes", "rejected": "does not take"}.get(told.document.state, "answers")
    text = (
        f"{told.sender.partner_id} {said} load {number}, which is none on record: which is meant?"
    )
    put(told, "transport_order", f"unresolved:{number}", text, cell=load, of=_planner(told))


def read_tender_response(told: Told) -> None:
    """Whether the carrier takes the load; a refusal is put to whoever books, for nothing replaces
    it."""
    shipments = shipments_of(told, told.document.refs)
    cell = told.document.state_cell
    if len(shipments) != 1:
        _ask_which_load(told)
        return
    if cell is None or not is_party(told, shipments[0]):
        return
    if told.document.state == "accepted":
        told.code(shipments[0], "booking_state", cell, "statements.booking_state")
        told.intends("booking_confirmation")
        return
    words = "; ".join(note.value for note in told.document.notes)
    text = f"{told.sender.partner_id} does not take the load as offered"
    text = f"{text}{': ' + words if words else ''}: who carries it instead?"
    put(told, "booking", shipments[0], text, cell=cell, of=_planner(told))
