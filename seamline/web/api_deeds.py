"""What programs send to have something done: a typed body for each deed, told as a form."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from seamline.deeds import Form

Word = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=4_000)]
When = Annotated[str, Field(max_length=40, description="2026-03-12T14:00 (UTC), or 4h, 2d")]


Day = Annotated[str, Field(max_length=10, description="2026-03-12")]


class Body(BaseModel):
    """A deed as sent; a field that is not known is refused rather than ignored."""

    model_config = ConfigDict(extra="forbid")

    def form(self) -> Form:
        """The same as a page's form has it."""
        return {name: str(value) for name, value in self.model_dump().items() if value is not None}


class Decide(Body):
    """A decision on the proposal with this hash, as `GET /cases/{case}` gave it."""

    verb: Literal["approve", "edit", "reject", "respond"]
    hash: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    reason: Text = ""
    slots: dict[Word, Text] = Field(
        default={},
        description="answers by slot; an edit's other option under `option`, or values by the "
        "names that `editable` gives them",
    )

    def form(self) -> Form:
        """Slots under the names that forms give them."""
        slots = {f"slot.{name}": value for name, value in self.slots.items()}
        return {"verb": self.verb, "seen": self.hash, "reason": self.reason, **slots}


class Acknowledge(Body):
    """What was handed to the own function is taken; `key` names one of several."""

    key: Word = ""
    reason: Text = ""


class Remind(Body):
    """What a partner owes, by its key, where several owe something."""

    key: Word = ""


class Waive(Body):
    """Why nobody need wait for what is owed under this key."""

    key: Word
    reason: Text


class Settle(Body):
    """What a person knows of an effect in doubt."""

    key: Word
    word: Literal["happened", "not-happened", "accept"]
    reason: Text

    def form(self) -> Form:
        """The word is the verb."""
        return {"verb": self.word, "reason": self.reason}


class SettleAnswer(Body):
    """What a person knows of an answer to an interchange in doubt."""

    word: Literal["happened", "not-happened"]
    reason: Text

    def form(self) -> Form:
        """The word is the verb."""
        return {"verb": self.word, "reason": self.reason}


class Note(Body):
    """What somebody said on the phone or in a chat: hearsay until a person confirms it."""

    text: Text
    said_by: Word
    channel: Literal["phone", "chat"] = "phone"


class Correct(Body):
    """A value read from words is put right; `none` means that nothing is stated."""

    field: Word
    value: Text
    object: Word = ""
    lot: Annotated[int, Field(ge=0, le=999)] = 0
    reason: Text


class Reason(Body):
    """Why, where it need be said."""

    reason: Text = ""


class Assign(Reason):
    """Who is to work on it."""

    to: Word


class Snooze(Reason):
    """Until when it is out of sight."""

    until: When


class HandOff(Body):
    """Work offered to another function."""

    to: Annotated[str, Field(max_length=200, description="the function, as people.yaml calls it")]
    task: Text
    due: When = ""
    updates: Word = ""
    escalate: Text = ""


class Take(Reason):
    """What is offered is taken or given back; `key` names one of several."""

    key: Word = ""


class Vouch(Body):
    """Who said that a mail is theirs, and how it was asked."""

    said_by: Word
    how: Text


class Open(Body):
    """A case without a mail, about something on record."""

    workflow: Word
    about: Word
    reason: Text


class Move(Body):
    """A mail goes to the case it belongs to; `mail` is its hash, where the case has several."""

    to: Word
    mail: Word = ""
    reason: Text


class Merge(Body):
    """The case in which this one goes on."""

    into: Word
    reason: Text


class Contest(Body):
    """What another case holds: `of` the case, where several bind; `take` how much of it."""

    reason: Text
    of: Word = ""
    take: Word = ""


class Split(Body):
    """What goes on in a case of its own, as the case names it."""

    objects: Annotated[list[Word], Field(min_length=1, max_length=100)]
    reason: Text

    def form(self) -> Form:
        """Objects in one field."""
        return {"objects": " ".join(self.objects), "reason": self.reason}


class Override(Body):
    """What somebody did beside the decision: `by` a person's or contact's id or a name (the caller,
    where none is given), `about` the things it touches (all, where none is named)."""

    text: Text
    by: Word = ""
    when: When = ""
    about: Annotated[list[Word], Field(max_length=100)] = []
    reason: Text

    def form(self) -> Form:
        """Objects in one field."""
        told = self.model_dump(exclude={"about"})
        return {**told, "about": " ".join(self.about)}


class Absent(Reason):
    """The caller is away, both days included; `stand_in` is the delegate where none is named."""

    first: Day
    last: Day
    stand_in: Word = ""


class Stop(Body):
    """all, workflow:NAME, partner:ID or kind:KIND."""

    scope: Word = "all"
    reason: Text


class SetMode(Body):
    """How far a workflow may go. `act` takes a signed waiver: set it with `seamline mode`."""

    workflow: Word
    mode: Literal["observe", "advise", "clear"]
    partner: Word = ""
