"""What a run suffers from: measures, a verdict with its evidence and cause, and a first fix.

Example:

    from optim_core import Momentum, simulate
    from optim_core.diagnosis import Observed, diagnose
    rule = Momentum(lr=1e-3, beta=0.99)
    t = simulate(surface.gradient, [rule], start=(-1.2, 1.0), steps=300)
    losses = surface.value(*t.positions[0, 0].T)
    found = diagnose(Observed(rule, t.positions[0, 0], losses, t.velocities[0, 0]), surface)
    found.verdict.value, found.cause, found.fix.words        # "Overshooting", "At lr·λ = …", "Lower β to 0.9."
"""

from optim_core.diagnosis.curvature import Curvature, local_curvature
from optim_core.diagnosis.diagnose import TOLERANCE, diagnose, measure
from optim_core.diagnosis.ending import VERDICTS, Ending, ending_of_paths
from optim_core.diagnosis.observed import Landscape, Observed
from optim_core.diagnosis.verdict import Diagnosis, Fix, Health, Measures, Verdict

__all__ = [
    "TOLERANCE",
    "VERDICTS",
    "Curvature",
    "Diagnosis",
    "Ending",
    "Fix",
    "Health",
    "Landscape",
    "Measures",
    "Observed",
    "Verdict",
    "diagnose",
    "ending_of_paths",
    "local_curvature",
    "measure",
]
