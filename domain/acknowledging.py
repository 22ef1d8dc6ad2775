"""Who gets its interchanges answered: a setting of ours, and when it does not apply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Self

from pydantic import Field, model_validator

from domain.message import SenderVerdict
from domain.record import Row
from domain.values import Value


class EdiPartner(Value):
    """A partner whose interchanges are answered by a 997 or CONTRL, and where that goes."""

    partner: str = Field(min_length=1, description="the partner whose interchanges are answered")
    contact: str = Field(default="", description="the contact of it that gets the answers by mail")
    folder: str = Field(
        default="", description="or the folder that its connection takes the answers from"
    )
    ids: tuple[str, ...] = Field(
        default=(), description="names it goes by in ISA06 or UNB; none = any"
    )
    within_days: int = Field(
        default=7, ge=1, description="days after which a mail is too old to be answered"
    )

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if bool(self.contact) == bool(self.folder):
            raise ValueError("say where its answers go: a contact or a folder, one of them")
        return self


def setting_of(settings: Sequence[EdiPartner], partner: str) -> EdiPartner | None:
    """The setting of a partner, None where nobody asked for answers to it."""
    return next((one for one in settings if one.partner == partner), None)


def no_longer_set(settings: Sequence[EdiPartner], authority: Mapping[str, Any]) -> str:
    """Why an answer that was decided under a setting may not leave any more; empty when it may."""
    partner = str(authority["partner"])
    now = setting_of(settings, partner)
    same = now is not None and now.model_dump(mode="json") == authority["setting"]
    return "" if same else f"the setting [[edi]] of {partner} is another than when it was decided"


def why_not(
    setting: EdiPartner,
    verdict: SenderVerdict,
    partner: Row | None,
    contact: Row | None,
    age: timedelta,
) -> str:
    """Why interchanges of this mail get no answer, in words; empty when they do.

    Only what surely came from the partner is answered, so that nobody else can make us write to
    it; `contact` is the row of the contact that the setting names.
    """
    if inactive := _inactive(setting, partner):
        return inactive
    if verdict.verdict != "authenticated":
        return f"its sender is {verdict.verdict.replace('_', ' ')}: nothing proves who sent it"
    if age > timedelta(days=setting.within_days):
        return f"it was sent more than {setting.within_days} days before it was read"
    return _unreachable(setting, contact)


def no_longer_on_record(setting: EdiPartner, partner: Row | None, contact: Row | None) -> str:
    """Why the partner that a setting names gets no answer by the record as it is now; empty when
    it does."""
    return _inactive(setting, partner) or _unreachable(setting, contact)


def _inactive(setting: EdiPartner, partner: Row | None) -> str:
    if partner is None or partner.text("status").strip().lower() != "active":
        return f"{setting.partner} is no active partner on record"
    return ""


def _unreachable(setting: EdiPartner, contact: Row | None) -> str:
    if not setting.contact:
        return ""
    if contact is None or contact.text("partner_id") != setting.partner:
        return f"contact {setting.contact} is none of {setting.partner} on record"
    if not contact.text("mail") or contact.text("do_not_reply") == "yes":
        return f"contact {setting.contact} does not read mail"
    return ""
