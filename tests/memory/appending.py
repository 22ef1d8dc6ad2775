"""A process of its own that appends facts: python -m tests.memory.appending DATABASE NAME COUNT."""

import sys

from memory.ledger import Ledger
from tests.memory.databases import meant
from tests.memory.facts import note, record


def main(database: str, name: str, count: str) -> None:
    ledger = Ledger(meant(database))
    for number in range(int(count)):
        record(ledger, note(number, stream=f"case:{name}"))
    ledger.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
