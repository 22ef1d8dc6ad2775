"""`python -m seamline.reference`: fills the tables of the guides from the code they describe.

A guide marks where a table belongs; between the marks nothing is written by hand. A test compares.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer.main
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from domain import errors
from domain.actions import KINDS
from domain.delay.options import PRICERS
from domain.fact import ALIASES
from domain.people import LEVELS
from domain.points import POINTS
from domain.policy.conditions import MEASURES
from domain.ruling import REASONS
from domain.tradeoffs import TIERS
from domain.vocabulary import CONSTRAINTS
from seamline.cli.app import app
from seamline.settings import Settings
from tools.erp.embedded.tables import TABLES

_TYPES = {str: "text", int: "whole number", float: "number", bool: "yes or no"}
_PLACE = re.compile(
    r"(?P<open><!-- made: (?P<name>\w+) -->\n).*?(?P<close><!-- end -->)", re.DOTALL
)


def settings() -> Iterator[str]:
    """Every key of seamline.toml with its type, default and meaning."""
    yield from _heads("key", "what it is", "default", "meaning")
    for name, field in Settings.model_fields.items():
        heading, below = _table(name, field.annotation)
        if below is None:
            yield _setting(name, field)
        else:
            yield from (_setting(f"{heading} {key}", one) for key, one in below.items())


def _table(name: str, kind: Any) -> tuple[str, dict[str, FieldInfo] | None]:
    """How a table is headed in the file, `[[twice]]` when there may be several, and its keys."""
    several = get_origin(kind) is tuple
    kind = get_args(kind)[0] if several else kind
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return "", None
    return f"[[{name}]]" if several else f"[{name}]", kind.model_fields


def _setting(name: str, field: FieldInfo) -> str:
    default = "" if field.is_required() else f"`{_toml(field.default)}`"
    return _row(f"`{name}`", _type(field), default or "must be set", field.description or "")


def _type(field: FieldInfo) -> str:
    kind: Any = field.annotation
    if get_origin(kind) is Literal:
        return " or ".join(f'`"{one}"`' for one in get_args(kind))
    said = "list of texts" if get_origin(kind) is tuple else _TYPES.get(kind, "text")
    said = "day" if date in get_args(kind) else said
    limits = [f"{name} {getattr(one, at)}" for at, name in _LIMITS for one in _having(field, at)]
    return " ".join([said, *limits])


_LIMITS = (("gt", "over"), ("ge", "from"), ("le", "to"))


def _having(field: FieldInfo, attribute: str) -> list[Any]:
    return [one for one in field.metadata if hasattr(one, attribute)]


def _toml(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "none" if value is None else str(value).lower()
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def commands() -> Iterator[str]:
    """Every command with its arguments and options."""
    for words, command in _commands(typer.main.get_command(app), ("seamline",)):
        yield from ("", f"## {' '.join(words)}", "", command.help or "", "")
        yield f"    {' '.join([*words, *_usage(command)])}"
        if command.params:
            yield ""
            yield from _heads("argument or option", "default", "meaning")
            yield from (_row(*_param(one)) for one in command.params)


def _commands(group: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*words, name))
        else:
            yield (*words, name), command


def _usage(command: Any) -> list[str]:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    return [_argument(one) for one in arguments] + ["[OPTIONS]"]


def _argument(param: Any) -> str:
    name = (param.metavar or param.name.upper()).strip("[]") + ("..." if param.nargs == -1 else "")
    return name if param.required else f"[{name}]"


def _param(param: Any) -> tuple[str, str, str]:
    choices = _choices(param)
    meaning = f"{param.help or ''} {f'One of {choices}.' if choices else ''}".strip()
    if param.param_type_name == "argument":
        return f"`{_argument(param)}`", "", meaning
    value = "" if param.is_flag else f" {param.metavar or param.name.strip('_').upper()}"
    names = ", ".join(f"`{one}{value}`" for one in (*param.opts, *param.secondary_opts))
    again = " May be given several times." if param.multiple else ""
    return names, _default(param), meaning + again


def _default(param: Any) -> str:
    if param.envvar:
        return f"`${param.envvar}`"
    if param.is_flag and param.secondary_opts:
        return f"`{param.opts[0] if param.default else param.secondary_opts[0]}`"
    return "" if param.is_flag or param.default in (None, "") else f"`{param.default}`"


def _choices(param: Any) -> str:
    annotation = param.type_descriptor.annotation
    members = [one for one in (annotation, *get_args(annotation)) if hasattr(one, "__members__")]
    return ", ".join(f"`{one.value}`" for kind in members for one in kind)


def measures() -> Iterator[str]:
    """Every name a condition may use."""
    yield from _heads("name", "what it is", "meaning")
    for name, (kind, meaning) in MEASURES.items():
        yield _row(f"`{name}`", _TYPES[kind], meaning)


def tiers() -> Iterator[str]:
    """What options are weighed by."""
    yield from _heads("measure", "unit of its bound")
    yield from (_row(f"`{name}`", unit) for name, unit in TIERS.items())


def names() -> Iterator[str]:
    """Words that policy and people files may use where a name is asked for."""
    yield from _heads("where", "words")
    yield _row("`kinds`", _listed(KINDS))
    yield _row("`hard`", _listed(sorted(CONSTRAINTS)))
    yield _row("`level`", _listed(LEVELS))
    yield _row("`option` in conditions", _listed(sorted(PRICERS)))


def reasons() -> Iterator[str]:
    """Why policy did not let something run."""
    yield from _heads("reason", "in words")
    yield from (_row(f"`{name}`", words) for name, words in REASONS.items())


def facts() -> Iterator[str]:
    """Kinds of fact and their dotted names."""
    yield from _heads("kind", "dotted name")
    yield from (_row(f"`{kind}`", f"`{alias}`") for kind, alias in ALIASES.items())


def points() -> Iterator[str]:
    """Durable writes and outer calls."""
    yield from _heads("point", "what it leaves behind")
    yield from (_row(f"`{name}`", left) for name, left in POINTS.items())


def tables() -> Iterator[str]:
    """Tables of an export, their keys and what may not be empty."""
    yield from _heads("table", "key", "may not be empty", "other columns")
    for spec in TABLES.values():
        rest = [one for one in spec.columns if one not in (*spec.key, *spec.required)]
        yield _row(f"`{spec.name}`", *map(" ".join, (spec.key, spec.required, rest)))


def exits() -> Iterator[str]:
    """Exit codes and the errors behind them."""
    yield from _heads("code", "error", "meaning")
    yield _row("0", "", "Done.")
    for kind in _errors(errors.SeamlineError):
        yield _row(str(kind.exit_code), f"`{kind.__name__}`", (kind.__doc__ or "").strip())
    yield _row("130", "", "Interrupted; what was committed stays.")


def _errors(kind: type[errors.SeamlineError]) -> Iterator[type[errors.SeamlineError]]:
    """The tree of `domain.errors`; an error made elsewhere exits like its parent."""
    yield kind
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from _errors(below)


def _heads(*heads: str) -> Iterator[str]:
    yield _row(*heads)
    yield _row(*("---" for _ in heads))


def _row(*cells: str) -> str:
    return "| " + " | ".join(" ".join(one.replace("|", r"\|").split()) for one in cells) + " |"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in words)


#: Name of the mark in a guide → what stands there.
MADE: dict[str, Callable[[], Iterator[str]]] = {
    one.__name__: one
    for one in (
        settings,
        commands,
        measures,
        tiers,
        names,
        reasons,
        facts,
        points,
        tables,
        exits,
    )
}


def filled(text: str) -> str:
    """A guide with everything between its marks made anew."""

    def made(place: re.Match[str]) -> str:
        lines = "\n".join(MADE[place["name"]]()).strip("\n")
        return f"{place['open']}{lines}\n{place['close']}"

    return _PLACE.sub(made, text)


def main(arguments: Sequence[str] | None = None) -> None:
    """Rewrites every guide of a folder whose tables are out of date, and names it."""
    parser = argparse.ArgumentParser(prog="python -m seamline.reference", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("docs"))
    for guide in sorted(parser.parse_args(arguments).folder.glob("*.md")):
        before = guide.read_text(encoding="utf-8")
        after = filled(before)
        if after != before:
            guide.write_text(after, encoding="utf-8")
            print(guide)


if __name__ == "__main__":
    main()
