"""Wiring: builds everything of a workspace; the only place where hands that write are made."""

from __future__ import annotations

import gc
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from domain.actions import KINDS, MAILED, PROTOCOL
from domain.case import CaseState
from domain.errors import Refused, SeamlineError, Unreadable
from domain.message import Message, SenderVerdict
from domain.people import People, load_people
from domain.policy import Policy, load_policy
from domain.ports import Clock, Hands, Model
from domain.reading import Reading
from domain.record import Row
from domain.taught import Habits, habits
from domain.threads import Thread, thread_in
from domain.told_days import ToldBefore, told_in
from domain.words import lexicon_and
from graph.deps import Deps
from graph.desk import Desk
from graph.workflows.registry import ruled, spoken_for
from memory.blobs import Blobs
from memory.chroma_index import ChromaIndex
from memory.clock import WorkspaceClock
from memory.embedders import ConceptEmbedder
from memory.exact_index import ExactIndex
from memory.fallback_index import FallbackIndex
from memory.folded import Cases
from memory.ledger import Ledger
from memory.model_calls import CallRecorder
from memory.taught import taught
from seamline import processes
from seamline.accounts import IMAP, SMTP, account
from seamline.arrivals import dated_by_arrival
from seamline.event_sources import event_verdicts, written_by_contacts
from seamline.execution_memory import ExecutionMemory
from seamline.laid_files import laid_verdicts
from seamline.rules_versions import note_people, note_policy
from seamline.seen import Seen
from seamline.sender_proof import proven_by, signature_check
from seamline.settings import Settings
from seamline.workspace import Workspace, rules_text
from tools.chat_webhook import ChatWebhook
from tools.erp.embedded.database import Database
from tools.erp.embedded.database import open as open_record
from tools.erp.embedded.kept import Keeper, KeptReads
from tools.erp.embedded.reads import EmbeddedReads
from tools.erp.embedded.writes import EmbeddedHands
from tools.erp.exports.writes import ExportHands
from tools.imap.sent import holds
from tools.mail.isolate import identify_safely, parse_safely
from tools.mail.verdict import sender_verdict
from tools.mailer import EitherWay, MailServer, OutgoingFolder, PickupFolder, connect

#: The hands that tell our own people, by mail and in chat rooms.
MAIL_NOTICE, POST_NOTICE = "MailNotice", "PostNotice"

_WRITTEN = tuple(kind for kind in KINDS if kind not in MAILED)


def machine_clock() -> datetime:
    """The machine's time; nothing below this package asks for it."""
    return datetime.now(UTC)


@dataclass
class Office:
    """A workspace, opened: the desk and what views and reports look at."""

    workspace: Workspace
    settings: Settings
    policy: Policy
    ledger: Ledger
    blobs: Blobs
    record: Database
    reads: EmbeddedReads
    clock: WorkspaceClock
    desk: Desk
    deps: Deps
    memory: ExecutionMemory
    seen: Seen

    @property
    def people(self) -> People:
        """Everyone as of today, with who is said to be away."""
        return self.deps.people

    def close(self) -> None:
        """Closes the databases; the parser's child serves whatever else the process opens."""
        self.memory.close()
        self.ledger.close()
        self.record.close()


def open_office(
    workspace: Workspace,
    *,
    machine: Callable[[], datetime] = machine_clock,
    model: Model | None = None,
) -> Office:
    """Opens a workspace; Refused with a sentence when something of it is wrong."""
    settings = workspace.settings()
    policy_text = rules_text(workspace.policy_file)
    policy = ruled(load_policy(policy_text, workspace.policy_file.name))
    people_text = rules_text(workspace.people_file)
    people = load_people(people_text, workspace.people_file.name)
    ledger, record = Ledger(workspace.ledger), open_record(workspace.record)
    blobs, clock = Blobs(workspace.blobs), WorkspaceClock(ledger, machine)
    note_policy(ledger, blobs, policy, policy_text, clock.now())
    note_people(ledger, blobs, people, people_text, clock.now())
    reads = EmbeddedReads(record)
    keeper = Keeper(reads)
    chosen = model or _model(settings, ledger, clock)
    parse = dated_by_arrival(ledger, written_by_contacts(settings.webhook, reads, parse_safely))
    embedder = ConceptEmbedder()
    index = FallbackIndex(
        ChromaIndex(workspace.index, embedder.model_id), ExactIndex(embedder.model_id)
    )
    memory = ExecutionMemory(ledger, index, embedder, clock.now)
    known = Cases()
    before = told_in(folded := partial(_committed, ledger, known)), thread_in(folded)
    deps = Deps(
        ledger=ledger,
        blobs=blobs,
        reads=reads,
        fresh_reads=reads.fresh,
        kept_reads=keeper.now,
        policy=policy,
        staff=people,
        clock=clock,
        worker=processes.own_name,
        gone=processes.is_gone,
        parse=parse,
        parse_safely=parse,
        identify=written_by_contacts(settings.webhook, reads, identify_safely),
        verdict=laid_verdicts(
            ledger,
            reads,
            event_verdicts(
                settings.webhook, reads, verdicts(settings, reads, people, proven_by(ledger))
            ),
        ),
        signatures=signature_check(settings),
        read=lambda message: _read(message, keeper.now(), chosen, taught_by(ledger), *before),
        model=chosen,
        edi=settings.edi,
        known=known,
        hands=hands(workspace, settings, record, clock),
    )
    desk = Desk(deps, workspace.checkpoints, memory)
    _freeze_imports()
    seen = Seen(deps.known)
    return Office(
        workspace, settings, policy, ledger, blobs, record, reads, clock, desk, deps, memory, seen
    )


@cache
def _freeze_imports() -> None:
    """What is imported stays as long as the process: it is not looked through for garbage."""
    gc.freeze()


def _committed(ledger: Ledger, known: Cases) -> list[CaseState]:
    with ledger.reading() as connection:
        return known.at(connection)


def _read(
    message: Message,
    record: KeptReads,
    model: Model | None,
    taught: Callable[[str], Habits],
    told: ToldBefore,
    thread: Thread,
) -> Reading:
    """What the reader makes of a message. What no rule foresaw sets that message aside, with the
    place in the rules, instead of ending the worker that has other mail to read."""
    try:
        kinds = lexicon_and("workflow", spoken_for())
        return _reader()(message, record, model, taught, told, kinds, thread)
    except (SeamlineError, SQLAlchemyError):
        raise
    except Exception as error:  # every mail is a stranger's, and rules are many
        place = traceback.extract_tb(error.__traceback__)[-1]
        raise Unreadable(
            f"a rule of the reader failed on it: {type(error).__name__} {error} "
            f"({Path(place.filename).name}:{place.lineno}); deal with it by hand, and send this "
            "line to whoever keeps the rules"
        ) from error


@cache
def _reader() -> Callable[..., Reading]:
    """The reader, whose lexicons are compiled here: a look at a workspace has no need of them."""
    from agents.reader import read

    gc.freeze()  # what was imported since stays as well
    return read


def hands(
    workspace: Workspace, settings: Settings, record: Database, clock: Clock
) -> dict[str, Hands]:
    """The hand for each kind of action."""
    folder = OutgoingFolder(workspace.outgoing, settings.mail.sender)
    mail: Hands = _mail_server(workspace, settings, folder) if settings.smtp.host else folder
    written: Hands = (
        EmbeddedHands(record, clock)
        if settings.record.kind == "embedded"
        else ExportHands(workspace.handover, EmbeddedReads(record), clock)
    )
    answers = EitherWay(mail, PickupFolder(workspace.outgoing, workspace.folder))
    return {
        **dict.fromkeys(MAILED, mail),
        **dict.fromkeys(_WRITTEN, written),
        **dict.fromkeys(PROTOCOL, answers),
        MAIL_NOTICE: mail,
        POST_NOTICE: ChatWebhook(),
    }


def _mail_server(workspace: Workspace, settings: Settings, folder: OutgoingFolder) -> MailServer:
    """The mail server, and the mailbox that is asked about what was sent, where one is named."""
    smtp, server = settings.smtp, account(settings.smtp, SMTP, workspace.folder)
    asked = next((one for one in settings.mailbox if one.name == smtp.sent_mailbox), None)
    sent: Callable[[str], bool] | None = None
    if asked is not None:
        sent = partial(holds, account(asked, IMAP, workspace.folder), smtp.sent_folder)
    return MailServer(
        folder,
        settings.mail.sender,
        partial(connect, server),
        sent=sent,
        archive=smtp.archive_to,
    )


def greets(workspace: Workspace) -> str:
    """Logs in to the mail server that is sent through and leaves again; how it is reached."""
    server = account(workspace.settings().smtp, SMTP, workspace.folder)
    with connect(server, timeout_s=15):
        return f"{server.endpoint} takes mail"


def verdicts(
    settings: Settings,
    reads: EmbeddedReads,
    people: People,
    proven: Callable[[bytes], tuple[str, ...]] = lambda _raw: (),
) -> Callable[[bytes], SenderVerdict]:
    """The sender verdict by bytes and master data alone."""
    colleagues = [
        Row(table="people", key=one.id, version=1, values={"mail": one.mail})
        for one in people.people
    ]

    def verdict(raw: bytes) -> SenderVerdict:
        return sender_verdict(
            raw,
            authserv_id=settings.mail.authserv_id,
            contacts=reads.rows("contacts"),
            partners=reads.rows("partners"),
            people=colleagues,
            own_domains=settings.mail.own_domains,
            own_hosts=settings.mail.own_hosts,
            proven=proven(raw),
        )

    return verdict


def taught_by(ledger: Ledger) -> Callable[[str], Habits]:
    """What was taught about how a partner writes, as it is in force when it is asked."""

    def knows(partner_id: str) -> Habits:
        with ledger.reading() as connection:
            return habits(taught(connection, partner_id))

    return knows


def _model(settings: Settings, ledger: Ledger, clock: WorkspaceClock) -> Model | None:
    """The model of the settings, or None: without one no model object exists at all."""
    chosen = settings.model
    if not chosen.base_url:
        return None
    if not chosen.name:
        raise Refused("seamline.toml: [model] has a base_url but no name; say which model")
    from tools.model import OpenAIModel

    return OpenAIModel(
        base_url=chosen.base_url,
        api_key=os.environ.get(chosen.key_env, "none"),
        model=chosen.name,
        recorder=CallRecorder(ledger, clock.now),
        deadline_s=chosen.deadline_s,
        token_budget={
            "message:": chosen.tokens_per_message,
            "case:": chosen.tokens_per_case,
            "question:": chosen.tokens_per_question,
        },
    )


__all__ = ["Message", "Office", "hands", "machine_clock", "open_office", "verdicts"]
