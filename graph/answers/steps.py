"""An answer as it comes: what is looked at, sentences as they are found, at last all of it."""

from __future__ import annotations

from collections.abc import Generator, Iterable

from domain.values import Value
from graph.answers.evidence import Answer


class Looking(Value):
    """Where is looked now, in words."""

    at: str


class Claims(Value):
    """Sentences of the answer with what each cites; they stand also in the answer itself."""

    lines: tuple[str, ...]


#: The last step is the answer; whatever came before it stands in it, in the same order.
Step = Looking | Claims | Answer


def parts(steps: Iterable[Step]) -> Generator[Step, None, Answer]:
    """Passes on what comes before the answer and returns that; what it says is passed on in any
    case, also where no sentence of it came before."""
    claimed = False
    for step in steps:
        if isinstance(step, Answer):
            if step.lines and not claimed:
                yield Claims(lines=step.lines)
            return step
        claimed = claimed or isinstance(step, Claims)
        yield step
    raise AssertionError("the steps ended without an answer")


def whole(steps: Iterable[Step]) -> Answer:
    """The answer alone."""
    return next(step for step in steps if isinstance(step, Answer))
