"""What coordinators run: what waits, a case, a decision, a question."""

from __future__ import annotations

from typing import Annotated

import typer

from seamline.cli.arguments import As, CaseId, ChannelName, Json, Verb, Word, Workspace

group = typer.Typer()


@group.command()
def inbox(
    workspace: Workspace = None,
    parked: Annotated[
        bool, typer.Option("--parked", help="Only what was set aside: why, and how to go on.")
    ] = False,
    whose: Annotated[
        str,
        typer.Option("--for", metavar="WHO", help="Only what concerns a person or a function."),
    ] = "",
    whole: Annotated[
        bool, typer.Option("--all", help="Also all that agents did, not the newest alone.")
    ] = False,
    as_json: Json = False,
) -> None:
    """What waits for whom until when, and what the agents did by themselves."""
    from seamline.cli import role_inbox, views

    if whose:
        role_inbox.inbox_of(whose, workspace, as_json=as_json)
    else:
        views.inbox(workspace, parked=parked, whole=whole, as_json=as_json)


@group.command()
def sweep(
    workspace: Workspace = None,
    letters: Annotated[
        bool, typer.Option("--letters", help="Also the words of each letter.")
    ] = False,
    as_json: Json = False,
) -> None:
    """What should have come by now and has not, and what would be sent; nothing is."""
    from seamline.cli import silence

    silence.sweep(workspace, letters=letters, as_json=as_json)


@group.command()
def show(
    case: CaseId,
    workspace: Workspace = None,
    whole: Annotated[
        bool, typer.Option("--all", help="Also all that was before, not the newest alone.")
    ] = False,
    as_json: Json = False,
) -> None:
    """One case: what was read, options with their cost, the proposal, rulings and effects."""
    from seamline.cli import views

    views.show(case, workspace, whole=whole, as_json=as_json)


@group.command()
def search(
    query: Annotated[
        str, typer.Argument(help="An order, container, partner, case, #fact, or words of a mail.")
    ],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Cases, partners, threads, mails and facts by any reference or word, exact hits first."""
    from seamline.cli import finding

    finding.search(query, workspace, as_json=as_json)


@group.command()
def thread(
    reference: Annotated[
        str,
        typer.Argument(
            metavar="REFERENCE",
            help="An order, invoice, booking, container, delivery note, payment … or TABLE:KEY.",
        ),
    ],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """All that hangs together from award to payment, by any of its references."""
    from seamline.cli import threads

    threads.thread(reference, workspace, as_json=as_json)


@group.command()
def decide(
    case: CaseId,
    verb: Annotated[Verb, typer.Argument(help="What you decide.")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="SLOT=VALUE", help="An answer, or what an edit changes."),
    ] = None,
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Decide on the open proposal of a case."""
    from seamline.cli import acts

    acts.decide(case, verb.value, reason, set_ or [], person, workspace=workspace, as_json=as_json)


@group.command()
def acknowledge(
    case: CaseId,
    key: Annotated[
        str,
        typer.Argument(metavar="[KEY]", help="One hand-off; default: all to your function."),
    ] = "",
    note: Annotated[str, typer.Option("--note", help="What you make of it.")] = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Take what a case hands to your function."""
    from seamline.cli import handoffs

    handoffs.acknowledge(case, key, note, person, workspace=workspace, as_json=as_json)


@group.command()
def waive(
    case: CaseId,
    key: Annotated[str, typer.Argument(metavar="KEY", help="What is owed, by its key.")],
    reason: Annotated[str, typer.Option("--reason", help="Why nobody need wait for it.")] = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Say why something a case is owed need not be waited for."""
    from seamline.cli import handoffs

    handoffs.waive(case, key, reason, person, workspace=workspace, as_json=as_json)


@group.command()
def remind(
    case: CaseId,
    key: Annotated[
        str,
        typer.Argument(metavar="[KEY]", help="What is owed, by its key; needed where several owe."),
    ] = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Ask a partner again now for what it owes a case; one reminder a day."""
    from seamline.cli import handoffs

    handoffs.remind(case, key, person, workspace=workspace, as_json=as_json)


@group.command()
def settle(
    case: CaseId,
    key: Annotated[str, typer.Argument(metavar="KEY", help="The effect's key, or its beginning.")],
    word: Annotated[Word, typer.Argument(help="What you know of it.")],
    reason: Annotated[str, typer.Option("--reason", help="How you know.")] = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Settle an effect whose outcome is unknown or another than intended."""
    from seamline.cli import acts

    acts.settle(case, key, word.value, reason, person, workspace=workspace, as_json=as_json)


@group.command()
def ask(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[CASE] QUESTION",
            help="A question in plain words; before it a case, or any reference of a thread.",
        ),
    ],
    after: Annotated[
        str, typer.Option("--after", metavar="QUESTION", help="The question it goes on from.")
    ] = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Ask a case, a thread, or everything: each line of the answer cites what it rests on."""
    from seamline.cli import views

    views.ask(words, after, person, workspace, as_json=as_json)


@group.command()
def whatif(
    about: Annotated[
        str, typer.Argument(metavar="CASE|ORDER", help="A case, an order, or one line: ORDER/LINE.")
    ],
    days: Annotated[
        str, typer.Option("--days", metavar="DAYS", help="+10 later than stated, or a day.")
    ] = "",
    qty: Annotated[
        str, typer.Option("--qty", metavar="PERCENT", help="Another quantity: -20%.")
    ] = "",
    price: Annotated[
        str, typer.Option("--price", metavar="PERCENT", help="Another price: +3%.")
    ] = "",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="SLOT=VALUE", help="An answer to an open question."),
    ] = None,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Price a case or an order as it would be; nothing is written, reserved or sent."""
    from seamline.cli import whatif as looking

    said = looking.Said(days, qty, price, tuple(set_ or ()))
    looking.whatif(about, said, workspace, as_json=as_json)


@group.command()
def note(
    case: CaseId,
    text: Annotated[str, typer.Argument(help="What was said, in one line.")],
    said_by: Annotated[
        str,
        typer.Option("--said-by", metavar="WHO", help="A contact's or person's id, or a name."),
    ],
    channel: Annotated[
        ChannelName, typer.Option("--channel", help="How it was said.")
    ] = ChannelName.phone,
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Note a phone call or a chat: hearsay, which counts once a person confirms it."""
    from seamline.cli import notes

    notes.note(case, text, said_by, channel.value, person, workspace=workspace, as_json=as_json)


@group.command(context_settings={"ignore_unknown_options": True})  # `-5` is a value, if a wrong one
def correct(
    name: Annotated[
        str, typer.Argument(metavar="CASE|MESSAGE", help="A case, or a message's key (`inbox`).")
    ],
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD [OBJECT] VALUE",
            help="As `show` lists them: promised_date 10 2026-04-20; `none` = nothing is stated.",
        ),
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    lot: Annotated[int, typer.Option("--lot", help="Which of several, from 1.", min=0)] = 0,
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Put a read value right: cases that rest on it are assessed again."""
    from seamline.cli import teaching

    teaching.correct(name, words, lot, reason, person, workspace=workspace, as_json=as_json)
