"""`python -m expolens` is `expolens`."""

import sys

from expolens.cli import main

if __name__ == "__main__":
    sys.exit(main())
