"""A waiver: a named person's signed consent that a workflow acts without a measured baseline."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from domain.canonical import digest
from domain.errors import BadInput, NotAllowed
from domain.values import Value

if TYPE_CHECKING:
    from seamline.wiring import Office


class Waiver(Value):
    """`digest` covers everything else: a changed waiver is no longer signed."""

    workflow: str
    reason: str
    by: str
    on: date
    until: date
    digest: str

    def content(self) -> str:
        """Digest of what was signed."""
        return digest(self.model_dump(exclude={"digest"}))


def read_waiver(given: Path | str, office: Office, workflow: str) -> dict[str, Any]:
    """The waiver, a file or its text, as plain JSON, when it is whole, in force, for this
    workflow, by its owner."""
    name = given.name if isinstance(given, Path) else "the waiver"
    try:
        text = given.read_text(encoding="utf-8") if isinstance(given, Path) else given
        waiver = Waiver.model_validate(yaml.safe_load(text))
    except (OSError, yaml.YAMLError) as error:
        raise BadInput(f"cannot be read: {error}", file=name) from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadInput(f"{where}: {first['msg']}", file=name) from None
    today = office.clock.now().date()
    if waiver.digest != waiver.content():
        raise NotAllowed(f"{name} was changed after {waiver.by} signed it")
    if waiver.workflow != workflow:
        raise NotAllowed(f"{name} is for {waiver.workflow}, not for {workflow}")
    if not waiver.on <= today <= waiver.until:
        raise NotAllowed(f"{name} holds from {waiver.on} to {waiver.until} only")
    signer = office.people.actor(waiver.by)
    rules = office.policy.workflows.get(workflow)
    if rules is None or signer.role != rules.flow_owner:
        owner = rules.flow_owner if rules else "nobody"
        raise NotAllowed(f"{name}: {signer.name} is not the flow's owner ({owner})")
    return waiver.model_dump(mode="json")
