"""``python -m skcore``: the command line."""

from skcore.cli import main

if __name__ == "__main__":
    main()
