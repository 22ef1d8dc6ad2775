"""How much of a posted event is taken."""

#: Bytes of the body of a request.
BODY = 25 * 1024 * 1024
#: Bytes of the headers that count, and how many of one name there may be: one.
HEADERS = 8 * 1024
#: Characters of an event's id, source and subject, and signatures looked at.
ID = 200
SOURCE = 500
SUBJECT = 300
SIGNATURES = 16
