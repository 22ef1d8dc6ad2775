"""Sets of message numbers (UIDs) as IMAP writes them: `1:512,514,600:602`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from domain.values import Value

#: UIDs have 32 bits (RFC 3501, 2.3.1.1).
MOST = 2**32 - 1


class Uids(Value):
    """UIDs as ranges in ascending order that neither touch nor overlap."""

    ranges: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, uids: Iterable[int]) -> Uids:
        """The set of these."""
        return cls(ranges=tuple(_joined((one, one) for one in uids)))

    @classmethod
    def read(cls, text: str) -> Uids:
        """The set that `str` wrote; ValueError for anything else."""
        pairs = [one.split(":") for one in text.split(",") if one]
        return cls(ranges=tuple(_joined((int(pair[0]), int(pair[-1])) for pair in pairs)))

    def __contains__(self, uid: int) -> bool:
        at = bisect_right(self.ranges, (uid, MOST)) - 1
        return at >= 0 and uid <= self.ranges[at][1]

    def __or__(self, other: Uids) -> Uids:
        return Uids(ranges=tuple(_joined((*self.ranges, *other.ranges))))

    def __str__(self) -> str:
        return ",".join(f"{a}:{b}" if a < b else str(a) for a, b in self.ranges)

    def missing(self, uids: Iterable[int]) -> list[int]:
        """Those of the given that are not in the set, ascending."""
        return [one for one in sorted(set(uids)) if one not in self]

    def closed(self, keep_open: Iterable[int], most: int) -> Uids:
        """The same with its oldest gaps taken in, so that at most about `most` ranges remain.

        A gap is where mails were deleted before anybody looked. One that holds a UID of
        `keep_open` stays.
        """
        spare = sorted(keep_open)
        ranges = list(self.ranges)
        kept: list[tuple[int, int]] = []
        for position, (first, last) in enumerate(ranges):
            many = len(kept) + len(ranges) - position > most
            if kept and many and not any(kept[-1][1] < one < first for one in spare):
                kept[-1] = (kept[-1][0], last)
            else:
                kept.append((first, last))
        return Uids(ranges=tuple(kept))


def _joined(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """In order, those that touch or overlap made one."""
    held: tuple[int, int] | None = None
    for first, last in sorted(ranges):
        if held is not None and first <= held[1] + 1:
            held = (held[0], max(held[1], last))
            continue
        if held is not None:
            yield held
        held = (first, last)
    if held is not None:
        yield held
