"""Tables in the guides are those of the code: settings, commands, measures, exit codes."""

import json
import re
from typing import get_args, get_origin

import pytest
import typer.main
from pydantic import BaseModel

from domain import errors
from domain.people import Person
from domain.policy import model as policy
from domain.policy.conditions import MEASURES
from domain.tradeoffs import Tier
from graph.workflows.registry import workflows
from seamline.cli.app import app
from seamline.reference import MADE, filled
from seamline.settings import Settings
from seamline.waiver import Waiver
from tests.docs.guides import NAMES, ROOT, keys, section, text

POLICY = "docs/policy.md"

#: Section of the guide on policy → the model whose keys it explains.
EXPLAINED: dict[str, tuple[type[BaseModel], ...]] = {
    "The file": (policy.Policy,),
    "A workflow": (policy.WorkflowPolicy, policy.OwnerRule, Tier, policy.Rung),
    "A clause": (policy.Clause,),
    "A delegation row": (policy.Delegation, policy.Band),
    "A standing authority": (policy.Standing, policy.Signature),
    "people.yaml": (Person,),
    "The waiver": (Waiver,),
}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_made_from_code_is_up_to_date(name: str) -> None:
    words = text(name)
    assert filled(words) == words, "run: .venv/bin/python -m seamline.reference"


def test_every_table_that_can_be_made_stands_in_one_guide() -> None:
    marks = [mark for name in NAMES for mark in re.findall(r"<!-- made: (\w+) -->", text(name))]
    assert sorted(marks) == sorted(MADE)


def test_settings_are_exactly_those_of_the_program() -> None:
    told = {row[0]: row[2:] for row in rows(text("docs/settings.md"))}
    wanted = {}
    for name, one in Settings.model_fields.items():
        kind, head = one.annotation, f"[{name}]"
        if get_origin(kind) is tuple:
            kind, head = get_args(kind)[0], f"[{head}]"
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            for inner, field in kind.model_fields.items():
                default = "must be set" if field.is_required() else field.default
                wanted[f"{head} {inner}"] = [default, field.description]
        else:
            wanted[name] = [one.default, one.description]
    assert told.keys() == wanted.keys()
    for name, (default, meaning) in told.items():
        assert default.strip('"') == written(wanted[name][0]), name
        assert meaning == wanted[name][1], name


def written(plain: object) -> str:
    """A default as a guide shows it, without the quotes around a text."""
    if isinstance(plain, tuple):
        return json.dumps(list(plain))
    return str(plain).lower() if plain is None or isinstance(plain, bool) else str(plain)


def rows(words: str) -> list[list[str]]:
    """The rows of all tables whose first cell is code."""
    found = re.findall(r"^\| (`[^|]+) \|(.*)\|$", words, re.MULTILINE)
    return [
        [first.strip("`"), *(cell.strip().strip("`") for cell in rest.split("|"))]
        for first, rest in found
    ]


def test_commands_and_options_are_exactly_those_of_the_program() -> None:
    words = text("docs/commands.md")
    group = typer.main.get_command(app)
    wanted = {
        name: one for path, command in walk(group, "seamline") for name, one in [(path, command)]
    }
    assert re.findall(r"^## (.+)$", words, re.MULTILINE) == list(wanted)
    for name, command in wanted.items():
        told = {one.split()[0] for one in keys(section(words, name))}
        options = [one for one in command.params if one.param_type_name == "option"]
        names = {word for one in options for word in (*one.opts, *one.secondary_opts)}
        assert {one for one in told if one.startswith("-")} == names, name
        assert len(told) == len(names) + len(command.params) - len(options), name


def walk(group: object, above: str) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name, one in group.commands.items():  # type: ignore[attr-defined]
        path = f"{above} {name}"
        found += walk(one, path) if hasattr(one, "commands") else [(path, one)]
    return found


def test_the_guide_on_policy_names_every_measure_with_its_meaning() -> None:
    told = {row[0]: row[2] for row in rows(section(text(POLICY), "Conditions"))}
    assert told == {name: meaning for name, (_, meaning) in MEASURES.items()}


@pytest.mark.parametrize("head", EXPLAINED)
def test_the_guide_on_policy_explains_exactly_the_keys_there_are(head: str) -> None:
    told = section(text(POLICY), head)
    told = re.sub(r"<!-- made.*?end -->", "", told, flags=re.DOTALL)
    wanted = {name for model in EXPLAINED[head] for name in model.model_fields}
    assert set(keys(told)) == wanted


def test_exit_codes_are_those_of_the_errors() -> None:
    told = re.findall(r"^\| (\d+) \| `(\w+)` \|", text("docs/operator.md"), re.MULTILINE)
    classes = [
        one
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.SeamlineError)
    ]
    assert {(int(code), name) for code, name in told} == {
        (one.exit_code, one.__name__) for one in classes
    }


def test_what_a_workflow_offers_is_what_the_developers_guide_says() -> None:
    table = section(text("docs/developer.md"), "A workflow")
    told, some = keys(table), keys("\n".join(re.findall(r"^.*\| if .*$", table, re.MULTILINE)))
    every = workflows().values()
    assert [name for name in told for one in every if name not in (*some, *dir(one))] == []
    assert [name for name in some if not any(hasattr(one, name) for one in every)] == []
    code = "".join(one.read_text(encoding="utf-8") for one in (ROOT / "graph").rglob("*.py"))
    looked_up = {*re.findall(r'getattr\([\w.()]+, "(\w+)", ', code)}
    assert {name for one in every for name in dir(one)} & looked_up <= {*told}
