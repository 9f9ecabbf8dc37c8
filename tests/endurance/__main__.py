"""Endurance, by hand: python -m tests.endurance runs all of it; monkey, monkeys, openings, frames or burst a part.

The parts run in processes of their own. The exit code is 1 if anything was found.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from tests.endurance.application import own_application

LAST = 20
PARTS = ("openings", "frames", "burst")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    parser.add_argument("part", nargs="?", choices=("all", "monkey", "monkeys", *PARTS), default="all")
    parser.add_argument("--seed", type=int, default=1, help="of one monkey")
    parser.add_argument("--seeds", type=int, default=20, help="how many monkeys, each with a seed of its own")
    parser.add_argument("--events", type=int, default=5000, help="of each monkey")
    parser.add_argument("--times", type=int, default=200, help="openings")
    parser.add_argument("--frames", type=int, default=200_000)
    parser.add_argument("--values", type=int, default=10_000, help="of the burst")
    parser.add_argument("--jobs", type=int, default=1, help="monkeys at once")
    parser.add_argument("--log", type=Path, help="where a monkey writes its events as they come")
    parser.add_argument("--json", type=Path, help="where a monkey writes what it met")
    options = parser.parse_args()
    if options.part == "monkeys":
        return _monkeys(options)
    if options.part == "all":
        return max([_monkeys(options), *(subprocess.call(_command(part, options)) for part in PARTS)])
    with own_application():
        return {"monkey": _monkey, "openings": _openings, "frames": _frames, "burst": _burst}[options.part](options)


def _command(part: str, options: argparse.Namespace, **more: object) -> list[str]:
    given = {name: getattr(options, name) for name in ("events", "times", "frames", "values")} | more
    words = [word for name, value in given.items() for word in (f"--{name}", str(value))]
    return [sys.executable, "-m", "tests.endurance", part, *words]


def _monkeys(options: argparse.Namespace) -> int:
    """One process for each seed, and at the end whether anything was never reached."""
    with tempfile.TemporaryDirectory(prefix="ravine-monkeys-") as folder:
        with ThreadPoolExecutor(options.jobs) as pool:
            codes = list(pool.map(partial(_one_monkey, options, Path(folder)), range(1, options.seeds + 1)))
        seen, reached, slowest = Counter[str](), Counter[str](), dict[str, list[float]]()
        for path in Path(folder).glob("*.json"):
            met = json.loads(path.read_text())
            seen.update(met["seen"])
            reached.update(met["reached"])
            slowest |= {kind: max(lap, slowest.get(kind, lap)) for kind, lap in met["kinds"].items()}
    print(f"\n{sum(code != 0 for code in codes)} of {options.seeds} monkeys found something")
    print("\nthe slowest events of each kind, in seconds of the processor and on the wall:")
    for kind, lap in sorted(slowest.items(), key=lambda entry: entry[1], reverse=True)[:20]:
        print(f"  {lap[0]:.3f} {lap[1]:.3f}  {kind}")
    missed = sorted(set(seen) - set(reached))
    print(f"\n{len(reached)} widgets reached, {len(missed)} never: {', '.join(missed) or 'none'}")
    return int(any(codes) or bool(missed))


def _one_monkey(options: argparse.Namespace, folder: Path, seed: int) -> int:
    log, met = folder / f"{seed}.log", folder / f"{seed}.json"
    done = subprocess.run(
        _command("monkey", options, seed=seed, log=log, json=met), capture_output=True, text=True, check=False
    )
    print(done.stdout, end="", flush=True)
    if done.returncode not in (0, 1):
        last = "\n".join(log.read_text().splitlines()[-LAST:]) if log.exists() else ""
        print(f"seed {seed} ended with code {done.returncode}\n{last}\n{done.stderr[-2000:]}", flush=True)
    return done.returncode


def _monkey(options: argparse.Namespace) -> int:
    from tests.endurance.monkey import run, story

    with options.log.open("w", encoding="utf-8") if options.log else nullcontext() as log:
        report = run(options.seed, options.events, log)
    if options.json:
        met = {"seen": report.seen, "reached": report.reached, "kinds": report.kinds}
        options.json.write_text(json.dumps(met))
    print(f"monkey {report.seed}: {report.events} events, {len(report.faults)} faults, {len(report.slow)} slow")
    for processor, wall, index, words in report.slow:
        print(f"  slow: {processor:.3f} s, {wall:.3f} s on the wall, event {index}: {words}")
    if report.faults:
        print(story(report))
    return int(bool(report.faults or report.slow))


def _openings(options: argparse.Namespace) -> int:
    from tests.endurance.openings import MOST_GROWTH, WARM, open_and_close

    found = open_and_close(options.times)
    growth = found.growth(min(WARM, options.times // 2))
    print(
        f"{options.times} openings: "
        + ", ".join(f"{name} {value / 1024:+.1f} KiB each" for name, value in growth.items())
    )
    print("\n".join(found.faults[:LAST]))
    return int(bool(found.faults) or max(growth.values()) > MOST_GROWTH)


def _frames(options: argparse.Namespace) -> int:
    from tests.endurance.frames import LOOK, MOST_GROWTH, play
    from tests.endurance.memory import slope

    look = min(LOOK, max(1, options.frames // 10))
    found = play(options.frames, look)
    growth = slope(found.resident[2:]) * LOOK / look
    print(f"{options.frames} frames, {found.moved} of them another step: {growth / 2**20:+.3f} MiB for each {LOOK}")
    print("\n".join(found.faults))
    return int(bool(found.faults) or growth > MOST_GROWTH)


def _burst(options: argparse.Namespace) -> int:
    from tests.endurance.burst import burst

    faults = burst(options.values, options.values + 1) + burst(options.values, 7)
    print(f"burst of {options.values} values: " + ("; ".join(faults) or "the last value is shown"))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
