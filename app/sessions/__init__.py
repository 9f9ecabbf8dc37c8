"""Experiments as files and as text: session files, figures that carry one, and strings to be shared."""

from app.sessions.session import Session

__all__ = ["Session"]
