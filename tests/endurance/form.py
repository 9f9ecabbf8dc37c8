"""How much of everything: a little in the suite, more in .ci/run, all of it in `python -m tests.endurance`.

RAVINE_ENDURANCE=1 ./run test tests/endurance does what .ci/run does.
"""

import os

IS_LONGER = "RAVINE_ENDURANCE" in os.environ
MONKEYS, EVENTS = (5, 1000) if IS_LONGER else (1, 300)
OPENINGS = 20 if IS_LONGER else 4
WARM = 10
"""So many openings fill caches; what those after them leave is too much."""
VALUES = 10_000 if IS_LONGER else 3_000
"""Of a burst."""
