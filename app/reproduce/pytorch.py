"""A lane as a script for PyTorch, which needs nothing of Ravine but for a schedule that has no short form there.

With an optimizer of torch.optim where that is the same rule, else with the update written out. All differentiate the
surface by autograd in float64, so that the path agrees with the lane's as long as rounding is not blown up.

Example:

    pytorch_text(experiment, 1)     # "…optimizer = torch.optim.SGD([theta], lr=lr, momentum=beta)…"
"""

from collections.abc import Iterator

from app.model.experiment import Experiment
from app.reproduce.source import headline, indented
from app.reproduce.torch_heavy_ball import ByStochasticDescent, WrittenOut
from app.reproduce.torch_numbers import RuleNumbers
from app.reproduce.torch_own import OPTIMIZERS, WRITTEN, ByEquation, ByOptimizer
from app.reproduce.torch_rule import KNOWN, TorchRule
from app.reproduce.torch_schedule import needs_optim_core
from app.reproduce.torch_surface import function_lines
from app.reproduce.torch_surroundings import surroundings_lines
from app.reproduce.torch_walk import TorchWalk
from optim_core import Rule

GRADIENT = """def gradient(point):
    point = point.detach().requires_grad_()
    return torch.autograd.grad(f(*point), point)[0]"""


def pytorch_text(experiment: Experiment, lane: int) -> str:
    """A script whose `path`, a list of steps + 1 points [x, y], is that of the lane's first seed; it prints the last.

    Raises ValueError for a rule that cannot be said in PyTorch.
    """
    walk = _walk(experiment, experiment.rules[lane])
    blocks = (
        (headline(experiment, lane), *_heading(experiment, walk)),
        ("", *function_lines(experiment.surface)),
        *((("", GRADIENT),) if walk.difference else ()),
        ("", *walk.numbers.declarations(walk.names), *surroundings_lines(experiment)),
        (*walk.beginning(), _loop(experiment, walk.step()), "print(path[-1])"),
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _walk(experiment: Experiment, rule: Rule) -> TorchWalk:
    numbers, cls = RuleNumbers(rule, experiment.steps), type(rule)
    if cls in KNOWN:
        known = TorchRule(numbers)
        return WrittenOut(experiment, known) if known.difference else ByStochasticDescent(experiment, known)
    if cls in WRITTEN:
        return ByEquation(experiment, numbers, WRITTEN[cls])
    if cls not in OPTIMIZERS:
        raise ValueError(f"{rule.title} cannot be copied for PyTorch yet; copy it as Python instead")
    optimizer = OPTIMIZERS[cls]
    if any(numbers.varies(name) for name in optimizer.betas):
        # PyTorch corrects the bias as if the present β had been there all along.
        raise ValueError(f"{rule.title} cannot be copied for PyTorch while β changes; copy it as Python instead")
    return ByOptimizer(experiment, numbers, optimizer)


def _heading(experiment: Experiment, walk: TorchWalk) -> Iterator[str]:
    if walk.difference:
        yield f"# Written out, for {walk.difference}."
    if experiment.has_noise:
        yield "import numpy as np"
    yield "import torch"
    if needs_optim_core(walk.numbers.rule):
        yield "\nimport optim_core"


def _loop(experiment: Experiment, lines: Iterator[str]) -> str:
    return f"for step in range({experiment.steps}):\n{indented(lines)}"
