"""Tools for assistants (MCP) over stdio: they read, and decide only as a person's token may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from domain.errors import SeamlineError
from seamline import __version__, tool_views
from seamline.entrance import Entrance
from seamline.programs import Program, program_of
from seamline.wiring import Office

_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_DECIDES = ToolAnnotations(
    read_only_hint=False, destructive_hint=True, idempotent_hint=False, open_world_hint=False
)
_CASE = Field(description="a case, such as W1-4500018822")
_Case = Annotated[str, _CASE]
_Reference = Annotated[
    str, Field(description="an order, invoice, booking, container, delivery note … or TABLE:KEY")
]
_Question = Annotated[str, Field(description="in plain words", min_length=1, max_length=2_000)]
_About = Annotated[str, Field(description="a case or reference; empty = everything")]
_Verb = Literal["approve", "edit", "reject", "respond"]
_Hash = Annotated[str, Field(description="hash that `show` gave", pattern="^[0-9a-f]{64}$")]
_Reason = Annotated[str, Field(description="the person's reason", max_length=4_000)]
_Slots = Annotated[
    dict[str, str], Field(description="answers by slot; an edit's other option under `option`")
]


def tool_server(office: Office, text: str) -> MCPServer:
    """The server for whoever holds this token; NoIdentity when it lets nobody in."""
    entrance = Entrance(office)
    calling = program_of(office, entrance, text)

    def caller() -> Program:
        """The same at each call: a token may have ended since."""
        return program_of(office, entrance, text)

    whose = f"Seamline as {calling.person.name} ({calling.person.role}). {tool_views.READ_ME}"
    server: MCPServer = MCPServer(
        "seamline", version=__version__, instructions=whose, log_level="ERROR"
    )
    for read in _reading(office, caller):
        server.add_tool(read, annotations=_READS, structured_output=False)
    if not (calling.token.read_only or calling.person.only_sees):
        server.add_tool(_deciding(caller), annotations=_DECIDES, structured_output=False)
    return server


def _reading(office: Office, caller: Callable[[], Program]) -> Iterator[Callable[..., Any]]:
    def inbox() -> dict[str, Any]:
        """What waits for whom until when, what is under way, and what is stopped."""
        with _said(caller):
            return tool_views.inbox(office)

    def show(case: _Case) -> dict[str, Any]:
        """One case: what partners wrote, priced options, what would be done, the hash of it."""
        with _said(caller):
            return tool_views.case(office, case)

    def ask(question: _Question, about: _About = "") -> dict[str, Any]:
        """An answer from recorded facts alone, each line with what it rests on."""
        with _said(caller):
            return tool_views.answer(office, about, question)

    def thread(reference: _Reference) -> dict[str, Any]:
        """All that hangs together from award to payment: rows by stage, cases, mails."""
        with _said(caller):
            return tool_views.hangs_together(office, reference)

    yield from (inbox, show, ask, thread)


def _deciding(caller: Callable[[], Program]) -> Callable[..., Any]:
    def decide(
        case: _Case, verb: _Verb, hash: _Hash, reason: _Reason = "", slots: _Slots | None = None
    ) -> str:
        """Decide on the proposal with this hash, only when the person has said so. Policy and the
        gate look at it as at everything; a proposal that has changed since is not decided."""
        told = {f"slot.{name}": value for name, value in (slots or {}).items()}
        with _said(caller) as program:
            return program.act(
                case, "decide", {"verb": verb, "seen": hash, "reason": reason, **told}
            )

    return decide


@contextmanager
def _said(caller: Callable[[], Program]) -> Iterator[Program]:
    """Refusals in their own words; any other fault is the program's, and says nothing."""
    try:
        yield caller()
    except SeamlineError as fault:
        raise ToolError(str(fault)) from None
