"""The walks of rules with an equation of their own: by PyTorch's optimizer where there is one, else written out."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.model.edits import vars_of
from app.model.experiment import Experiment
from app.reproduce.source import call
from app.reproduce.torch_numbers import RuleNumbers
from app.reproduce.torch_walk import at_steps, backward, gradient, options, shrink, shrunk, start, steered
from optim_core import QHM, AdaGrad, Adam, AdamW, AMSGrad, Lion, NAdam, RMSProp, Rule


@dataclass(frozen=True)
class Optimizer:
    """An optimizer of PyTorch: our names by its words, and what else it is given.

    `betas` are those that it takes as one pair. `decoupled` is the optimizer that has decoupled weight decay instead,
    "" where there is none. `doubled` is why double precision must be the usual one, "" where it need not.
    """

    name: str
    words: dict[str, str]
    betas: tuple[str, ...] = ()
    more: str = ""
    decoupled: str = ""
    doubled: str = ""


MOMENTS = {"lr": "lr", "eps": "eps"}
PAIR = ("beta", "beta2")
SINGLE = "else NAdam keeps the product of its momenta in single precision"
OPTIMIZERS: dict[type[Rule], Optimizer] = {
    AdaGrad: Optimizer("Adagrad", {"lr": "lr", "eps": "eps"}),
    RMSProp: Optimizer("RMSprop", {"lr": "lr", "alpha": "rho", "eps": "eps"}),
    Adam: Optimizer("Adam", MOMENTS, PAIR, decoupled="AdamW"),
    AMSGrad: Optimizer("Adam", MOMENTS, PAIR, "amsgrad=True", decoupled="AdamW"),
    AdamW: Optimizer("Adam", MOMENTS, PAIR, decoupled="AdamW"),
    NAdam: Optimizer("NAdam", {**MOMENTS, "momentum_decay": "momentum_decay"}, PAIR, doubled=SINGLE),
}
"""What PyTorch has."""
WRITTEN: dict[type[Rule], tuple[str, ...]] = {
    QHM: (
        "m = {beta}*m + (1 - {beta})*g",
        "theta = theta - {lr}*((1 - {nu})*g + {nu}*m){shrink}",
    ),
    Lion: (
        "theta = theta - {lr}*torch.sign({beta}*m + (1 - {beta})*g){shrink}",
        "m = {beta2}*m + (1 - {beta2})*g",
    ),
}
"""The updates of rules that PyTorch does not have."""


@dataclass(frozen=True)
class ByOptimizer:
    """The walk of an optimizer of PyTorch other than SGD."""

    experiment: Experiment
    numbers: RuleNumbers
    optimizer: Optimizer
    difference: str = ""

    @property
    def names(self) -> list[str]:
        return _names(self.numbers)

    @property
    def _decays_itself(self) -> bool:
        return self.numbers.acts("weight_decay") and (bool(self.optimizer.decoupled) or not self.numbers.decouples)

    @property
    def _words(self) -> dict[str, str]:
        return {**self.optimizer.words, **({"weight_decay": "weight_decay"} if self._decays_itself else {})}

    @property
    def _made(self) -> str:
        found, decouples = self.optimizer, self.numbers.decouples
        given = list(options(self.numbers, self._words))
        if found.betas:
            given.insert(1, f"betas=({', '.join(found.betas)})")
        if found.more:
            given.append(found.more)
        name = found.decoupled if decouples and found.decoupled else found.name
        return call(f"optimizer = torch.optim.{name}", ["[theta]", *given])

    def beginning(self) -> Iterator[str]:
        if self.optimizer.doubled:
            yield f"torch.set_default_dtype(torch.float64)  # {self.optimizer.doubled}"
        yield start(self.experiment, "theta", ", requires_grad=True")
        yield self._made
        yield "path = [theta.tolist()]"

    def step(self) -> Iterator[str]:
        # A new optimizer remembers nothing.
        yield from at_steps(self.numbers.rule.restart_steps(self.numbers.steps), [self._made])
        yield from steered(self.numbers, self._words)
        yield from backward(self.experiment, "theta")
        if self.numbers.decouples and not self._decays_itself:
            yield shrunk(self.numbers, "theta")
        yield "optimizer.step()"
        yield "path.append(theta.tolist())"


@dataclass(frozen=True)
class ByEquation:
    """The walk of a rule that PyTorch does not have."""

    experiment: Experiment
    numbers: RuleNumbers
    lines: tuple[str, ...]

    @property
    def difference(self) -> str:
        return f"torch.optim has no {self.numbers.rule.title}"

    @property
    def names(self) -> list[str]:
        return _names(self.numbers)

    def beginning(self) -> Iterator[str]:
        yield start(self.experiment, "theta")
        yield "m = torch.zeros_like(theta)"
        yield "path = [theta.tolist()]"

    def step(self) -> Iterator[str]:
        numbers = self.numbers
        yield from at_steps(numbers.rule.restart_steps(numbers.steps), ["m = torch.zeros_like(theta)"])
        yield gradient(self.experiment, numbers, "theta")
        said = {name: numbers.at(name) for name in vars_of(numbers.rule)}
        yield from (line.format(**said, shrink=shrink(numbers)) for line in self.lines)
        yield "path.append(theta.tolist())"


def _names(numbers: RuleNumbers) -> list[str]:
    """All numbers of the rule, but for a weight decay that is none."""
    return [name for name in vars_of(numbers.rule) if name != "weight_decay" or numbers.acts(name)]
