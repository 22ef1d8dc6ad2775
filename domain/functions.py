"""Functions of a company by the names people give them: theirs, a part, another word for it."""

from __future__ import annotations

from collections.abc import Iterable

#: Other words for one and the same function; a company calls it by one of them.
_SAME = (
    ("trade compliance", "exim", "customs", "import export", "foreign trade"),
    ("procurement", "purchasing", "buying", "sourcing"),
    ("planning", "supply planning", "material planning", "mrp"),
    ("logistics", "transport", "shipping", "freight"),
    ("customer service", "customer care", "order desk"),
    ("production", "manufacturing", "plant"),
    ("warehouse", "stores", "dock"),
    ("finance", "accounting", "accounts payable", "treasury"),
    ("quality", "qa", "inspection"),
)

#: Letters from which on the beginning of a word means it.
_SHORTEST = 3


def function_named(functions: Iterable[str], name: str) -> str | None:
    """The one function that is meant: by its name, another word for it, or the beginning of one of
    its words; None where none is, or several are."""
    there, wanted = sorted(set(functions)), _plain(name)
    for means in (_is, _is_called, _begins):
        found = [one for one in there if means(_plain(one), wanted)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("/", " ").replace("-", " ").split())


def _is(function: str, wanted: str) -> bool:
    return function == wanted


def _is_called(function: str, wanted: str) -> bool:
    return any(function in names and wanted in names for names in _SAME)


def _begins(function: str, wanted: str) -> bool:
    words = function.split()
    starts = (" ".join(words[place:]) for place in range(len(words)))
    return len(wanted) >= _SHORTEST and any(one.startswith(wanted) for one in starts)
