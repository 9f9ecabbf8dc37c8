"""What is wrong with a formula, and where."""


class ExpressionError(ValueError):
    """A text that is no formula.

    `sentence` says what is wrong and what to do, without the place; `position` is the index of the first character
    meant (the length of the text where something is missing at its end), and `length` how many are meant, at least 1.
    """

    def __init__(self, sentence: str, position: int, length: int = 1) -> None:
        super().__init__(sentence, position, length)
        self.sentence = sentence
        self.position = position
        self.length = max(1, length)

    def __str__(self) -> str:
        return f"at character {self.position + 1}: {self.sentence}"
