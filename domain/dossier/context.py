"""The dossier of a case: rows of the record, statements in force, answers, open questions."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from pydantic import Field

from domain.canonical import digest
from domain.delay.changes import human_slot
from domain.dossier.told import Told
from domain.message import Verdict
from domain.origin import Origin
from domain.provenance import Slot
from domain.reading import Question
from domain.record import Row
from domain.room import objects
from domain.silence.expected import Silent
from domain.snapshot import Snapshot
from domain.values import Value


class Mail(Value):
    """A message of the case: who sent it, how it is answered, how far its sender is trusted, and
    its language where that is certain."""

    message: str
    message_id: str
    subject: str
    partner_id: str
    contact_id: str
    verdict: Verdict
    sent_at: datetime
    language: str = Field(default="", exclude_if=lambda code: not code)


class Dossier(Snapshot):
    """The snapshot all specialists of a run share.

    `subject` is `table:key` of what the case is about; it may not be on record yet, as an invoice
    is not before its mail came. `partner` is whose case it is; None for somebody not on file.
    `mails` are the case's messages, oldest first; `raised` the message behind each question's slot.
    `written` are the words by which a mail names a thing that is not on record yet, `silent` is
    what should have come by now and has not. `less` is what people let an action reserve, by the
    name of the edit: what waits then is priced with it.
    `origin` is what opened the case, where that was no mail and no person.
    """

    subject: str
    partner: Row | None
    rows: dict[str, tuple[Row, ...]]
    told: tuple[Told, ...] = ()
    questions: tuple[Question, ...] = ()
    raised: dict[str, str] = {}
    intents: frozenset[str] = frozenset()
    mails: tuple[Mail, ...] = ()
    written: dict[str, Slot] = {}
    silent: tuple[Silent, ...] = ()
    less: dict[str, str] = {}
    origin: Origin = Origin()

    @property
    def key(self) -> str:
        """The key of what the case is about, without its table."""
        return self.subject.partition(":")[2]

    @cached_property
    def snapshot(self) -> str:
        """Digest of every fact the options rest on; an approval dies when it changes.

        The hour is not in it, nor what other cases hold: that is checked when it is firmed;
        nor what a person changed in the proposal itself.
        """
        rows = {name: rows for name, rows in self.rows.items() if name != "contacts"}
        rest = self.model_dump(exclude={"now", "held", "queries", "rows", "less"})
        return digest([rest, {name: [one.model_dump() for one in rows[name]] for name in rows}])

    def of(self, table: str, **equals: str) -> tuple[Row, ...]:
        """Rows of the dossier, all of a table or those whose columns equal the given texts."""
        rows = self.rows.get(table, ())
        return tuple(
            row for row in rows if all(row.text(name) == text for name, text in equals.items())
        )

    def one(self, table: str, **equals: str) -> Row | None:
        """The first such row."""
        return next(iter(self.of(table, **equals)), None)

    def row(self, name: str) -> Row | None:
        """The row `table:key`, if the dossier has it."""
        table, _, key = name.partition(":")
        return next((row for row in self.rows.get(table, ()) if row.key == key), None)

    @property
    def scarce(self) -> frozenset[str]:
        """The stocks it looks at, and the space and capacity that partners give us."""
        rows = self.rows.get("stock", ())
        stocks = frozenset(f"stock:{one.text('site_id')}/{one.text('item_id')}" for one in rows)
        return stocks | objects((*self.of("capacities"), *self.of("rates")))

    @property
    def is_proven(self) -> bool:
        """Whether every message it rests on came from a proven contact on file."""
        return {one.verdict for one in self.mails} <= {"authenticated"}

    @property
    def subject_row(self) -> Row | None:
        """What the case is about as it stands on record; None while it does not."""
        return self.row(self.subject)

    def stated(self, field: str, name: str = "") -> tuple[Told, ...]:
        """What partners state of a field, of one object or of any."""
        return tuple(one for one in self.told if one.field == field and name in ("", one.object))

    def first(self, field: str, name: str = "") -> Told | None:
        """The first of these."""
        return next(iter(self.stated(field, name)), None)

    def answer(self, slot: str) -> Slot | None:
        """What a person answered to a question, with who did."""
        found = next((one for one in self.answers if one.slot == slot), None)
        return None if found is None else human_slot(found)

    @property
    def given(self) -> frozenset[str]:
        """Slots that people have answered."""
        return frozenset(one.slot for one in self.answers)

    def answered(self, topic: str) -> str:
        """The slot under which a topic was answered, of whatever thing; empty if it was not."""
        return next((slot for slot in sorted(self.given) if slot.startswith(topic)), "")
