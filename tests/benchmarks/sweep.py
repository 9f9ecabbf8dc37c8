"""Sweeps of real size, by hand: killed in the middle they end the same, and their time grows with their size.

    python -m tests.benchmarks.sweep

The first part needs a few minutes and a hundred megabytes, and Dask for its second half. The second part is only worth
reading if nothing else runs on the machine meanwhile.
"""

import hashlib
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from app.command.ranges import read_values
from app.model.experiment import MASTER_PARAMETERS
from app.sweeping.carry_out import carry_out
from app.sweeping.plan import Plan, Swept
from app.sweeping.workers import Crew, processes
from optim_core import Momentum
from surfaces import get
from tests.app.sweeping.terminal import Sweep

LARGE = (
    *("--rule", "momentum", "--rule", "nesterov", "--lr", "1e-5..0.1/512", "--beta", "0..0.999/512"),
    *("--steps", "2000"),
)
LARGE_RUN_STEPS = 2 * 512 * 512 * 2000
KILLED_AT = (10, 40)
"""Of 64 blocks."""
TWO = ("--workers", "2")
REPEATS = 3


def digest(folder: Path) -> str:
    (file,) = folder.iterdir()
    return hashlib.sha256(file.read_bytes()).hexdigest()


def left_alone(folder: Path, crew: tuple[str, ...]) -> str:
    code, shown = Sweep("a.npz", *LARGE, *crew, folder=folder).end()
    assert code == 0, shown
    return digest(folder)


def killed(folder: Path, crew: tuple[str, ...]) -> str:
    for blocks in KILLED_AT:
        Sweep("a.npz", *LARGE, *crew, folder=folder).killed(blocks)
    return left_alone(folder, crew)


def timed(line: str, call: Callable[[], str]) -> str:
    begin = perf_counter()
    found = call()
    print(f"{line:52} {perf_counter() - begin:7.1f} s   sha256 {found[:16]}…", flush=True)
    return found


def compare_killed_with_left_alone() -> None:
    print(f"A sweep of {LARGE_RUN_STEPS:.2g} run-steps, killed with SIGKILL at {KILLED_AT} of 64 blocks:")
    with ExitStack() as stack:

        def folder() -> Path:
            return Path(stack.enter_context(TemporaryDirectory()))

        found = {timed("two workers, left alone", lambda: left_alone(folder(), TWO))}
        found.add(timed("two workers, killed and resumed", lambda: killed(folder(), TWO)))
        if find_spec("distributed"):
            from distributed import LocalCluster

            cluster = stack.enter_context(LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None))
            words = ("--scheduler", cluster.scheduler_address)
            found.add(timed("Dask's local cluster, left alone", lambda: left_alone(folder(), words)))
            found.add(timed("Dask's local cluster, killed and resumed", lambda: killed(folder(), words)))
    assert len(found) == 1, "the files differ"
    print("All files are the same to the bit.")


def grid(lr: int, beta: int, steps: int) -> Plan:
    return Plan(
        surfaces=(get("rosenbrock"),),
        rules=(Swept("Momentum", Momentum()),),
        lr=read_values(f"1e-5..0.1/{lr}", MASTER_PARAMETERS["lr"]),
        beta=read_values(f"0..0.999/{beta}", MASTER_PARAMETERS["beta"]),
        steps=steps,
    )


def seconds(plan: Plan, crew: Crew, folder: Path) -> float:
    """At best, with workers that are there already."""
    times = []
    for _ in range(REPEATS):
        begin = perf_counter()
        carry_out(folder / "a.npz", plan, nullcontext(crew))
        times.append(perf_counter() - begin)
    return min(times)


def show_growth() -> None:
    print(f"\nSeconds, the best of {REPEATS}; file written:")
    sizes = [(256, 256, 500), (512, 256, 500), (512, 512, 500), (256, 256, 1000), (256, 256, 2000)]
    for workers in (1, 2):
        with processes(workers) as crew, TemporaryDirectory() as name:
            seconds(grid(128, 128, 1000), crew, Path(name))
            for lr, beta, steps in sizes:
                took = seconds(grid(lr, beta, steps), crew, Path(name))
                pace = lr * beta * steps / took
                print(
                    f"{workers} worker{'s' * (workers > 1)}   {lr * beta:8,} cells × {steps:5,} steps   {took:6.2f} s"
                    f"   {pace:.2e} run-steps/s",
                    flush=True,
                )


if __name__ == "__main__":
    compare_killed_with_left_alone()
    show_growth()
