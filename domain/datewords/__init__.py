"""From partners' words to dates: every date in a text, with all it could mean."""

from domain.datewords.find import find_dates
from domain.datewords.found import FoundDate, Later, When
from domain.datewords.further import TOLD

__all__ = ["TOLD", "FoundDate", "Later", "When", "find_dates"]
