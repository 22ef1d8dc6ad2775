"""Plain text that was sent as format=flowed (RFC 3676): soft line ends joined again."""

from __future__ import annotations


def unflow(text: str, *, delsp: bool) -> str:
    """The lines as they were typed; the depth of quoting is written as `>` marks and a blank."""
    out: list[list[str]] = []  # pieces: adding to a string again and again is quadratic
    open_depth: int | None = None
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")  # space-stuffing
        signature = content == "-- "
        soft = content.endswith(" ") and not signature
        kept = content[:-1] if soft and delsp else content
        if open_depth == depth and not signature:
            out[-1].append(kept)
        else:
            out.append([">" * depth + " " if depth else "", kept])
        open_depth = depth if soft else None
    return "\n".join("".join(pieces) for pieces in out)
