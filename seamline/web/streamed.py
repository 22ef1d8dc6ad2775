"""An answer made step by step, sent as it comes: whoever goes away ends it at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator

import anyio
from fastapi.concurrency import iterate_in_threadpool, run_in_threadpool


async def streamed(pieces: Generator[str, None, None]) -> AsyncIterator[str]:
    """The pieces; what they hold open, such as a look into the ledger, is closed with them."""
    try:
        async for one in iterate_in_threadpool(pieces):
            yield one
    finally:
        with anyio.CancelScope(shield=True):
            await run_in_threadpool(pieces.close)
