"""`python -m nlpkit` is the `nlpkit` command."""

from .cli import main

main()
