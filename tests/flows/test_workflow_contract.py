"""A workflow's module offers all that is asked of one; what is missing is named as it is found."""

from types import ModuleType

import pytest

from domain.errors import Damaged
from graph.workflows import supplier_delay
from graph.workflows.contract import OFFERS, Workflow, checked
from graph.workflows.registry import workflow, workflows

DELAYS: Workflow = supplier_delay


def test_the_workflows_there_are_offer_everything() -> None:
    assert DELAYS in workflows().values()
    for module in workflows().values():
        assert [name for name in OFFERS if not hasattr(module, name)] == []


def test_a_module_that_lacks_a_name_is_no_workflow() -> None:
    half = ModuleType("graph.workflows.half")
    half.__dict__.update({name: None for name in OFFERS if name not in ("record", "CODE")})
    with pytest.raises(Damaged, match=r"graph\.workflows\.half offers no CODE, record"):
        checked(half)


@pytest.mark.parametrize("typed", ["W1", "w1", "supplier_delay"])
def test_a_workflow_is_known_by_code_and_name(typed: str) -> None:
    assert workflow(typed) is DELAYS
