"""How a chase goes on: answered questions close, only open ones are asked again, then a person."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from domain.actions import Action, CloseChase
from domain.cells import cell
from domain.chase.points import Point, alike, points_of, to_ask
from domain.delay.slots import derived
from domain.dossier.asking import theirs
from domain.dossier.context import Dossier
from domain.dossier.letters import contact_of, key_slot, language_of, note, send
from domain.options import Option
from domain.provenance import Slot, fixed
from domain.record import Row

ASK, CALL = "ask what is open", "call"

_CHASES_KEY, _CHASES = "chases_before_person", 3


def options(dossier: Dossier) -> list[Option]:
    """A letter with what is open, or a call to the number on file; none where nothing is open."""
    asked = to_ask(dossier)
    if not asked or dossier.partner is None:
        return []
    contact = _contact(dossier, asked[0].row)
    frame: dict[str, Any] = {
        "by": "sourcing",
        "object": f"chases:{dossier.key.split('/')[0]}",
        "currency": dossier.policy_currency or "USD",
    }
    return [
        Option(
            **frame,
            name=ASK,
            title=f"ask {_numbers(asked)} again, nothing else",
            effects={"procurement": "waits for the answer", "partner": "one letter in its thread"},
            unknown=() if contact is not None else ("a contact on file that reads mail",),
            violates=("chases_before_person",) if _is_at_end(dossier, asked) else (),
            actions=() if contact is None else (_letter(dossier, contact, asked),),
        ),
        Option(
            **frame,
            name=CALL,
            title=f"call the number on file about {_numbers(asked)}",
            effects={"procurement": "somebody calls, with the thread at hand"},
            measures={"other_service": 1},
            unknown=() if contact is not None else ("a contact on file",),
            actions=() if contact is None else (_call(dossier, contact, asked),),
        ),
    ]


def _numbers(asked: tuple[Point, ...]) -> str:
    return ", ".join(one.number for one in asked)


def _is_at_end(dossier: Dossier, asked: tuple[Point, ...]) -> bool:
    """After three chases a person calls; a promise broken twice is no third letter's matter."""
    limit = dossier.figure(_CHASES_KEY) or Decimal(_CHASES)
    return any((one.row.number("chase_no") or Decimal(1)) >= limit for one in asked)


def _contact(dossier: Dossier, row: Row) -> Row | None:
    """Whom we asked before, if that contact reads mail; else whoever answers at the partner."""
    assert dossier.partner is not None  # see `options`
    asked = dossier.row(f"contacts:{row.text('contact_id')}")
    usable = asked is not None and asked.text("do_not_reply") != "yes" and asked.text("mail")
    return asked if usable else contact_of(dossier, dossier.partner.key)


def _letter(dossier: Dossier, contact: Row, asked: tuple[Point, ...]) -> Action:
    rows = [one.row for one in asked]
    points: dict[str, Slot] = {"language": language_of(dossier, contact)}
    for place, row in enumerate(rows, 1):
        points[f"no{place}"] = cell(row, "question_no")
        points[f"about{place}"] = cell(row, "object")
        points[f"ask{place}"] = cell(row, "question")
    return send(
        dossier, contact, "chase_open", "only what is open is asked again",
        function="sourcing", objects=rows, option=ASK,
        name=cell(rows[0], "chase_id"), points=derived("points_text", **points),
    )  # fmt: skip


def _call(dossier: Dossier, contact: Row, asked: tuple[Point, ...]) -> Action:
    return note(
        dossier, "procurement", "note_call", "letters brought no answer",
        objects=(*(one.row for one in asked), contact), option=CALL,
        name=cell(asked[0].row, "chase_id"), contact_name=cell(contact, "name"),
        phone=cell(contact, "phone_on_file"),
    )  # fmt: skip


def closings(dossier: Dossier) -> list[Action]:
    """Questions that need no further chase: answered by the partner, or heard of elsewhere. What
    was heard writes nothing else: it is asked for in writing."""
    found: list[Action] = []
    for one in points_of(dossier):
        if one.stand not in ("answered", "heard"):
            continue
        state = "answered" if one.stand == "answered" else "stopped"
        found += [_close(dossier, row, state) for row in alike(dossier, one.row)]
    return found


def _close(dossier: Dossier, row: Row, state: str) -> Action:
    return CloseChase(
        case=dossier.case,
        function="sourcing",
        objects=(row.object,),
        why="the partner answered" if state == "answered" else "heard elsewhere: no more chasing",
        chase_id=cell(row, "chase_id"),
        question_no=cell(row, "question_no"),
        status=fixed("row_state", state),
        seen=cell(row, "version"),
    )


def in_writing(dossier: Dossier) -> list[Action]:
    """A letter to the partner that asks for in writing what a chat or a colleague brought."""
    heard = [one for one in points_of(dossier) if one.stand == "heard"]
    if not heard or dossier.partner is None or not theirs(dossier, dossier.partner.key):
        return []
    contact = _contact(dossier, heard[0].row)
    row = dossier.row(f"purchase_order_lines:{heard[0].row.text('object')}")
    if contact is None or row is None:
        return []
    letter = send(
        dossier, contact, "confirm_written", "what was said elsewhere is no record",
        function="sourcing", objects=(row,), name=key_slot(row),
    )  # fmt: skip
    return [letter]
