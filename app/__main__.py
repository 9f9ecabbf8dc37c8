"""`python -m app` is `ravine`."""

import sys

from app.main import main

sys.exit(main())
