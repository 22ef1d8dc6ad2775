"""Reads a policy from YAML text; every error names the file, the line and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml
from pydantic import ValidationError

from domain.errors import BadInput, Refused
from domain.policy.model import Policy
from domain.policy.names import problems


class _Plain(yaml.CSafeLoader):
    """YAML without its oldest trap: `on`, `yes` and `no` are words, only true and false are not."""

    yaml_implicit_resolvers = {
        mark: [(tag, words) for tag, words in known if tag != "tag:yaml.org,2002:bool"]
        for mark, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


_Plain.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:true|false|True|False)$"), list("tTfF")
)


@lru_cache(maxsize=8)  # a policy cannot change, and each opened workspace asks for the same one
def load_policy(text: str, file: str = "policy.yaml") -> Policy:
    """The policy in `text`; BadInput with line number for whatever is wrong in it."""
    try:
        node = yaml.compose(text, Loader=_Plain)
        data: Any = yaml.load(text, Loader=_Plain)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = None if mark is None else mark.line + 1
        problem = getattr(error, "problem", None) or "this is no valid YAML"
        raise BadInput(problem, file=file, line=line, remedy="mend the YAML") from None
    if not isinstance(data, dict):
        raise BadInput("a policy is a mapping", file=file, line=1, remedy="see docs/policy.md")
    _refuse_twins(node, file)
    try:
        policy = Policy.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise BadInput(
            f"{where}: {message}", file=file, line=_line(node, first["loc"]), remedy=_REMEDY
        ) from None
    except Refused as error:
        line = _line_of_condition(node, str(error))
        raise BadInput(str(error), file=file, line=line, remedy=_REMEDY) from None
    _check(policy, node, file)
    return policy


_REMEDY = "see docs/policy.md for what may stand here"


def _check(policy: Policy, node: Any, file: str) -> None:
    """What the schema cannot say: names that must exist, kinds, ladders in order."""
    for problem, path in problems(policy):
        raise BadInput(problem, file=file, line=_line(node, path), remedy=_REMEDY)


def _refuse_twins(node: Any, file: str, above: tuple[Any, ...] = ()) -> None:
    """YAML lets a key stand twice and keeps the last: in a policy that hides a rule."""
    if node in above:
        line = node.start_mark.line + 1
        raise BadInput("an anchor holds itself", file=file, line=line, remedy=_REMEDY)
    above = (*above, node)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise BadInput(f"{key.value!r} stands twice", file=file, line=line, remedy=_REMEDY)
            seen.add(key.value)
            _refuse_twins(value, file, above)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_twins(item, file, above)


def _line(node: Any, path: tuple[Any, ...]) -> int:
    """The line of the deepest node on the path."""
    for part in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
        elif isinstance(node, yaml.MappingNode):
            hits = [value for key, value in node.value if key.value == str(part)]
            if not hits:
                break
            node = hits[0]
        else:
            break
    return int(node.start_mark.line) + 1


def _line_of_condition(node: Any, message: str) -> int | None:
    """The line of the expression a message quotes between backquotes."""
    quoted = message.split("`")[1] if message.count("`") >= 2 else ""
    lines = (one.start_mark.line + 1 for one in _scalars(node) if one.value == quoted)
    return next(lines, None)


def _scalars(node: Any) -> Iterator[Any]:
    """Every plain value in the file, in order."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)
