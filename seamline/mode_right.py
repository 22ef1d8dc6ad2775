"""Who may set a workflow's mode: its flow's owner, or whoever has the level policy asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.approval import may_set_modes
from domain.errors import NotAllowed
from domain.policy import WorkflowPolicy

if TYPE_CHECKING:
    from domain.people import Person
    from seamline.wiring import Office


def require_right(office: Office, workflow: str, person: Person) -> None:
    """NotAllowed, with who may, for anybody else."""
    rules = office.policy.workflows.get(workflow, WorkflowPolicy())
    day = office.clock.now().date()
    people = office.people
    if may_set_modes(person, rules, people, day):
        return
    able = [one for one in people.people if may_set_modes(one, rules, people, day)]
    ask = ", ".join(f"{one.name} ({one.id})" for one in able[:3]) or "nobody in people.yaml"
    owner = f"the flow's owner ({rules.flow_owner or 'nobody is named'})"
    raise NotAllowed(
        f"{person.name} ({person.role}) may not set modes of {workflow}: it takes {owner} "
        f"or the level {rules.mode_level} and above; ask {ask}"
    )
