"""The traps of the demo's mails on the terminal, and the trace of the case that is a fraud."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten

from rich.console import Console

from seamline.cli.office import in_short, safe, table
from seamline.conversation import Turn, conversation
from seamline.demo_traps import Met
from seamline.trap_table import by_flow, flow_name, in_sum, telling
from seamline.wiring import Office


def print_traps(screen: Console, found: Sequence[Met]) -> None:
    """A table a workflow, a row a mail: how many traps went how, and the most telling of them."""
    for code, mails in by_flow(found).items():
        mine = [one for each in mails.values() for one in each]
        title = f"{code} {flow_name(code)}: {in_sum(mine)}"
        made = table(title, "mail", "handled", "asked", "fell", "for example")
        for mail, each in mails.items():
            went = Counter(one.went for one in each)
            counts = (str(went[name]) for name in ("handled", "asked", "fallen into"))
            best = telling(each)
            example = shorten(f"{best.trap.trap} → {best.said}", 140, placeholder=" …")
            made.add_row(mail, *counts, safe(example))
        screen.print(made)
    screen.print(safe(f"in all, {in_sum(found)}"), style="bold")


def print_trace(screen: Console, office: Office, case: str) -> None:
    """What the ledger holds of a mail that wants another account, turn by turn."""
    talk = conversation(office, case)
    made = table(
        f"the trace of {case}, by the numbers of its facts", "fact", "time", "what happened"
    )
    for turn in _flat(talk.turns):
        for said in _told(turn):
            made.add_row(str(turn.number), f"{turn.at:%d %b %H:%M}", safe(said))
    screen.print(made)
    row = office.reads.row("partners", talk.state.partner)
    account = row.text("account_on_file") if row is not None else "not on file"
    outward = [one for one in talk.state.effects if one.kind != "NotifyFunction"]
    ran = ", ".join(one.said for one in outward) or "nothing"
    screen.print(safe(f"Paid, written outside or changed: {ran}. Account on file: {account}."))


def _flat(turns: Iterable[Turn]) -> Iterator[Turn]:
    """Turns in order, also those that later ones overtook."""
    for turn in turns:
        if turn.kind == "past":
            yield from turn.body["turns"]
        else:
            yield turn


def _told(turn: Turn) -> Iterator[str]:
    """A turn in a line or some; what is no step of the case gives none."""
    if turn.kind == "mail":
        yield f'mail "{turn.said}" from {turn.who}: {turn.body["verdict"]}'
        yield from (f"  {one}" for one in turn.body["reasons"])
    elif turn.kind == "findings" and turn.past:
        for function in turn.body["functions"]:
            name = function["function"]
            yield from (f"{name} finds: {one['text']}" for one in function["findings"])
    elif turn.kind == "proposal":
        yield f"proposed: {in_short(turn.said)}"
    elif turn.side == "person":
        why = turn.body.get("reason", "")
        yield f"{turn.who}: {turn.said}" + (f" ({why})" if why else "")
    elif turn.kind == "effects":
        yield from (f"{one['state']}: {in_short(one['said'])}" for one in turn.body["effects"])
    elif turn.kind == "closed":
        yield in_short(turn.said)
