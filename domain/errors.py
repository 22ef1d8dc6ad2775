"""The error tree: each class says how to behave, each message is the sentence a user sees.

SeamlineError
├── Refused            wrong input or not allowed: say it, do not retry          exit 2
│   ├── BadInput       a file, line and remedy can be named
│   ├── Unknown        no such case, person, partner, table or workspace
│   ├── NoIdentity     an act needs a person and none was given
│   ├── NotAllowed     policy, authority or state forbids it
│   └── Stale          what was approved or read has changed since
├── OutsideFailed      another system did not answer or failed: retry later      exit 3
│   └── Uncertain      the outcome is unknown: ask the target before any repeat
├── Unreadable         a message or file cannot be read: park it and show it     exit 4
└── Damaged            the ledger or an export does not verify                   exit 5
"""

from __future__ import annotations


class SeamlineError(Exception):
    """Something went wrong; the message is one sentence with the remedy."""

    exit_code = 1


class Refused(SeamlineError):
    """The request is wrong or not allowed; repeating it changes nothing."""

    exit_code = 2


class BadInput(Refused):
    """A file that was handed in is wrong at a place that can be named."""

    def __init__(
        self, what: str, *, file: str = "", line: int | None = None, remedy: str = ""
    ) -> None:
        self.what, self.file, self.line, self.remedy = what, file, line, remedy
        place = f"{file}:{line}: " if file and line is not None else f"{file}: " if file else ""
        super().__init__(f"{place}{what}{'; ' + remedy if remedy else ''}")


class Unknown(Refused):
    """Nothing of that name is known here."""


class NoIdentity(Refused):
    """An act needs a person: say --as PERSON or set SEAMLINE_USER."""


class NotAllowed(Refused):
    """Policy, authority or the state of the case forbids it."""


class Stale(Refused):
    """What was read or approved has changed since."""


class OutsideFailed(SeamlineError):
    """Another system did not answer or failed; it can be tried again."""

    exit_code = 3


class Uncertain(OutsideFailed):
    """It is unknown whether the effect happened; the target is asked before any repeat."""


class Unreadable(SeamlineError):
    """A message or file cannot be read; it is parked with this reason and shown."""

    exit_code = 4


class Damaged(SeamlineError):
    """A chain, blob or export does not verify."""

    exit_code = 5
