"""A lane as a script for PyTorch, which needs nothing of Ravine but for a schedule that has no short form there.

With torch.optim.SGD where that is the same rule, else with the update written out. Both differentiate the surface by
autograd in float64, so that the path agrees with the lane's as long as rounding is not blown up.

Example:

    pytorch_text(experiment, 1)     # "…optimizer = torch.optim.SGD([theta], lr=lr, momentum=beta)…"
"""

from collections.abc import Iterator

from app.model.experiment import Experiment
from app.reproduce.source import headline, indented, pair, steps_source
from app.reproduce.torch_rule import TorchRule
from app.reproduce.torch_schedule import needs_optim_core
from app.reproduce.torch_surface import function_lines
from app.reproduce.torch_surroundings import place, pushes, surroundings_lines
from app.reproduce.within import has_noise
from optim_core import Convention

GRADIENT = """def gradient(point):
    point = point.detach().requires_grad_()
    return torch.autograd.grad(f(*point), point)[0]"""


def pytorch_text(experiment: Experiment, lane: int) -> str:
    """A script whose `path`, a list of steps + 1 points [x, y], is that of the lane's first seed; it prints the last.

    Raises ValueError for a rule that PyTorch does not know.
    """
    rule = TorchRule(experiment.rules[lane], experiment.steps)
    blocks = (
        (headline(experiment, lane), *_heading(experiment, rule)),
        ("", *function_lines(experiment.surface)),
        *((("", GRADIENT),) if rule.difference else ()),
        ("", *rule.declarations(), *surroundings_lines(experiment)),
        (*(_written_out if rule.difference else _with_optimizer)(experiment, rule), "print(path[-1])"),
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _heading(experiment: Experiment, rule: TorchRule) -> Iterator[str]:
    if rule.difference:
        yield f"# Written out, for {rule.difference}."
    if has_noise(experiment):
        yield "import numpy as np"
    yield "import torch"
    if needs_optim_core(rule.rule):
        yield "\nimport optim_core"


def _start(experiment: Experiment, name: str, more: str = "") -> str:
    return f"{name} = torch.tensor([{pair(*experiment.start)}], dtype=torch.float64{more})"


def _loop(experiment: Experiment, lines: Iterator[str]) -> str:
    return f"for step in range({experiment.steps}):\n{indented(lines)}"


def _with_optimizer(experiment: Experiment, rule: TorchRule) -> Iterator[str]:
    """The walk of torch.optim.SGD."""
    point = _iterate(rule)
    if rule.looks_ahead:
        yield "# With nesterov=True the optimizer's own iterate is the look-ahead point y = theta - lr*beta*v."
    yield _start(experiment, point, ", requires_grad=True")
    yield f"optimizer = torch.optim.SGD([{point}], {', '.join(_options(rule))})"
    if rule.dampens:
        yield f"{_forget(point)}  # else the first gradient would not be dampened"
    yield f"path = [{point}.tolist()]"
    yield _loop(experiment, _optimizer_step(experiment, rule, point))


def _iterate(rule: TorchRule) -> str:
    return "y" if rule.looks_ahead else "theta"


def _options(rule: TorchRule) -> Iterator[str]:
    for word, name in rule.options.items():
        yield f"{word}={rule.at(name, '0')}.item()" if rule.varies(name) else f"{word}={name}"
    if rule.looks_ahead:
        yield "nesterov=True"


def _forget(point: str) -> str:
    return f'optimizer.state[{point}]["momentum_buffer"] = torch.zeros_like({point})'


def _optimizer_step(experiment: Experiment, rule: TorchRule, point: str) -> Iterator[str]:
    for word, name in rule.options.items():
        if rule.varies(name):
            yield f'optimizer.param_groups[0]["{word}"] = {rule.at(name)}.item()'
    if rule.restarts:
        yield f"if step in {steps_source(rule.restarts)}:\n{indented([_forget(point)])}"
    taken_at = place(experiment, point)
    yield "optimizer.zero_grad()"
    yield f"f(*{point if taken_at == point else f'({taken_at})'}).backward()"
    if pushes(experiment):
        yield f"{point}.grad += noise[step]"
    if rule.decouples:
        yield f"with torch.no_grad():\n    {point} *= 1 - {rule.at('lr')}*{rule.at('weight_decay')}"
    yield "optimizer.step()"
    if rule.looks_ahead and not rule.shows_ahead:
        yield 'v = optimizer.state[y]["momentum_buffer"]'
        yield "path.append((y + lr*beta*v).tolist())"
    else:
        yield f"path.append({point}.tolist())"


def _written_out(experiment: Experiment, rule: TorchRule) -> Iterator[str]:
    """The walk as our equation says it."""
    yield _start(experiment, "theta")
    yield "v = torch.zeros_like(theta)"
    yield "path = [theta.tolist()]"
    yield _loop(experiment, _written_step(experiment, rule, _iterate(rule)))


def _written_step(experiment: Experiment, rule: TorchRule, point: str) -> Iterator[str]:
    if rule.restarts:
        yield f"if step in {steps_source(rule.restarts)}:\n    v = torch.zeros_like(theta)"
    if rule.looks_ahead:
        yield f"y = theta - {_reach(rule, 'step')}"
    lr, decay = rule.at("lr"), rule.at("weight_decay")
    coupled = f" + {decay}*{point}" if rule.acts("weight_decay") and not rule.decouples else ""
    yield f"g = gradient({place(experiment, point)}){coupled}{' + noise[step]' if pushes(experiment) else ''}"
    yield f"v = {_kept(rule)}{_gain(rule)}g"
    moved = "v" if rule.convention is Convention.INSIDE else f"{lr}*v"
    yield f"theta = theta - {moved}{f' - {lr}*{decay}*theta' if rule.decouples else ''}"
    if rule.shows_ahead:
        yield f"path.append((theta - {_reach(rule, 'step + 1')}).tolist())"
    else:
        yield "path.append(theta.tolist())"


def _reach(rule: TorchRule, step: str) -> str:
    """How far ahead of θ the gradient of that step is taken."""
    lr = "" if rule.convention is Convention.INSIDE else f"{rule.at('lr', step)}*"
    return f"{lr}{rule.at('beta', step)}*v"


def _kept(rule: TorchRule) -> str:
    return f"{rule.at('beta')}*v + " if rule.acts("beta") else ""


def _gain(rule: TorchRule) -> str:
    """What a gradient is multiplied by where it enters the velocity."""
    lr = f"{rule.at('lr')}*" if rule.convention is Convention.INSIDE else ""
    damping = "beta" if rule.convention is Convention.AVERAGED else "dampening"
    return f"{lr}(1 - {rule.at(damping)})*" if rule.dampens else lr
