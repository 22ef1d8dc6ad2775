"""The public mails in other people's words: same matter, same numbers, every sentence rewritten."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.agents.reader.test_public_mails import MAILS, handed_in, reading_of, scorer

pytestmark = pytest.mark.skipif(
    not MAILS.is_dir(), reason="the public sample mails (../shared/cases) are not here"
)
WORDINGS: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("reworded.yaml").read_text(encoding="utf-8")
)
#: A week to answer in is told as the week, not as its last working day.
KNOWN = {"P2-b"}
#: Where what a letter quotes begins.
QUOTED = (">", "On Mon", "From: Harlow")


def reworded(name: str, body: str) -> bytes:
    """The mail with another body above what it quotes; hidden words of its HTML stay."""
    mail = message_from_bytes((MAILS / f"{name}.eml").read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    for part in mail.walk():
        if part.is_multipart() or part.get_filename():
            continue
        text = part.get_content()
        if part.get_content_subtype() == "html":
            shown = "".join(f"<p>{one}</p>\n" for one in body.strip().splitlines())
            part.set_content(shown + text[text.index("<span") :], subtype="html")
        else:
            lines = text.splitlines()
            first = next((at for at, one in enumerate(lines) if one.startswith(QUOTED)), len(lines))
            part.set_content("\n".join([body, *lines[first:]]), charset="utf-8")
    return mail.as_bytes()


def scored(which: int, folder: Path) -> dict[str, Any]:
    truth = [json.loads(one) for one in (MAILS / "truth.jsonl").read_text("utf-8").splitlines()]
    mine = [one for one in truth if one["id"] in WORDINGS]
    handed = []
    for one in mine:
        path = folder / f"{one['id']}.eml"
        path.write_bytes(reworded(one["id"], WORDINGS[one["id"]][which]))
        handed.append(handed_in(one["id"], reading_of(path)))
    result: dict[str, Any] = scorer().score(mine, handed, folder)
    return result


@pytest.mark.parametrize("which", [0, 1])
def test_other_words_for_the_same_state_nothing_false(which: int, tmp_path: Path) -> None:
    result = scored(which, tmp_path)
    mails = result["mails"]
    wrong = {name: one["notes"] for name, one in mails.items() if one.get("wrong")}
    right, missed = (
        sum(one.get(what, 0) for one in mails.values()) for what in ("right", "missed")
    )
    assert wrong.keys() <= KNOWN
    assert result["traps_fallen"] == []
    assert right / (right + missed) >= 0.88
