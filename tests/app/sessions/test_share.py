import zlib
from base64 import urlsafe_b64encode

import pytest

from app.sessions.schema import MOST_BYTES
from app.sessions.session import Session
from app.sessions.share import MOST_LETTERS, is_share, read_share, share_text
from app.sessions.text import session_bytes
from tests.app.sessions.sessions import RICH, USUAL

TEXT = share_text(USUAL)


def shared(data: bytes) -> str:
    """Any bytes as if they were a session's."""
    return "ravine:" + urlsafe_b64encode(data).decode().rstrip("=")


def refused(text: str) -> str:
    with pytest.raises(ValueError, match=r"\A[^\n]+\Z") as caught:
        read_share(text)
    assert str(caught.value).isprintable()
    return str(caught.value)


def test_it_is_one_line_that_goes_through_mails_addresses_and_shells() -> None:
    assert TEXT.isascii()
    assert set(TEXT) <= set("ravine:-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    assert len(TEXT) < 600, "the usual experiment fits into a short message"


@pytest.mark.parametrize("text", ["  " + TEXT + "\n", "\n".join(TEXT[k : k + 60] for k in range(0, len(TEXT), 60))])
def test_spaces_and_broken_lines_do_not_matter(text: str) -> None:
    assert is_share(text)
    assert read_share(text) == USUAL


@pytest.mark.parametrize("text", ["", "ravine", "Ravine:abc", "http://x/?ravine:abc", "x" + TEXT, "{}", TEXT[1:]])
def test_other_texts_are_told_apart(text: str) -> None:
    assert not is_share(text)
    assert refused(text) == "it does not begin with ravine:"


def test_every_cut_is_refused() -> None:
    whole = share_text(RICH)
    assert {refused(whole[:length]) for length in range(len("ravine:"), len(whole))} == {"it was cut or altered"}


def test_no_altered_letter_makes_another_session() -> None:
    texts = [
        TEXT[:place] + letter + TEXT[place + 1 :]
        for place in range(len("ravine:"), len(TEXT))
        for letter in ("A", "-", "9", "!", "ü", "+")
        if letter != TEXT[place]
    ]
    # Seldom the altered text is another way to pack the same: copied from further back, or bits that mean nothing.
    refusals = sum(is_refused(text) for text in texts)
    assert 0.98 * len(texts) < refusals


def is_refused(text: str) -> bool:
    try:
        found = read_share(text)
    except ValueError:
        return bool(refused(text))
    assert found == USUAL
    return False


@pytest.mark.parametrize("behind", ["A", "AAAA", "=", "====", ".", "\0", TEXT])
def test_what_follows_is_refused(behind: str) -> None:
    refused(TEXT + behind)


def test_bytes_behind_the_compressed_ones_are_refused() -> None:
    data = zlib.compress(session_bytes(USUAL))
    assert read_share(shared(data)) == USUAL
    assert refused(shared(data + b"more")) == "it was cut or altered"


def test_what_would_unpack_without_end_is_never_unpacked_whole() -> None:
    bomb = zlib.compress(bytes(20 * MOST_BYTES), 9)
    assert len(shared(bomb)) < MOST_LETTERS
    assert refused(shared(bomb)) == f"it has {MOST_BYTES + 1:,} bytes, and {MOST_BYTES:,} are the most of a session"


def test_too_long_a_text_is_refused_unread() -> None:
    assert "are the most of a share string" in refused("ravine:" + "A" * MOST_LETTERS)


@pytest.mark.parametrize(
    "data", [b"", b"x", b"{}", zlib.compress(b""), zlib.compress(b"{}"), zlib.compress(b"[" * 10**6)]
)
def test_other_bytes_are_refused(data: bytes) -> None:
    refused(shared(data))


def test_what_could_not_be_read_again_is_not_shared() -> None:
    with pytest.raises(ValueError, match=r"^look\.view must be one of path, map, crowd, compare, 3d, not 'nothing'$"):
        share_text(Session(view="nothing"))
