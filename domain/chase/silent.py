"""What is done about silence: one letter with all points, a call, or a note to our own people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.actions import Action, NotifyFunction, SendMessage
from domain.cells import cell
from domain.contribution import Finding
from domain.delay.correspondence import reads_mail
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.letters import frame, known_as_row, language_of, note, send
from domain.provenance import Slot, fixed
from domain.record import Row
from domain.silence.expected import Silent

_LETTERS = {1: "silent_first", 2: "silent_again", 3: "silent_last"}


def actions(dossier: Dossier) -> list[Action]:
    """The day's letter, a call where letters are over, a note where it is our turn."""
    return [*_letter(dossier), *_calls(dossier), *_inside(dossier)]


def findings(dossier: Dossier) -> list[Finding]:
    """Each silence by its number, and what is done about it."""
    return [Finding(text=_said(one), rests_on=(one.expected.object,)) for one in dossier.silent]


def _said(one: Silent) -> str:
    number = f"{one.number}) " if one.number else ""
    waits = f"asked {one.nth} times, listed" if one.listed else f"asked {one.nth} times, waits"
    asked = {"ask": f"letter {one.nth}", "wait": waits, "call": "call"}
    done = asked.get(one.step, "for us: " + ", ".join(one.why).replace("_", " "))
    return f"{number}{one.expected.said} ({one.expected.sweep}; {done})"


def _letter(dossier: Dossier) -> Iterator[SendMessage]:
    asked = [one for one in dossier.silent if one.step == "ask"]
    open_now = [one for one in dossier.silent if one in asked or one.listed]
    contact = contact_for(dossier, asked or open_now) if open_now else None
    if contact is None:
        return
    language = language_of(dossier, contact)
    nth = max((one.nth for one in asked), default=1)
    if any(one.returned for one in asked) and contact == contacts_for(dossier, asked)[0]:
        nth = max(nth, 2)  # the same letter to the same person, at another address
    yield send(
        dossier, contact, _LETTERS[min(nth, 3)], f"{len(open_now)} points are silent",
        function="procurement", objects=_rows(dossier, asked),
        points=_points(dossier, open_now, language), person=_person(dossier, open_now),
        heading=derived("silent_heading", **_head(dossier, contact)),
    )  # fmt: skip


def _head(dossier: Dossier, contact: Row) -> dict[str, Slot]:
    known = frame(dossier, contact)
    return {name: known[name] for name in ("language", "subject", "company")}


def contact_for(dossier: Dossier, asked: Sequence[Silent]) -> Row | None:
    """Whom a letter goes to: whoever was asked before, else by role, else the one marked for
    answers, else the first who reads mail; the next of them where one does not answer or cannot be
    reached, and again the first once all have been asked."""
    known = contacts_for(dossier, asked)
    most = max(asked, key=lambda one: one.nth, default=None)
    fresh = [row for row in known if most is None or row.key not in most.passed]
    return next(iter([*fresh, *known]), None)


def contacts_for(dossier: Dossier, asked: Sequence[Silent]) -> list[Row]:
    """Everybody at the partner who reads mail, in the order in which they are written to."""
    partner = dossier.partner.key if dossier.partner is not None else ""
    known = [row for row in dossier.of("contacts", partner_id=partner) if reads_mail(row)]
    readers = sorted(known, key=lambda row: row.text("channel") not in ("", "mail"))
    before = [row for one in asked for row in readers if row.key == one.expected.contact]
    roles = [role for one in asked for role in one.speaks]
    fitting = [row for role in roles for row in readers if role in row.text("role").lower()]
    marked = [row for row in readers if "answer here" in row.text("note")]
    return list({row.key: row for row in (*before, *fitting, *marked, *readers)}.values())


def _calls(dossier: Dossier) -> Iterator[NotifyFunction]:
    """A person calls where letters brought nothing, or where the next would come too late."""
    due = [
        one for one in dossier.silent if one.step == "call" or (one.step == "ask" and one.urgent)
    ]
    contact = next(iter(contacts_for(dossier, due)), None) if due else None
    if contact is None:
        return
    yield note(
        dossier, due[0].then, "note_silent_call", "letters brought no answer, or come too late",
        objects=(*_rows(dossier, due), contact), contact_name=cell(contact, "name"),
        phone=cell(contact, "phone_on_file"),
        points=_points(dossier, due, fixed("language", "en")),
    )  # fmt: skip


def _inside(dossier: Dossier) -> Iterator[NotifyFunction]:
    mine = [one for one in dossier.silent if one.step == "inside"]
    listed: dict[str, Slot] = {}
    for one in mine:
        for reason in one.why:
            place = len(listed) // 2 + 1
            listed[f"name{place}"] = _ours(dossier, one)
            listed[f"reason{place}"] = fixed("silence_reason", reason)
    if mine:
        yield note(
            dossier, mine[0].then, "note_silent_inside", "it is for us to answer first",
            objects=_rows(dossier, mine), reasons=derived("reasons_listed", **listed),
        )  # fmt: skip


def _ours(dossier: Dossier, one: Silent) -> Slot:
    """As our own people know it: a paper by its key."""
    row = dossier.row(one.expected.object)
    is_paper = row is not None and row.table == "documents"
    return cell(row, "doc_id") if row is not None and is_paper else _name(dossier, one)[0]


def _person(dossier: Dossier, asked: Sequence[Silent]) -> Slot:
    for one in asked:
        row = dossier.row(one.expected.person) if one.expected.person else None
        if row is not None and row.text("name"):
            return cell(row, "name")
    return fixed("function", asked[0].then)


def _rows(dossier: Dossier, silent: Sequence[Silent]) -> list[Row]:
    found = (dossier.row(one.expected.object) for one in silent)
    return list({row.object: row for row in found if row is not None}.values())


def _points(dossier: Dossier, silent: Sequence[Silent], language: Slot) -> Slot:
    inputs: dict[str, Slot] = {"language": language}
    for place, one in enumerate(sorted(silent, key=lambda one: one.number), 1):
        inputs[f"at{place}"] = fixed("point", str(one.number))
        inputs[f"what{place}"] = fixed("silence", one.expected.topic)
        inputs[f"name{place}"], inputs[f"more{place}"] = _name(dossier, one)
        inputs |= _figures(dossier, one, place)
    return derived("silent_points", **inputs)


def _figures(dossier: Dossier, one: Silent, place: int) -> dict[str, Slot]:
    row = dossier.row(one.expected.object)
    if row is None:
        return {}
    found: dict[str, Slot] = {}
    if row.table == "purchase_order_lines":
        found |= {f"qty{place}": cell(row, "qty"), f"uom{place}": cell(row, "uom")}
        gone = [dossier.row(name) for name in one.expected.less]
        for index, other in enumerate((each for each in gone if each is not None), 1):
            found[f"less{place}{index:03}"] = cell(other, "qty")
    if one.expected.shown and row.day(one.expected.shown):
        found[f"day{place}"] = cell(row, one.expected.shown)
    return found


#: What tells a row to a partner beside its name, by its table.
_MORE = {
    "purchase_order_lines": "item_id",
    "documents": "doc_type",
    "milestones": "event",
    "receipts": "delivery_note",
    "chases": "question",
    "po_changes": "field",
    "disputes": "invoice_id",
    "claims": "against",
}


def _name(dossier: Dossier, one: Silent) -> tuple[Slot, Slot]:
    """The number by which both sides know it, and what it is."""
    row = dossier.row(one.expected.object)
    named = next((each for name in one.expected.rows if (each := dossier.row(name))), row)
    if named is None:
        return fixed("empty", ""), fixed("empty", "")
    if named.table == "contacts":
        return cell(named, "name" if named.text("name") else "contact_id"), fixed("empty", "")
    if row is not None and row.table == "chases" and row.text("object"):
        return cell(row, "object"), _more(row)
    if named.table == "po_changes":  # by its order line: the number of a change is ours alone
        line = derived("row_of", key1=cell(named, "po_id"), key2=cell(named, "po_line"))
        return line, _more(named)
    return known_as_row(named), fixed("empty", "") if row is None else _more(row)


def _more(row: Row) -> Slot:
    column = _MORE.get(row.table, "")
    return cell(row, column) if column and row.text(column) else fixed("empty", "")
