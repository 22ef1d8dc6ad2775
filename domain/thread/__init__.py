"""The thread of an order from request to payment: what hangs together on record, by any name."""

from domain.thread.meant import is_spelt, meant_by
from domain.thread.names import named_by
from domain.thread.walk import Thread, thread_of

__all__ = ["Thread", "is_spelt", "meant_by", "named_by", "thread_of"]
