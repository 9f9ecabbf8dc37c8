"""All measurements as one command: a table for a person and, with --json, values for a script.

    python -m tests.benchmarks [--json FILE] [--only drag,play,…] [--quick]

Peers are measured in the same run; whichever is not installed is skipped with a line. Nothing else should run on the
machine meanwhile. See docs/benchmarks.md.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter

from tests.benchmarks.section import read
from tests.benchmarks.table import HEAD, Table

SECTIONS = {name: f"tests.benchmarks.{name}" for name in ("start", "core", "maps", "drag", "play", "export")}
"""The modules with rows, in the order in which they are measured."""
PACKAGES = ("numpy", "PySide6-Essentials", "pyqtgraph", "matplotlib", "torch", "jax", "optax")


def main(words=None, sections=SECTIONS):
    """Exit status: 0 if all sections came to their end, whatever their figures are."""
    wanted = parsed(words, sections)
    found = {"machine": machine(), "quick": wanted.quick, "sections": {}}
    print(*(f"{what} {said}" for what, said in found["machine"].items()), sep=", ")
    for name in wanted.only:
        found["sections"][name] = measured(name, sections[name], wanted.quick)
        # After each of them: what was measured is not lost if the rest is cut off.
        if wanted.json is not None:
            wanted.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0 if all(section["complete"] for section in found["sections"].values()) else 1


def parsed(words, sections):
    def names(text):
        chosen = text.split(",")
        if unknown := [name for name in chosen if name not in sections]:
            raise argparse.ArgumentTypeError(f"no section {unknown[0]!r}; there are {', '.join(sections)}")
        return chosen

    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--json", metavar="FILE", type=Path, help="write all figures there, after each section")
    parser.add_argument("--only", metavar="NAMES", type=names, default=list(sections), help=", ".join(sections))
    parser.add_argument("--quick", action="store_true", help="fewer repetitions: a look whether all of it works")
    return parser.parse_args(words)


def machine():
    """What the figures depend on."""
    found = {"Python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = None
    return found


def measured(name, module, quick):
    """The figures of a section, which are printed as they come."""
    print(f"\n{name}\n{HEAD}", flush=True)
    begin, table, said = perf_counter(), Table(), []
    command = [sys.executable, "-m", "tests.benchmarks.section", module, *["--quick"] * quick]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as process:
        for line in process.stdout:
            told = read(line)
            if isinstance(told, str):
                said.append(told)
            print(*table.take(told), sep="\n", flush=True)
    seconds = perf_counter() - begin
    complete = process.returncode == 0
    print(f"  {seconds:.0f} s" if complete else f"  broken off with status {process.returncode}", flush=True)
    return {"complete": complete, "seconds": round(seconds, 1), "said": said, "rows": table.values}


if __name__ == "__main__":
    sys.exit(main())
