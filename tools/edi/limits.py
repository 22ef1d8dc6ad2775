"""How much of a file is read as EDI; what goes beyond is said in a fault, never dropped silently.

The figures keep the parsing child well within its CPU seconds and memory on files made to hurt.
"""

#: Characters of one text.
TEXT = 8_000_000
#: Interchanges, messages of one interchange, and segments of one text.
INTERCHANGES = 500
MESSAGES = 2_000
SEGMENTS = 60_000
#: Elements of a segment, lines of a document, and its other values: so many and so many a line.
ELEMENTS = 200
LINES = 3_000
VALUES = 1_000
VALUES_A_LINE = 12
#: Faults told of one text; after those only their number counts.
FAULTS = 200
