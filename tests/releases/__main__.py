"""Makes the backup of a release: see `tests.releases.work`."""

import sys
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

    from tests.releases.work import main

    main(Path(sys.argv[1]))
