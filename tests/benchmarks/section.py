"""One section in a process of its own, which tells its rows as lines of JSON: python -m tests.benchmarks.section MODULE

A section is a module with `rows(quick)`, which yields a `Row` for each figure as soon as it is known, or a sentence. Of
its own, because what one imports and starts would disturb the next.
"""

import json
import sys
from contextlib import redirect_stdout
from dataclasses import asdict
from importlib import import_module

from tests.benchmarks.timing import Bar, Row
from tests.benchmarks.windows import own_folders


def main(module, *words):
    own_folders()
    out = sys.stdout
    # Whatever else is printed goes where it does not end among the rows.
    with redirect_stdout(sys.stderr):
        for told in import_module(module).rows("--quick" in words):
            print(json.dumps(told if isinstance(told, str) else asdict(told)), file=out, flush=True)


def read(line):
    """The row or sentence of a line."""
    told = json.loads(line)
    if isinstance(told, str):
        return told
    return Row(**{**told, "bar": told["bar"] and Bar(**told["bar"])})


if __name__ == "__main__":
    main(*sys.argv[1:])
