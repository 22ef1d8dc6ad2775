"""The card of each deed that a typed command opens: what it says, and what is to be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.errors import NotAllowed
from domain.values import Value


class Field(Value):
    """One thing to fill in; `choices` where only these will do, `told` what each of them is."""

    name: str
    label: str
    hint: str = ""
    needed: bool = True
    choices: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    def ways(self) -> list[tuple[str, str]]:
        """Each choice with what it is."""
        return list(zip(self.choices, self.told or self.choices, strict=True))


class DeedForm(Value):
    """A deed's card. `takes` is what follows the command, told in `/help`; words before a colon
    fill the first field, those after it the second; without one, the first that must be filled.
    `part` names what of a case it is about (`PARTS`), `fixed` what its form says besides."""

    deed: str
    takes: str
    does: str
    button: str
    fields: tuple[Field, ...] = ()
    whole: bool = False
    part: str = ""
    fixed: dict[str, str] = {}

    def filled(self, rest: str) -> dict[str, str]:
        """What the words after a command fill in."""
        names = [one.name for one in self.fields]
        if not names or not rest:
            return {}
        # a name may hold a colon of its own: `partner:V1001: why`
        first, colon, second = rest.partition(": " if ": " in rest else ":")
        if colon and ":" in self.takes:
            return {names[0]: first.strip(), names[1]: second.strip()}
        needed = [one.name for one in self.fields if one.needed]
        return {(needed or names)[0]: rest}


_REASON = Field(name="reason", label="Why")
_WHY = Field(name="reason", label="Why", needed=False)
_SAID = Field(name="reason", label="What you make of it", needed=False)
_SCOPE = (
    Field(
        name="scope",
        label="What",
        hint="all, workflow:NAME, partner:ID, kind:KIND",
        needed=False,
    ),
    _REASON,
)

#: What of a case a deed may be about, and what is said where there is none.
PARTS = {
    "offered": "nothing of this case is offered to a function",
    "handed": "nothing of this case was handed to a function",
    "owed": "this case waits for nothing",
    "quiet": "this case waits for no partner's answer; a letter that stands on its card goes out "
    "with the yes to it",
    "doubt": "no effect of this case is in doubt",
}


def of_part(form: DeedForm, case: Mapping[str, Any]) -> DeedForm:
    """The form with the parts of a case (as `views.case` tells it) to choose from; NotAllowed where
    there is none."""
    found = _parts(form.part, case)
    if not found:
        raise NotAllowed(PARTS[form.part])
    keys, told = tuple(zip(*found, strict=True))
    chosen = Field(name="key", label="Which", needed=False, choices=keys, told=told)
    return form.model_copy(update={"fields": (*form.fields, chosen)})


def _parts(part: str, case: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Key and words of each."""
    if part == "offered":
        offered = [one for one in case["handoffs"] if one["state"] == "offered"]
        return [(one["key"], f"{one['to']}: {one['task']}") for one in offered]
    if part == "doubt":
        return [
            (one["key"], one["said"].splitlines()[0]) for one in case["effects"] if one["in_doubt"]
        ]
    if part == "quiet":
        quiet = [one for one in case["owed"] if one["may_remind"]]
        return [(one["key"], one["said"]) for one in quiet]
    handed = part == "handed"
    owed = [one for one in case["owed"] if not handed or one["kind"] == "acknowledgement"]
    return [(one["key"], one["said"]) for one in owed]


FORMS: dict[str, DeedForm] = {
    "/note": DeedForm(
        deed="note",
        takes="WHO: WORDS",
        does="note what was said: hearsay, and never an approval, a destination or a date before "
        "somebody confirms it",
        button="Note it",
        fields=(
            Field(name="said_by", label="Who said it"),
            Field(name="text", label="What was said"),
            Field(name="channel", label="How", choices=("phone", "chat")),
        ),
    ),
    "/correct": DeedForm(
        deed="correct",
        takes="FIELD: VALUE",
        does="put a read value right; what rested on it is void",
        button="Put it right",
        fields=(
            Field(name="field", label="What was read", hint="promised_date"),
            Field(name="value", label="What is right"),
            Field(name="object", label="Of", hint="10, or a whole order line", needed=False),
            Field(name="lot", label="Lot, counted from 1", needed=False),
            _REASON,
        ),
    ),
    "/claim": DeedForm(deed="claim", takes="", does="take the case", button="It is mine"),
    "/assign": DeedForm(
        deed="assign",
        takes="PERSON: WHY",
        does="give the case to somebody",
        button="Give it",
        fields=(Field(name="to", label="To", hint="an id or mail of people.yaml"), _WHY),
    ),
    "/release": DeedForm(
        deed="release",
        takes="WHY",
        does="give the case back",
        button="Give it back",
        fields=(_WHY,),
    ),
    "/snooze": DeedForm(
        deed="snooze",
        takes="UNTIL",
        does="put the case out of sight until then, or until something happens",
        button="Snooze",
        fields=(Field(name="until", label="Until", hint="4h, Monday, 2026-03-12"), _WHY),
    ),
    "/handoff": DeedForm(
        deed="hand-off",
        takes="FUNCTION: TASK",
        does="offer the work to another function",
        button="Offer it",
        fields=(
            Field(name="to", label="To", hint="logistics"),
            Field(name="task", label="What they are to do"),
            Field(name="due", label="Until", hint="4h, Monday, 2026-03-12", needed=False),
        ),
    ),
    "/wake": DeedForm(
        deed="wake", takes="", does="bring the case back before its time", button="Wake it"
    ),
    "/accept": DeedForm(
        deed="accept",
        takes="[NOTE]",
        does="take on what is offered to your function",
        button="Take it on",
        fields=(_SAID,),
        part="offered",
    ),
    "/refuse": DeedForm(
        deed="refuse",
        takes="WHY",
        does="give back what is offered to your function",
        button="Give it back",
        fields=(_REASON,),
        part="offered",
    ),
    "/acknowledge": DeedForm(
        deed="owed",
        takes="[NOTE]",
        does="take what was handed to your function",
        button="Acknowledge",
        fields=(_SAID,),
        part="handed",
        fixed={"verb": "acknowledge"},
    ),
    "/waive": DeedForm(
        deed="owed",
        takes="WHY",
        does="say why nobody need wait for it",
        button="Waive it",
        fields=(_REASON,),
        part="owed",
        fixed={"verb": "waive"},
    ),
    "/remind": DeedForm(
        deed="remind",
        takes="",
        does="ask a partner again now for what it owes: one reminder a day, as policy lets it go",
        button="Send the reminder",
        part="quiet",
    ),
    "/settle": DeedForm(
        deed="settle",
        takes="WORD: HOW YOU KNOW",
        does="settle an effect in doubt",
        button="Settle it",
        fields=(
            Field(
                name="verb", label="What you know", choices=("happened", "not-happened", "accept")
            ),
            Field(name="reason", label="How you know"),
        ),
        part="doubt",
    ),
    "/contest": DeedForm(
        deed="contest",
        takes="WHY",
        does="contest what another case holds: both owners decide",
        button="Contest it",
        fields=(
            _REASON,
            Field(name="of", label="Whose hold", hint="the largest", needed=False),
            Field(name="take", label="How much of it", hint="all of use", needed=False),
        ),
    ),
    "/confirm-sender": DeedForm(
        deed="confirm-sender",
        takes="WHO: HOW",
        does="vouch for the sender of this case's mail that proves nothing",
        button="I vouch for it",
        fields=(
            Field(name="said_by", label="Who said it"),
            Field(name="how", label="How you know", hint="called the number on file"),
        ),
    ),
    "/move": DeedForm(
        deed="move",
        takes="CASE: WHY",
        does="move a mail of this case to the case it belongs to",
        button="Move it",
        fields=(
            Field(name="to", label="To", hint="a case"),
            _REASON,
            Field(name="key", label="Which mail", hint="where it has several", needed=False),
        ),
    ),
    "/merge": DeedForm(
        deed="merge",
        takes="CASE: WHY",
        does="merge this case into another, where it goes on",
        button="Merge it",
        fields=(Field(name="into", label="Into", hint="a case"), _REASON),
    ),
    "/split": DeedForm(
        deed="split",
        takes="LINES: WHY",
        does="let some lines of this case go on in a case of their own",
        button="Split it",
        fields=(Field(name="objects", label="Lines", hint="20, 30"), _REASON),
    ),
    "/override": DeedForm(
        deed="override",
        takes="WHAT: WHY",
        does="say that somebody acted outside the decision",
        button="Put it on record",
        fields=(
            Field(name="text", label="What was done"),
            _REASON,
            Field(name="by", label="By whom", hint="you, if nobody is named", needed=False),
            Field(name="when", label="When", hint="2026-03-12T14:00", needed=False),
            Field(name="about", label="About", hint="orders, lines, shipments", needed=False),
        ),
    ),
    "/stop": DeedForm(
        deed="stop",
        takes="[SCOPE]: WHY",
        does="hold everything of a scope before the next effect",
        button="Stop",
        fields=_SCOPE,
        whole=True,
    ),
    "/resume": DeedForm(
        deed="resume",
        takes="[SCOPE]: WHY",
        does="ask to go on after a stop; a second person's word resumes",
        button="Resume",
        fields=_SCOPE,
        whole=True,
    ),
    "/open": DeedForm(
        deed="open",
        takes="WORKFLOW: WHAT",
        does="open a case without a mail",
        button="Open it",
        fields=(
            Field(name="workflow", label="Workflow", hint="W1"),
            Field(name="about", label="About", hint="an order, shipment, bill …"),
            _REASON,
        ),
        whole=True,
    ),
    "/absent": DeedForm(
        deed="absent",
        takes="FROM: TO",
        does="say that you are away; what waits for you is asked of who stands in",
        button="I am away",
        fields=(
            Field(name="first", label="First day", hint="Monday, 2026-03-16"),
            Field(name="last", label="Last day", hint="Friday, 2026-03-20"),
            Field(name="stand_in", label="Stands in", hint="your delegate", needed=False),
            _WHY,
        ),
        whole=True,
    ),
    "/back": DeedForm(
        deed="back", takes="", does="say that you are back early", button="I am back", whole=True
    ),
}
