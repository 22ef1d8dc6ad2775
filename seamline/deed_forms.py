"""The card of each deed that a typed command opens: what it says, and what is to be filled in."""

from __future__ import annotations

from domain.values import Value


class Field(Value):
    """One thing to fill in; `choices` where only these will do."""

    name: str
    label: str
    hint: str = ""
    needed: bool = True
    choices: tuple[str, ...] = ()


class DeedForm(Value):
    """A deed's card. `takes` is what follows the command, told in `/help`; words before a colon
    fill the first field, those after it the second, all of them the only one."""

    deed: str
    takes: str
    does: str
    button: str
    fields: tuple[Field, ...] = ()
    whole: bool = False

    def filled(self, rest: str) -> dict[str, str]:
        """What the words after a command fill in."""
        names = [one.name for one in self.fields]
        if not names or not rest:
            return {}
        first, colon, second = rest.partition(":")
        if colon and len(names) > 1:
            return {names[0]: first.strip(), names[1]: second.strip()}
        return {names[0]: rest}


_REASON = Field(name="reason", label="Why")
_WHY = Field(name="reason", label="Why", needed=False)

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
        fields=(Field(name="until", label="Until", hint="4h, 2d, 2026-03-12"), _WHY),
    ),
    "/handoff": DeedForm(
        deed="hand-off",
        takes="FUNCTION: TASK",
        does="offer the work to another function",
        button="Offer it",
        fields=(
            Field(name="to", label="To", hint="logistics"),
            Field(name="task", label="What they are to do"),
            Field(name="due", label="Until", hint="4h, 2d, 2026-03-12", needed=False),
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
            Field(name="first", label="First day", hint="2026-03-16"),
            Field(name="last", label="Last day", hint="2026-03-20"),
            Field(name="stand_in", label="Stands in", hint="your delegate", needed=False),
            _WHY,
        ),
        whole=True,
    ),
    "/back": DeedForm(
        deed="back", takes="", does="say that you are back early", button="I am back", whole=True
    ),
}
