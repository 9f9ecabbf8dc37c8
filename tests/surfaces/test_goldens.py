"""Heights, slopes and curvatures against sympy's to 30 digits, and against scipy; see make_goldens.py."""

from pathlib import Path

import numpy as np
import pytest

from surfaces import get

with np.load(Path(__file__).with_name("goldens.npz"), allow_pickle=False) as file:
    GOLDENS = dict(file)
each_key = pytest.mark.parametrize("key", sorted({name.split("/")[0] for name in GOLDENS if "/" in name}))


def golden_surfaces(key):
    """The surface with its usual parameters and with others, each with its table."""
    names = tuple(get(key).numbers)
    for values, name in zip(GOLDENS[f"{key}/parameters"], ("usual", "other"), strict=True):
        yield get(key, **dict(zip(names, values.tolist(), strict=True))), GOLDENS[f"{key}/{name}"]


def answers(surface, table):
    x, y = table[:, 0], table[:, 1]
    rows = (surface.value(x, y), *surface.gradient(x, y), *surface.hessian(x, y))
    return np.array([np.broadcast_to(row, x.shape) for row in rows]).T


def assert_alike(found, expected):
    # What rounding leaves where terms cancel is measured by the column.
    scale = np.abs(expected).max(axis=0)
    assert (np.abs(found - expected) <= 1e-12 * np.abs(expected) + 1e-14 * scale).all()


@each_key
def test_surfaces_are_what_their_books_say(key):
    usual, other = golden_surfaces(key)
    assert usual[0] == get(key)
    for surface, table in (usual, other):
        assert_alike(answers(surface, table), table[:, 2:])


def test_there_are_goldens_enough():
    shapes = [values.shape for name, values in GOLDENS.items() if name.endswith("/usual")]
    assert len(shapes) >= 23
    assert set(shapes) == {(50, 8)}


@pytest.mark.parametrize("key", [name.removesuffix("/near") for name in GOLDENS if name.endswith("/near")])
def test_nothing_cancels_near_a_minimum_of_height_0(key):
    table = GOLDENS[f"{key}/near"]
    found = get(key).value(table[:, 0], table[:, 1])
    np.testing.assert_allclose(found, table[:, 2], rtol=1e-9)


def test_rosenbrock_is_scipys():
    table = GOLDENS["scipy"]
    assert_alike(answers(get("rosenbrock"), table), table[:, 2:])
