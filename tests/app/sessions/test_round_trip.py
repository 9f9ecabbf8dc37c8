"""Whatever a session says, it says the same when it comes back, to the last bit of every number."""

import pytest
from hypothesis import given, settings

from app.sessions.figures import carried, with_session, xmp
from app.sessions.session import Session
from app.sessions.share import read_share, share_text
from app.sessions.text import read_session, session_bytes
from tests.app.sessions.pictures import SVG, pdf, png
from tests.app.sessions.sessions import GOOD, relatives, sessions

PNG = png()
CARRIERS = {
    "file": lambda session: read_session(session_bytes(session)),
    "text": lambda session: read_share(share_text(session)),
    "png": lambda session: carried(with_session(PNG, ".png", session)),
    "svg": lambda session: carried(with_session(SVG, ".svg", session)),
    "pdf": lambda session: carried(pdf(xmp(session))),
}


def check_same(found: Session, session: Session) -> None:
    assert found == session
    # Equality takes −0.0 for 0.0, 1 for 1.0 and a word for its enumeration; what is written out tells them apart.
    assert repr(found) == repr(session)
    assert hash(found) == hash(session)


@settings(max_examples=3 * settings().max_examples)
@given(sessions())
def test_any_session_comes_back_from_whatever_carries_it(drawn: Session) -> None:
    """Those that were drawn and four relatives of each as text, those that were drawn in pictures too."""
    for carry in CARRIERS.values():
        check_same(carry(drawn), drawn)
    for session in relatives(drawn):
        for carrier in ("file", "text"):
            check_same(CARRIERS[carrier](session), session)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("carrier", CARRIERS)
def test_the_good_ones_come_back(name: str, carrier: str) -> None:
    check_same(CARRIERS[carrier](GOOD[name]), GOOD[name])
