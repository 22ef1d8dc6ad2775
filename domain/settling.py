"""Settling: what a person may say of an effect that the product cannot clear up by itself."""

from __future__ import annotations

#: What can be said, and what it means.
WORDS: dict[str, str] = {
    "happened": "it was done; it counts as confirmed and is still read back",
    "not-happened": "it was not done; it waits to be done again if the gate lets it",
    "accept": "what stands is accepted in its place, on record as an override",
}

#: By how far the effect has come. A value that people were to enter in their ERP is not handed
#: over twice: what the ERP shows is accepted, or put right there.
_CHOICES: dict[str, tuple[str, ...]] = {
    "unknown": ("happened", "not-happened"),
    "needs_human": ("happened", "not-happened"),
    "failed": ("happened", "accept"),
    "mismatch": ("not-happened", "accept"),
    "awaiting_erp": ("accept",),
}

#: Of the answer to an interchange: one that failed is made again when its cause is gone.
_OF_ANSWERS: dict[str, tuple[str, ...]] = {
    "unknown": ("happened", "not-happened"),
    "failed": ("happened", "not-happened"),
    "mismatch": ("not-happened",),
}


def answer_choices(state: str) -> tuple[str, ...]:
    """The words that fit the answer to an interchange in this state."""
    return _OF_ANSWERS.get(state, ())


def choices(state: str, handed_over: bool) -> tuple[str, ...]:
    """The words that fit an effect in this state; none where nothing is in doubt."""
    found = _CHOICES.get(state, ())
    return ("accept",) if state == "mismatch" and handed_over else found


def is_doubtful(state: str) -> bool:
    """Whether the effect waits for a person's word (an ERP's next export is no doubt)."""
    return state in _CHOICES and state != "awaiting_erp"
