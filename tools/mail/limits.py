"""How much of a mail is read; what goes beyond is cut with a note, or parked.

The figures come from measurements on hostile mails: the parser below is linear within them.
"""

#: Bytes of one message.
MESSAGE = 25 * 1024 * 1024
#: Bytes of one header field; the rest of it is cut before anything is decoded.
HEADER = 20_000
#: Bytes of all header fields of one part, each already cut to `HEADER`.
HEADERS = 64 * 1024
#: Bytes within which the first blank line must stand.
HEADER_SCAN = 4 * 1024 * 1024
#: Parts of one message, and how deep they may nest.
PARTS = 200
DEPTH = 20
#: Characters of all attachments' text together.
ATTACHED_TEXT = 8_000_000
#: Addresses and message ids kept from one message.
ADDRESSES = 200
IDS = 100
