"""Sample mails with their values in other usual forms, laid out as another mail program would."""

from __future__ import annotations

import random
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import yaml

from evals.mail_layouts import CARRIED, LAYOUTS, laid_out

#: So many of a mail's values are written in another form.
_SHARE = 0.5


@cache
def forms() -> dict[str, dict[str, list[str]]]:
    """Other forms of what stands in a mail, by mail and words."""
    path = Path(__file__).with_name("mail_forms.yaml")
    read: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def in_other_forms(raw: bytes, name: str, seed: int) -> bytes:
    """The mail `name` of the samples: the same matter, written otherwise; one way for each seed."""
    rng = random.Random(f"{name} {seed}")
    pairs = {
        old: rng.choice(others)
        for old, others in forms().get(name, {}).items()
        if rng.random() < _SHARE
    }
    layouts = rng.sample(sorted(LAYOUTS), rng.randint(1, 2))
    carried = rng.choice(CARRIED)
    written = replaced(raw, pairs)
    return laid_out(written, [LAYOUTS[one] for one in layouts], carried, rng)


def replaced(raw: bytes, pairs: dict[str, str]) -> bytes:
    """The mail with words of its subject and its fresh text replaced; what it quotes stays."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    subject = str(mail["Subject"])
    if any(old in subject for old in pairs):
        mail.replace_header("Subject", _exchanged(subject, pairs))
    for part in mail.walk():
        if part.get_content_maintype() != "text":
            continue
        name, text = part.get_filename(), part.get_content()
        fresh, mark, quoted = text.partition("\n>")
        changed = _exchanged(fresh, pairs) + mark + quoted
        if changed == text:
            continue
        if name:
            part.set_content(changed.encode(), "text", part.get_content_subtype(), filename=name)
        else:
            part.set_content(changed, subtype=part.get_content_subtype(), charset="utf-8")
    return mail.as_bytes()


def _exchanged(text: str, pairs: dict[str, str]) -> str:
    for old, new in pairs.items():
        text = text.replace(old, new)
    return text
