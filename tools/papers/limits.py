"""How much of one attached file is read; what goes beyond is left out with a note, or refused."""

#: Characters of the text made of one file, and of what it hides.
TEXT = 1_000_000
HIDDEN = 20_000
#: A file in a file in a file is opened, one deeper is not.
DEPTH = 3
#: Members of an office file.
OFFICE_MEMBERS = 5_000
#: Members of an archive, their bytes together, and how many times the size of the archive.
MEMBERS = 100
UNPACKED = 64 * 2**20
RATIO = 200
#: Below this much unpacked, a high ratio is only a sheet with few words.
RATIO_FROM = 4 * 2**20
#: Cells of all sheets of a workbook, and columns of one row.
CELLS = 200_000
COLUMNS = 200
#: Pages of a PDF that are read as text, and glyphs of all of them.
PAGES = 60
GLYPHS = 200_000
#: Pages whose ruled tables are looked for: that is a hundred times dearer than text.
RULED_PAGES = 8
#: Pages and pictures of a file that are handed to the character reader.
PICTURES = 3
#: Pixels of a picture: fewer on a side are a logo, more in all are refused before unpacking.
LEAST_SIDE = 200
LEAST_PIXELS = 200_000
PIXELS = 40_000_000
#: Seconds of processor time for one file, for all of a message, and for one page's characters.
SECONDS = 5
ALL_SECONDS = 20
PICTURE_SECONDS = 10
#: Seconds on the wall after which a file's reader is ended, for one that sleeps.
WALL_SECONDS = 120
