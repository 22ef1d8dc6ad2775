"""How much text is made of one thing; what goes beyond is cut with a note."""

#: Characters of one text, of HTML source, and of what HTML hides.
TEXT = 1_000_000
HTML = 4_000_000
HIDDEN = 20_000
