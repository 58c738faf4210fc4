# `clientloom` and `python -m clientloom`. May import cli.
"""The entry point of the command line."""

from clientloom.cli.entry import main

if __name__ == "__main__":
    main()
