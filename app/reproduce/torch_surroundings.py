"""What a step meets, in the words of PyTorch: noise of the gradient, jitter, and a surface that moves.

A script has `noise` and `offset` as tensors (steps, 2), where there are such.
"""

from collections.abc import Iterator

from app.model.experiment import Experiment
from app.reproduce.source import changed_from, number, pair
from app.reproduce.within import moves
from optim_core import NoiseKind


def surroundings_lines(experiment: Experiment) -> Iterator[str]:
    """The lines that give the script both."""
    if experiment.has_noise:
        yield from _noise_lines(experiment)
    if moves(experiment):
        yield from _offset_lines(experiment)


def place(experiment: Experiment, point: str) -> str:
    """Where on the surface the gradient for a point is taken in the present step."""
    jitter = " + noise[step]" if experiment.has_noise and not pushes(experiment) else ""
    return f"{point}{jitter}{' - offset[step]' if moves(experiment) else ''}"


def pushes(experiment: Experiment) -> bool:
    """Whether there is noise that is added to gradients."""
    return experiment.has_noise and experiment.noise_kind is NoiseKind.GAUSSIAN


def _noise_lines(experiment: Experiment) -> Iterator[str]:
    """The same draws as `optim_core` makes, times σ/√B."""
    steps, sigma = experiment.steps, number(experiment.noise)
    if changes := experiment.noise_changes:
        yield f"sigma = np.full(({steps}, 1), {sigma})"
        yield from changed_from("sigma", changes)
        sigma = "sigma"
    share = f" / {number(experiment.batch_size)}**0.5" if experiment.batch_size != 1 else ""
    yield f"draws = np.random.Generator(np.random.PCG64({experiment.seed})).standard_normal(({steps}, 2))"
    yield f"noise = torch.from_numpy({sigma} * draws{share})"


def _offset_lines(experiment: Experiment) -> Iterator[str]:
    yield f"offset = torch.zeros(({experiment.steps}, 2), dtype=torch.float64)"
    for step, dx, dy in moves(experiment):
        yield f"offset[{step}:] += torch.tensor([{pair(dx, dy)}], dtype=torch.float64)"
