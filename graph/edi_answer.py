"""What the answer to an interchange becomes at the hand, and what a read-back must give."""

from __future__ import annotations

import hashlib
from typing import Any

from domain.actions import AcknowledgeInterchange
from domain.letters import words_digest

_TYPES = {"997": "EDI-X12", "CONTRL": "EDIFACT"}


def answer_parameters(action: AcknowledgeInterchange, to: list[str], date: str) -> dict[str, Any]:
    """The parameters a hand gets; `to` is empty where the answer goes into a folder."""
    said = action.params()
    text = said["text"]
    return {
        "folder": said["folder"],
        "to": to,
        "date": date,
        "in_reply_to": said["in_reply_to"],
        "subject": f"{said['standard']} {said['number']}",
        "text": f"{said['standard']} for interchange {said['interchange']}: {said['state']}.\n",
        "attached": {
            "name": f"{said['standard']}-{said['number']}.edi",
            "type": _TYPES[said["standard"]],
            "text": text,
        },
    }


def answer_expected(params: dict[str, Any]) -> dict[str, str]:
    """Slot values that a read-back must return: the interchange, sign for sign."""
    attached = hashlib.sha256(params["attached"]["text"].encode()).hexdigest()
    if params["folder"]:
        return {"name": params["attached"]["name"], "attached": attached}
    return {
        "to": ", ".join(params["to"]),
        "subject": params["subject"],
        "text": words_digest(params["text"]),
        "attached": attached,
    }
