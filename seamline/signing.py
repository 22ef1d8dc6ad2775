"""Signing: a standing authority or a waiver gets its owner's name, the day and the digest of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml

from domain.errors import BadInput, NotAllowed, Unknown
from domain.policy import Policy, Standing, load_policy
from seamline.waiver import Waiver


def sign_standing(policy_text: str, id: str, by: str, on: date) -> str:
    """The policy's text with the signature of standing authority `id` filled in, all else kept.

    Comments and order stay. Only the owner signs: Refused for anybody else, or for an unknown id.
    """
    standing = _standing(load_policy(policy_text), id)
    if by != standing.owner:
        raise NotAllowed(f"{id} is signed by its owner {standing.owner}, not by {by}")
    # A bare `on` is a yes in YAML.
    signature = f'{{by: {by}, "on": {on}, digest: "{standing.signed_content()}"}}'
    signed = _set_in(policy_text, id, signature)
    defect = _standing(load_policy(signed), id).defect(max(on, standing.valid_from))
    if defect:
        raise NotAllowed(defect)
    return signed


def sign_waiver(workflow: str, reason: str, by: str, on: date, until: date) -> str:
    """The text of a signed waiver file."""
    unsigned = Waiver(workflow=workflow, reason=reason, by=by, on=on, until=until, digest="")
    signed = unsigned.model_copy(update={"digest": unsigned.content()})
    return yaml.safe_dump(signed.model_dump(), sort_keys=False, allow_unicode=True, width=96)


def _standing(policy: Policy, id: str) -> Standing:
    found = next((one for one in policy.standing if one.id == id), None)
    if found is None:
        known = ", ".join(one.id for one in policy.standing) or "none"
        raise Unknown(f"the policy has no standing authority {id!r}; it has {known}")
    return found


def _set_in(text: str, id: str, signature: str) -> str:
    """Puts the signature where the entry has one, else on a line of its own below its id."""
    entry = _entry(text, id)
    for key, value in entry.value:
        if key.value == "signature":
            return text[: key.end_mark.index] + f": {signature}" + text[_end(value, text) :]
    key, value = next(pair for pair in entry.value if pair[0].value == "id")
    if entry.flow_style:
        at = value.end_mark.index
        return text[:at] + f", signature: {signature}" + text[at:]
    line_end = text.find("\n", value.end_mark.index)
    at = len(text) if line_end < 0 else line_end
    return text[:at] + f"\n{' ' * key.start_mark.column}signature: {signature}" + text[at:]


def _end(value: Any, text: str) -> int:
    """Where a value ends; a block's end mark stands behind the comments that follow it."""
    last = value
    while isinstance(last, yaml.MappingNode) and not last.flow_style and last.value:
        last = last.value[-1][1]
    end: int = last.end_mark.index
    return end - (len(text[:end]) - len(text[:end].rstrip()))


def _entry(text: str, id: str) -> Any:
    """The YAML node of the standing authority."""
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    section = next(value for key, value in root.value if key.value == "standing")
    for entry in section.value:
        if any(key.value == "id" and value.value == id for key, value in entry.value):
            return entry
    raise BadInput(f"{id!r} is not written out in the section `standing`", file="policy.yaml")
