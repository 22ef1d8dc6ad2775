"""How fast mails come in: parsed in the confined child, and read by rules, on one core each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.message import Message
from evals.bench import Row, measured
from evals.company import delay_mail
from tools.mail.isolate import close, parse_safely


def intake_rows(mails: int, read: Callable[[Message], Any]) -> list[Row]:
    """Rates per second of CPU, the child's included: it is ended, so that its time counts."""
    raws = [delay_mail(number) for number in range(mails)]
    messages: list[Message] = []

    def parsed() -> None:
        messages.extend(parse_safely(raw) for raw in raws)
        close()

    def known() -> None:
        for message in messages:
            read(message)

    close()
    parsing, reading = measured(mails, parsed), measured(mails, known)
    return [
        ("plain mail parsed in its confined child", f"{mails / parsing.cpu:.0f} mails/s a core"),
        ("plain mail read by rules", f"{mails / reading.cpu:.0f} mails/s a core"),
    ]
