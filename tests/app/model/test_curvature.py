"""How strongly a surface bends, and what that allows."""

import numpy as np
import pytest

import surfaces
from app.model.curvature import largest_stable_lr, steepest_curvature
from optim_core import RULES, SGD, Momentum, Nesterov
from surfaces import SURFACES


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
def test_the_largest_eigenvalue_at_the_minimum(surface) -> None:
    found = steepest_curvature(surface())
    assert (found is None) is (not surface().minima)
    if found is not None:
        xx, xy, yy = surface().hessian(*np.array(surface().minima[0]))
        assert found == pytest.approx(np.linalg.eigvalsh([[xx, xy], [xy, yy]])[-1])


def test_limits_on_rosenbrock_are_those_of_the_lessons() -> None:
    surface = surfaces.get("rosenbrock")
    limits = [largest_stable_lr(surface, rule) for rule in (SGD(), Momentum(beta=0.9), Nesterov(beta=0.9))]
    assert limits == pytest.approx([0.001997, 0.003794, 0.001355], rel=1e-3)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_where_theory_has_nothing_to_say_there_is_no_mark(rule) -> None:
    assert largest_stable_lr(surfaces.get("saddle"), rule()) is None
    assert largest_stable_lr(surfaces.get("rosenbrock", b=0.0), rule()) in (None, pytest.approx(1.0, rel=1.0))
