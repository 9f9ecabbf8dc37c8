"""A map in words: its titles and the caption of its figure."""

from app.model.describe import rule_notes, rule_numbers_text, run_text, surface_text
from app.model.maps.kinds import MapKind
from app.model.maps.request import MapRequest
from app.model.parameters import parameters

REPLACED = {MapKind.RATES: ("lr", "beta"), MapKind.STARTS: (), MapKind.PARAMETER: ("lr",)}
"""What of a rule the axes of a map replace."""


def constants_text(request: MapRequest, seeds: int = 1) -> str:
    """What of the rule and its noise is the same in all cells: β 0.9  averaged  cosine; "" if nothing is worth saying.

    `seeds` is how many the experiment has; the map is of its first.
    """
    declared = parameters(type(request.rule))
    gone = {declared[name].label for name in REPLACED[request.kind] if name in declared}
    numbers = [part for part in rule_numbers_text(request.rule).split("  ") if part.rpartition(" ")[0] not in gone]
    alike = "no β: rows are alike" if request.rows_are_alike else ""
    parts = (*numbers, *rule_notes(request.rule), alike, seed_words(request, seeds))
    return "  ".join(part for part in parts if part)


def seed_words(request: MapRequest, seeds: int) -> str:
    """Which of several seeds it is: seed 0 of 0 to 99; "" where there is only one, or no noise."""
    run = request.experiment
    if seeds == 1 or not run.has_noise:
        return ""
    return f"seed {run.seed} of {run.seed} to {run.seed + seeds - 1}"


def surface_words(request: MapRequest) -> str:
    """The surface with the parameters that are the same in all cells: Rosenbrock  a 1."""
    text = surface_text(request.experiment.surface)
    if request.kind is not MapKind.PARAMETER:
        return text
    title, *values = text.split("  ")
    return "  ".join((title, *(value for value in values if value.rpartition(" ")[0] != request.y.label)))


def run_words(request: MapRequest, seeds: int = 1) -> str:
    """Start, steps, moves and noise with its seed, of how many; each cell is one run."""
    text, seed = run_text(request.experiment), seed_words(request, seeds)
    if seed:
        text = f"{text.rpartition('  ')[0]}  {seed}"
    if request.kind is MapKind.STARTS:
        text = text.partition("  ")[2]
    side = request.sides[-1]
    return f"{text}  {side} × {request.rows(side)} runs"
