"""Fragments as sentences: messages are written small and without a stop, so that they can stand behind a name."""


def sentence_of(text: str) -> str:
    """With a capital letter and a stop, unless it ends as a sentence does."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) or not text else ".")
