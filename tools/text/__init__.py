"""Text out of what carries it: bytes in their charset, and HTML as its reader sees it."""
