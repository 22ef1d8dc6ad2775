"""The tree of a mail's parts: the standard parser, held to limits while it works."""

from __future__ import annotations

import binascii
from email import message_from_bytes
from email.message import Message as StandardMessage
from email.policy import compat32
from typing import Any

from domain.errors import Unreadable
from tools.mail import limits
from tools.mail.headers import body_start, parameters
from tools.text.charset import unbase64


class Entity(StandardMessage):
    """A part as the standard parser builds it; refuses to grow beyond the limits.

    The standard class decodes headers in quadratic time and fails on bytes outside ASCII, so all
    that the parser asks of it on the way is answered here.
    """

    _payload: Any  # the standard class has it; its types do not say so

    def __init__(self, policy: Any = compat32) -> None:
        super().__init__(policy)
        self.depth = 0
        self.whole: Entity = self
        self.parts = 1
        self.header_bytes = 0

    def set_raw(self, name: str, value: str) -> None:
        """Keep a header field, cut to what is read of one."""
        self.header_bytes += min(len(value), limits.HEADER)
        if self.header_bytes > limits.HEADERS:
            raise Unreadable(f"the headers of a part are over {limits.HEADERS // 1024} KiB")
        super().set_raw(name, value[: limits.HEADER])

    def attach(self, payload: Any) -> None:
        """Take in a part below this one."""
        payload.depth, payload.whole = self.depth + 1, self.whole
        self.whole.parts += 1
        if payload.depth > limits.DEPTH:
            raise Unreadable(f"the mail's parts nest deeper than {limits.DEPTH}")
        if self.whole.parts > limits.PARTS:
            raise Unreadable(f"the mail has more than {limits.PARTS} parts")
        super().attach(payload)

    def header(self, name: str) -> str:
        """The raw value of the first such field, 8-bit bytes kept as surrogates."""
        found = (value for key, value in self.raw_items() if key.lower() == name)
        value = str(next(found, ""))
        return value.replace("\r", "").replace("\n", "")

    def get_content_type(self) -> str:
        """The MIME type in lower case; text/plain when it is missing or malformed."""
        kind = parameters(self.header("content-type"))[0]
        good = kind.count("/") == 1 and kind.isascii() and kind.isprintable() and " " not in kind
        return kind if good else self.get_default_type()

    def get_content_maintype(self) -> str:
        """The part of the MIME type before the slash."""
        return self.get_content_type().partition("/")[0]

    def get_boundary(self, failobj: Any = None) -> Any:
        """What separates the parts below this one."""
        return self.parameter("boundary").rstrip() or failobj

    def parameter(self, name: str, header: str = "content-type") -> str:
        """A decoded parameter of a header field, empty when there is none."""
        return parameters(self.header(header))[1].get(name, "")

    def below(self) -> list[Entity]:
        """The parts directly below."""
        held: Any = self._payload
        return [one for one in held if isinstance(one, Entity)] if isinstance(held, list) else []

    def data(self) -> bytes:
        """The content with its transfer encoding undone."""
        payload: Any = self._payload  # get_payload() would decode 8-bit text, with losses
        if not isinstance(payload, str):
            return b""
        content = payload.encode("utf-8", "surrogateescape")
        encoding = self.header("content-transfer-encoding").strip().lower()
        if encoding == "base64":
            return unbase64(content)
        return binascii.a2b_qp(content) if encoding == "quoted-printable" else content


def read_tree(raw: bytes) -> Entity:
    """The mail's parts; Unreadable when they break a limit or the parser cannot follow them."""
    if len(raw) > limits.MESSAGE:
        raise Unreadable(f"the mail is over {limits.MESSAGE // 2**20} MiB")
    try:
        root = message_from_bytes(body_start(raw), _class=Entity, policy=compat32)
    except RecursionError as fault:
        raise Unreadable("the mail's parts nest too deep") from fault
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError) as fault:
        raise Unreadable(f"the mail's structure cannot be read ({type(fault).__name__})") from fault
    assert isinstance(root, Entity)
    return root
