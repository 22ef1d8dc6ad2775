"""Where a name leads: to the case that is called so, to cases about it, or to its thread."""

from __future__ import annotations

from domain.thread import meant_by
from seamline.wiring import Office


def cases_of(office: Office, name: str) -> tuple[str, ...]:
    """The case of this name alone; else the cases about what goes by it, those that are open first;
    none where nothing is about it."""
    case_id = office.desk.named(name)
    states = office.deps.cases()
    if any(one.id == case_id for one in states):
        return (case_id,)
    heads = {one.partition("/")[0] for one in meant_by(office.reads, name)}
    meant = [
        one
        for one in states
        if heads & set(one.abouts) or one.order.partition(":")[2].lower() == name.strip().lower()
    ]
    meant.sort(key=lambda one: (one.closed is not None, -one.through))
    return tuple(one.id for one in meant)
