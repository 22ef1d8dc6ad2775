"""`python -m seamline` is the command line."""

from seamline.cli import main

main()
