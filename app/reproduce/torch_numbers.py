"""The numbers of a rule as a PyTorch script has to say them.

One that stays is a plain variable of the script; one that changes in mid-run is a tensor over steps.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.reproduce.source import changed_from, number
from app.reproduce.torch_schedule import factor_source
from app.reproduce.within import rule_changes
from optim_core import Change, Decay, Rule


@dataclass(frozen=True)
class RuleNumbers:
    """The numbers of a rule in a run of so many steps."""

    rule: Rule
    steps: int

    @property
    def decouples(self) -> bool:
        """Whether it has weight decay beside the step."""
        return self.rule.decay is Decay.DECOUPLED and self.acts("weight_decay")

    def acts(self, name: str) -> bool:
        """Whether the rule has a number of that name, and it is not 0 all along."""
        return any(self.values(name))

    def rests(self, name: str) -> bool:
        """Whether it is 0 at some time."""
        return not all(self.values(name))

    def varies(self, name: str) -> bool:
        """Whether a number changes in mid-run."""
        return bool(self._changes(name)) or (name == "lr" and bool(self.rule.schedule.parts))

    def at(self, name: str, step: str = "step") -> str:
        """A number in the words of the script, as it is at that step."""
        return f"{name}[{step}]" if self.varies(name) else name

    def declarations(self, names: Iterable[str]) -> Iterator[str]:
        """The lines that give the script these numbers."""
        values = {name: number(vars(self.rule)[name]) for name in names}
        if steady := {name: value for name, value in values.items() if not self.varies(name)}:
            yield f"{', '.join(steady)} = {', '.join(steady.values())}"
        for name in (name for name in values if self.varies(name)):
            yield f"{name} = torch.full(({self.steps + 1},), {values[name]}, dtype=torch.float64)"
            yield from changed_from(name, self._changes(name))
        if parts := self.rule.schedule.parts:
            yield f"k = torch.arange({self.steps + 1}, dtype=torch.float64)"
            yield from (f"lr *= {factor_source(part)}  # {part.title.lower()}" for part in parts)

    def values(self, name: str) -> Sequence[float]:
        """All that a number is in the run, its schedule left out; nothing if the rule has no such number."""
        mine = vars(self.rule)
        return (mine[name], *(change.value for change in self._changes(name))) if name in mine else ()

    def _changes(self, name: str) -> list[Change]:
        return [change for change in rule_changes(self.rule, self.steps) if change.name == name]
