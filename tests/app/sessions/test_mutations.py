"""Good sessions with an end missing or a bit turned: a clear sentence, or a session that is a good one too."""

from collections.abc import Iterator

import pytest

from app.sessions.session import checked_session
from app.sessions.text import compact_bytes, read_session, session_bytes
from tests.app.sessions.sessions import MAPPED, RICH, USUAL

FILES = {"usual": session_bytes(USUAL), "mapped": session_bytes(MAPPED), "rich": compact_bytes(RICH)}


def cut(data: bytes) -> Iterator[bytes]:
    return (data[:length] for length in range(len(data)))


def turned(data: bytes) -> Iterator[bytes]:
    """One bit of each byte, and of the next byte another one."""
    for place in range(len(data)):
        for bit in (place % 8, (place + 3) % 8):
            yield data[:place] + bytes((data[place] ^ 1 << bit,)) + data[place + 1 :]


def is_good(data: bytes) -> bool:
    """Whether it is a session; a refusal must be a ValueError of one line for people."""
    try:
        session = read_session(data)
    except ValueError as error:
        sentence = str(error)
        assert sentence.isprintable(), repr(sentence)
        assert 10 < len(sentence) < 250
        return False
    checked_session(session)
    return True


@pytest.mark.parametrize("name", FILES)
def test_a_cut_file_is_refused(name: str) -> None:
    whole = FILES[name].rstrip()
    assert is_good(whole)
    assert not any(map(is_good, cut(whole)))


@pytest.mark.parametrize("name", FILES)
def test_a_turned_bit_is_refused_or_means_another_legal_value(name: str) -> None:
    found = [is_good(data) for data in turned(FILES[name])]
    # Digits and names may be others; keys, words, brackets and what is out of range may not.
    assert 0 < sum(found) < 0.1 * len(found)
