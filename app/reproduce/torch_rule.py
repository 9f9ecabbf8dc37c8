"""A rule of the heavy-ball family as a PyTorch script has to say it, and whether torch.optim.SGD is the same rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from app.model.edits import vars_of
from app.reproduce.torch_numbers import RuleNumbers
from optim_core import SGD, Convention, Drawn, Momentum, Nesterov, Rule

KNOWN: tuple[type[Rule], ...] = (SGD, Momentum, Nesterov)
"""The rules of this family that can be said in PyTorch."""
OPTIONS = {"lr": "lr", "beta": "momentum", "dampening": "dampening", "weight_decay": "weight_decay"}
"""What torch.optim.SGD calls our numbers."""


@dataclass(frozen=True)
class TorchRule:
    """A rule that is `KNOWN`, with its numbers."""

    numbers: RuleNumbers

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.numbers.rule

    @property
    def looks_ahead(self) -> bool:
        """Whether gradients are taken ahead of θ."""
        return isinstance(self.rule, Nesterov) and self.numbers.acts("beta")

    @property
    def shows_ahead(self) -> bool:
        """Whether the path is that of the look-ahead point."""
        return self.looks_ahead and vars(self.rule)["drawn"] is Drawn.AHEAD

    @property
    def convention(self) -> Convention:
        """Where lr stands."""
        convention: Convention = vars(self.rule).get("convention", Convention.OUTSIDE)
        return convention

    @property
    def is_plain(self) -> bool:
        """Whether it keeps no velocity, so that it is SGD whatever it is called."""
        return not self.numbers.acts("beta") and not self.dampens

    @property
    def dampens(self) -> bool:
        """Whether a gradient enters the velocity with a factor below 1."""
        return self.numbers.acts("beta" if self.convention is Convention.AVERAGED else "dampening")

    @cached_property
    def restarts(self) -> tuple[int, ...]:
        """The steps before which the velocity is forgotten."""
        return () if self.is_plain else self.rule.restart_steps(self.numbers.steps)

    @property
    def names(self) -> list[str]:
        """The numbers that the script needs."""
        ignored = "dampening" if self.convention is Convention.AVERAGED else ""
        return [name for name in vars_of(self.rule) if name == "lr" or (self.numbers.acts(name) and name != ignored)]

    @property
    def options(self) -> dict[str, str]:
        """What torch.optim.SGD is given: its word, and the number's name."""
        decouples = self.numbers.decouples
        given = {OPTIONS[name]: name for name in self.names if not (name == "weight_decay" and decouples)}
        if self.convention is Convention.AVERAGED and not self.is_plain:
            given["dampening"] = "beta"
        return given

    @property
    def difference(self) -> str:
        """Why torch.optim.SGD is another rule than this one; "" where it is the same."""
        if self.is_plain:
            return ""
        return next(reason for is_so, reason in _differences(self) if is_so)


def _differences(rule: TorchRule) -> Iterator[tuple[bool, str]]:
    """In what torch.optim.SGD may differ: whether it does here, and how; the last one always holds."""
    numbers = rule.numbers
    yield numbers.rests("beta"), "torch.optim.SGD knows neither velocity nor dampening where momentum is 0"
    inside = rule.convention is Convention.INSIDE
    yield inside and numbers.varies("lr"), "torch.optim.SGD has lr outside the velocity: another rule where lr changes"
    if rule.looks_ahead:
        keeps = "torch.optim.SGD keeps the look-ahead point"
        yield numbers.varies("lr") or numbers.varies("beta"), f"{keeps}: another rule where lr or beta changes"
        yield rule.dampens, "torch.optim.SGD takes no dampening with nesterov=True"
        yield bool(rule.restarts), f"{keeps}, which restarts would have to move"
        yield numbers.decouples, f"{keeps} and has no decoupled weight decay"
    yield True, ""
