"""A run with all that it depends on, and the verdict that it deserves."""

from dataclasses import dataclass, replace
from typing import Any

import surfaces
from optim_core import SGD, Constant, Momentum, Move, NoiseKind, Rule, simulate
from optim_core.diagnosis import Fix, Observed, Verdict
from optim_core.surroundings import offsets


@dataclass(frozen=True)
class Run:
    """`reason` says in words why the verdict is the right one."""

    reason: str
    surface: surfaces.Surface
    rule: Rule
    start: tuple[float, float]
    steps: int
    verdict: Verdict | None = None
    noise: float = 0.0
    noise_kind: NoiseKind = NoiseKind.GAUSSIAN
    moves: tuple[Move, ...] = ()
    seed: int = 0

    def observe(self) -> Observed:
        """Walk it."""
        surroundings: dict[str, Any] = {"noise": self.noise, "noise_kind": self.noise_kind, "moves": self.moves}
        walk = simulate(
            self.surface.gradient, [self.rule], start=self.start, steps=self.steps, seeds=(self.seed,), **surroundings
        )
        path, where = walk.positions[0, 0], offsets(self.moves, 0, self.steps + 1)
        return Observed(
            rule=self.rule,
            positions=path,
            losses=self.surface.value(*(path - where).T),
            velocities=walk.velocities[0, 0],
            diverged_at=int(walk.diverged_at[0, 0]),
            noise=self.noise,
            noise_kind=self.noise_kind,
            offsets=where if self.moves else None,
        )

    def mended(self, fix: Fix) -> "Run":
        """The same with a fix applied."""
        match fix.setting:
            case "steps" | "noise" | "start":
                whole = int(fix.value) if fix.setting == "steps" else fix.value
                return replace(self, **{fix.setting: whole})
            case "restart":
                return replace(self, rule=replace(self.rule, restarts=(int(fix.value),)))
            case "schedule":
                assert fix.value == 1.0
                return replace(self, rule=replace(self.rule, schedule=Constant()))
            case "beta" if isinstance(self.rule, SGD):
                return replace(self, rule=Momentum(lr=self.rule.lr, beta=fix.value))
        return replace(self, rule=replace(self.rule, **{fix.setting: fix.value}))
