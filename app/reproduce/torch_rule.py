"""A rule as a PyTorch script has to say it: its numbers, and whether torch.optim.SGD is the same rule.

A number that stays is a plain variable of the script; one that changes in mid-run is a tensor over steps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.model.edits import vars_of
from app.reproduce.source import changed_from, number
from app.reproduce.torch_schedule import factor_source
from app.reproduce.within import rule_changes
from optim_core import SGD, Change, Convention, Decay, Drawn, Momentum, Nesterov, Rule

KNOWN: tuple[type[Rule], ...] = (SGD, Momentum, Nesterov)
"""The rules that can be said in PyTorch."""
OPTIONS = {"lr": "lr", "beta": "momentum", "dampening": "dampening", "weight_decay": "weight_decay"}
"""What torch.optim.SGD calls our numbers."""


@dataclass(frozen=True)
class TorchRule:
    """A rule that is `KNOWN`, in a run of so many steps. Raises ValueError for another one."""

    rule: Rule
    steps: int

    def __post_init__(self) -> None:
        if type(self.rule) not in KNOWN:
            raise ValueError(f"{self.rule.title} cannot be copied for PyTorch yet; copy it as Python instead")

    @property
    def looks_ahead(self) -> bool:
        """Whether gradients are taken ahead of θ."""
        return isinstance(self.rule, Nesterov) and self.acts("beta")

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
        return not self.acts("beta") and not self.dampens

    @property
    def dampens(self) -> bool:
        """Whether a gradient enters the velocity with a factor below 1."""
        return self.acts("beta" if self.convention is Convention.AVERAGED else "dampening")

    @property
    def rests(self) -> bool:
        """Whether β is 0 at some time."""
        return not all(self._values("beta"))

    @property
    def decouples(self) -> bool:
        """Whether it has weight decay beside the step."""
        return self.rule.decay is Decay.DECOUPLED and self.acts("weight_decay")

    @cached_property
    def restarts(self) -> tuple[int, ...]:
        """The steps before which the velocity is forgotten."""
        return () if self.is_plain else self.rule.restart_steps(self.steps)

    @property
    def names(self) -> list[str]:
        """The numbers that the script needs."""
        ignored = "dampening" if self.convention is Convention.AVERAGED else ""
        return [name for name in vars_of(self.rule) if name == "lr" or (self.acts(name) and name != ignored)]

    @property
    def options(self) -> dict[str, str]:
        """What torch.optim.SGD is given: its word, and the number's name."""
        given = {OPTIONS[name]: name for name in self.names if not (name == "weight_decay" and self.decouples)}
        if self.convention is Convention.AVERAGED and not self.is_plain:
            given["dampening"] = "beta"
        return given

    def acts(self, name: str) -> bool:
        """Whether the rule has a number of that name, and it is not 0 all along."""
        return any(self._values(name))

    def varies(self, name: str) -> bool:
        """Whether a number changes in mid-run."""
        return bool(self._changes(name)) or (name == "lr" and bool(self.rule.schedule.parts))

    def at(self, name: str, step: str = "step") -> str:
        """A number in the words of the script, as it is at that step."""
        return f"{name}[{step}]" if self.varies(name) else name

    def declarations(self) -> Iterator[str]:
        """The lines that give the script its numbers."""
        values = {name: number(vars(self.rule)[name]) for name in self.names}
        if steady := {name: value for name, value in values.items() if not self.varies(name)}:
            yield f"{', '.join(steady)} = {', '.join(steady.values())}"
        for name in (name for name in values if self.varies(name)):
            yield f"{name} = torch.full(({self.steps + 1},), {values[name]}, dtype=torch.float64)"
            yield from changed_from(name, self._changes(name))
        if parts := self.rule.schedule.parts:
            yield f"k = torch.arange({self.steps + 1}, dtype=torch.float64)"
            yield from (f"lr *= {factor_source(part)}  # {part.title.lower()}" for part in parts)

    @property
    def difference(self) -> str:
        """Why torch.optim.SGD is another rule than this one; "" where it is the same."""
        if self.is_plain:
            return ""
        return next(reason for is_so, reason in _differences(self) if is_so)

    def _changes(self, name: str) -> list[Change]:
        return [change for change in rule_changes(self.rule, self.steps) if change.name == name]

    def _values(self, name: str) -> Sequence[float]:
        """All that a number is in the run, its schedule left out; nothing if the rule has no such number."""
        mine = vars(self.rule)
        return (mine[name], *(change.value for change in self._changes(name))) if name in mine else ()


def _differences(rule: TorchRule) -> Iterator[tuple[bool, str]]:
    """In what torch.optim.SGD may differ: whether it does here, and how; the last one always holds."""
    yield rule.rests, "torch.optim.SGD knows neither velocity nor dampening where momentum is 0"
    inside = rule.convention is Convention.INSIDE
    yield inside and rule.varies("lr"), "torch.optim.SGD has lr outside the velocity: another rule where lr changes"
    if rule.looks_ahead:
        keeps = "torch.optim.SGD keeps the look-ahead point"
        yield rule.varies("lr") or rule.varies("beta"), f"{keeps}: another rule where lr or beta changes"
        yield rule.dampens, "torch.optim.SGD takes no dampening with nesterov=True"
        yield bool(rule.restarts), f"{keeps}, which restarts would have to move"
        yield rule.decouples, f"{keeps} and has no decoupled weight decay"
    yield True, ""
