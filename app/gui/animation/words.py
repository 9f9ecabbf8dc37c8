"""What an animation says of itself, where its format has room for words."""

from app import __version__

MADE_BY = f"Ravine {__version__}"
