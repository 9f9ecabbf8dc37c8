"""Steps on many walkers at once: by the Hessian's eigenvalues, down or to any level place."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from surfaces.exploring.newton import descend, eigenvalues, polished, stationary, step
from surfaces.exploring.square import Square
from tests.surfaces.exploring.jets import functions

UNIT = (0.0, 1.0, 0.0, 1.0)
entries = st.floats(-10.0, 10.0)


@given(entries, entries, entries, entries, entries)
def test_a_step_is_by_the_sizes_of_the_eigenvalues(xx, xy, yy, gx, gy):
    hessian = np.array([[xx, xy], [xy, yy]])
    values, vectors = np.linalg.eigh(hessian)
    low, high = eigenvalues(tuple(map(np.array, (xx, xy, yy))))
    np.testing.assert_allclose((low, high), values, atol=1e-9)
    if np.abs(values).min() < 1e-3:
        return
    gradient = np.array([gx, gy])
    for downhill, weights in ((True, np.abs(values)), (False, values)):
        expected = -vectors @ (vectors.T @ gradient / weights)
        with np.errstate(all="ignore"):
            found = step((np.array(gx), np.array(gy)), tuple(map(np.array, (xx, xy, yy))), downhill=downhill)
        np.testing.assert_allclose(found, expected, atol=1e-8 * (1.0 + np.abs(expected).max()))


@np.errstate(all="ignore")
def test_walkers_go_down_and_those_that_leave_stay_out():
    square = Square(functions(lambda x, y: (x - 0.3) ** 2 - y), UNIT)
    _, v, height = descend(square, np.array([0.1, 0.9]), np.array([0.5, 0.2]))
    assert (v > 1.0).all()
    assert (v < 1.5).all()
    assert (height < 0.0).all()


@np.errstate(all="ignore")
def test_walkers_that_stand_cost_nothing_while_others_go():
    bowl, asked = functions(lambda x, y: (x - 0.5) ** 2 + (y - 0.5) ** 4), []
    counting = bowl._replace(hessian=lambda x, y: asked.append(x.size) or bowl.hessian(x, y))
    u = np.append(np.full(99, 0.5), 0.4)
    descend(Square(counting, UNIT), u, u)
    assert asked[0] == 100
    assert len(asked) > 3
    assert set(asked[2:]) == {1}


@np.errstate(all="ignore")
def test_slopes_tell_a_minimum_to_all_digits_where_heights_do_not():
    square = Square(functions(lambda x, y: 1e6 + (x - 1 / 3) ** 2 + (y - 1 / 7) ** 2), UNIT)
    u, v = polished(square, np.array([0.3334]), np.array([0.1428]))
    np.testing.assert_allclose((u[0], v[0]), (1 / 3, 1 / 7), atol=1e-15)


@np.errstate(all="ignore")
def test_long_steps_find_a_saddle_from_afar():
    square = Square(functions(lambda x, y: (x - 30) ** 2 - (y - 40) ** 2), UNIT)
    u, v, length = stationary(square, np.array([0.1, 0.6]), np.array([0.2, 0.9]), steps=4)
    np.testing.assert_allclose(u, 30.0)
    np.testing.assert_allclose(v, 40.0)
    assert (length < 1e-12).all()
