"""The tokens of a formula, taken one by one by whoever understands them."""

from keyword import iskeyword

from surfaces.expressions.errors import ExpressionError
from surfaces.expressions.tokens import Kind, Token, tokens

RANGE = "in"


class Stream:
    """What of a text has not been understood yet. Raises ExpressionError for a text that cannot be cut into tokens."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens(text)
        self._at = 0
        self.next = self._tokens[0]
        """What comes next; END is never passed."""

    @property
    def found(self) -> str:
        """What comes next, as it was written."""
        return self._text[self.next.start : self.next.end]

    @property
    def last(self) -> Token:
        """What came last."""
        return self._tokens[self._at - 1]

    def pop(self) -> Token:
        """Take what comes next."""
        token = self.next
        if self._at + 1 < len(self._tokens):
            self._at += 1
            self.next = self._tokens[self._at]
        return token

    def take(self, *signs: str) -> Token | None:
        """Take what comes next if it is one of these signs."""
        # No name and no number has the text of a sign.
        return self.pop() if self.next.text in signs else None

    def take_word(self, word: str) -> Token | None:
        """Take what comes next if it is this word."""
        return self.pop() if self.next.kind is Kind.NAME and self.next.text == word else None

    def ends(self) -> bool:
        """Whether nothing comes next."""
        return self.next.kind is Kind.END

    def misplaced(self, wanted: str) -> ExpressionError:
        """What is wrong if something else comes next than is wanted."""
        if self.ends():
            return self.next.error(f"{wanted} is missing at the end; add it")
        if self.next.kind is Kind.NAME and iskeyword(self.next.text):
            return self.next.error(f"{self.next.text} has no meaning in a formula; take it out")
        return self.next.error(f"{wanted} is missing before {self.found}; add it")
