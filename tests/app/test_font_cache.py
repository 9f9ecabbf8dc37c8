from pathlib import Path

import pytest

from app.font_cache import font_cache


@pytest.mark.parametrize("name", ["HOME", "XDG_CACHE_HOME"])
def test_a_usual_place_that_can_be_written_is_left_alone(tmp_path: Path, name: str) -> None:
    environment = {name: str(tmp_path / "made" / "when needed")}
    with font_cache(environment):
        assert list(environment) == [name]


@pytest.mark.parametrize("before", [{}, {"HOME": "/proc/none"}, {"XDG_CACHE_HOME": "/proc/none"}])
def test_where_there_is_none_a_folder_is_lent_and_taken_back(before: dict[str, str]) -> None:
    environment = dict(before)
    with font_cache(environment):
        lent = Path(environment["XDG_CACHE_HOME"])
        (lent / "fontconfig").mkdir()
    assert environment == before
    assert not lent.exists()


def test_it_is_taken_back_after_an_error_too() -> None:
    environment = {"XDG_CACHE_HOME": "/proc/none"}
    with pytest.raises(ZeroDivisionError), font_cache(environment):
        raise ZeroDivisionError
    assert environment == {"XDG_CACHE_HOME": "/proc/none"}
