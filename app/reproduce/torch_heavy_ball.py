"""The walks of the heavy-ball family: by torch.optim.SGD where that is the same rule, else written out."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.model.experiment import Experiment
from app.reproduce.torch_numbers import RuleNumbers
from app.reproduce.torch_rule import TorchRule
from app.reproduce.torch_walk import at_steps, backward, gradient, options, shrink, shrunk, start, steered
from optim_core import Convention


@dataclass(frozen=True)
class ByStochasticDescent:
    """The walk of torch.optim.SGD."""

    experiment: Experiment
    rule: TorchRule
    difference: str = ""

    @property
    def numbers(self) -> RuleNumbers:
        return self.rule.numbers

    @property
    def names(self) -> list[str]:
        return self.rule.names

    @property
    def _point(self) -> str:
        return "y" if self.rule.looks_ahead else "theta"

    @property
    def _forget(self) -> str:
        return f'optimizer.state[{self._point}]["momentum_buffer"] = torch.zeros_like({self._point})'

    def beginning(self) -> Iterator[str]:
        rule, point = self.rule, self._point
        if rule.looks_ahead:
            yield "# With nesterov=True the optimizer's own iterate is the look-ahead point y = theta - lr*beta*v."
        yield start(self.experiment, point, ", requires_grad=True")
        given = (*options(rule.numbers, rule.options), *(("nesterov=True",) if rule.looks_ahead else ()))
        yield f"optimizer = torch.optim.SGD([{point}], {', '.join(given)})"
        if rule.dampens:
            yield f"{self._forget}  # else the first gradient would not be dampened"
        yield f"path = [{point}.tolist()]"

    def step(self) -> Iterator[str]:
        rule, point = self.rule, self._point
        yield from steered(rule.numbers, rule.options)
        yield from at_steps(rule.restarts, [self._forget])
        yield from backward(self.experiment, point)
        if rule.numbers.decouples:
            yield shrunk(rule.numbers, point)
        yield "optimizer.step()"
        if rule.looks_ahead and not rule.shows_ahead:
            yield 'v = optimizer.state[y]["momentum_buffer"]'
            yield "path.append((y + lr*beta*v).tolist())"
        else:
            yield f"path.append({point}.tolist())"


@dataclass(frozen=True)
class WrittenOut:
    """The walk as our equation says it."""

    experiment: Experiment
    rule: TorchRule

    @property
    def numbers(self) -> RuleNumbers:
        return self.rule.numbers

    @property
    def names(self) -> list[str]:
        return self.rule.names

    @property
    def difference(self) -> str:
        return self.rule.difference

    def beginning(self) -> Iterator[str]:
        yield start(self.experiment, "theta")
        yield "v = torch.zeros_like(theta)"
        yield "path = [theta.tolist()]"

    def step(self) -> Iterator[str]:
        rule, numbers = self.rule, self.numbers
        yield from at_steps(rule.restarts, ["v = torch.zeros_like(theta)"])
        if rule.looks_ahead:
            yield f"y = theta - {self._reach('step')}"
        yield gradient(self.experiment, numbers, "y" if rule.looks_ahead else "theta")
        yield f"v = {self._kept}{self._gain}g"
        moved = "v" if rule.convention is Convention.INSIDE else f"{numbers.at('lr')}*v"
        yield f"theta = theta - {moved}{shrink(numbers)}"
        if rule.shows_ahead:
            yield f"path.append((theta - {self._reach('step + 1')}).tolist())"
        else:
            yield "path.append(theta.tolist())"

    def _reach(self, step: str) -> str:
        """How far ahead of θ the gradient of that step is taken."""
        lr = "" if self.rule.convention is Convention.INSIDE else f"{self.numbers.at('lr', step)}*"
        return f"{lr}{self.numbers.at('beta', step)}*v"

    @property
    def _kept(self) -> str:
        return f"{self.numbers.at('beta')}*v + " if self.numbers.acts("beta") else ""

    @property
    def _gain(self) -> str:
        """What a gradient is multiplied by where it enters the velocity."""
        lr = f"{self.numbers.at('lr')}*" if self.rule.convention is Convention.INSIDE else ""
        damping = "beta" if self.rule.convention is Convention.AVERAGED else "dampening"
        return f"{lr}(1 - {self.numbers.at(damping)})*" if self.rule.dampens else lr
