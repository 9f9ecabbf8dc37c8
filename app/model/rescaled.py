"""What theory says of a rule with a step size for each coordinate, as if these sizes stood still.

θ ← θ − lr·Sm, with S diagonal, is in the coordinates S^(−1/2)θ a rule with one lr for all, on a surface with the
Hessian S^½HS^½ (Cohen et al. 2022, who call it preconditioned): its eigenvalues are what lr is to be compared with.
"""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from app.model.ledger import Vector
from optim_core import Rule, theory
from optim_core.diagnosis.curvature import eigenvalues
from optim_core.theory import LinearForm

Hessian = tuple[float, float, float]
"""∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²."""


class Rescaled(NamedTuple):
    """The eigenvalues of the rescaled Hessian, and the linear rule that acts on them, None where there is none.

    `gain` is the form's lr for an lr of 1: a rule that averages gradients has 1 − β.
    """

    soft: float
    stiff: float
    form: LinearForm | None
    gain: float


def rescaled(rule: Rule, hessian: Hessian, scale: Vector) -> Rescaled:
    """The rule, without its weight decay, on a surface with this Hessian, for a present `scale` (2,)."""
    unit: Any = replace(rule, lr=1.0)  # type: ignore[call-arg]
    of_unit = theory.frozen_form(unit)
    (xx, xy, yy), (x, y) = hessian, scale
    with np.errstate(all="ignore"):
        soft, stiff = eigenvalues(x * xx, np.sqrt(x * y) * xy, y * yy)
    return Rescaled(float(soft), float(stiff), theory.frozen_form(rule), of_unit.lr if of_unit else 1.0)
