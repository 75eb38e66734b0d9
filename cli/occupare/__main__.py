"""`python -m occupare`: the command line."""

from occupare.main import main

main()
