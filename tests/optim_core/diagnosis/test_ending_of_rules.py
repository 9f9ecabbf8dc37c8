"""Rules that theory does not know, and QHM, are judged in a map as by their whole path."""

import pytest

import surfaces
from optim_core.diagnosis import Verdict
from tests.optim_core.diagnosis.ending_cells import judged_cells
from tests.optim_core.textbook import OWN

SURFACES = [surfaces.get(key) for key in ("rosenbrock", "ravine", "himmelblau", "saddle")]
BAR = 0.93
"""Of the verdicts: where no form says what a swing keeps, its passes decide, and a map sees the last of them alone."""


@pytest.mark.parametrize("noise", [0.0, 0.3])
@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.key)
@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
def test_cells_of_maps_get_the_verdict_of_their_path(surface, rule, noise):
    found = judged_cells(surface, rule, 80, seed=7, noise=noise)
    assert found.agreement >= BAR
    assert found.fast_steps == found.full_steps
    wrong = [full for fast, full in zip(found.fast, found.full, strict=True) if fast is Verdict.CONVERGED]
    assert set(wrong) <= {Verdict.CONVERGED}
