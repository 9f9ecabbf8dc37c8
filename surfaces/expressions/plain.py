"""A formula written out again, in one way only, so that what is the same reads the same.

plain(tree of "( x)**2-(-(y*2 ))")        # "x^2 - -(y*2)"
"""

from surfaces.expressions.tree import Form, Tree, fold

STRENGTH = {Form.SUM: 1, Form.PRODUCT: 2, Form.NEGATIVE: 3, Form.POWER: 4, Form.NUMBER: 5, Form.NAME: 5, Form.CALL: 5}
"""How tightly a form holds together: a part that does so less than its place asks for goes into parentheses."""


def plain(tree: Tree, *, power: str = "^", gap: str = " ") -> str:
    """The formula with as few parentheses as it can do with; `gap` stands beside + and − and behind a comma."""

    def combine(tree: Tree, texts: list[str]) -> str:
        match tree.form:
            case Form.NUMBER | Form.NAME:
                return tree.word
            case Form.NEGATIVE:
                return "-" + held(tree.parts[0], texts[0], Form.NEGATIVE)
            case Form.SUM:
                return _chained(tree, texts, Form.PRODUCT, gap)
            case Form.PRODUCT:
                return _chained(tree, texts, Form.NEGATIVE, "")
            case Form.POWER:
                base, exponent = tree.parts
                return held(base, texts[0], Form.NAME) + power + held(exponent, texts[1], Form.NEGATIVE)
        return f"{tree.word}({f',{gap}'.join(texts)})"

    return fold(tree, combine)


def held(part: Tree, text: str, at_least: Form) -> str:
    """The text of a part, in parentheses unless it holds together at least as tightly as that form."""
    return text if STRENGTH[part.form] >= STRENGTH[at_least] else f"({text})"


def _chained(tree: Tree, texts: list[str], at_least: Form, gap: str) -> str:
    first, *others = (held(part, text, at_least) for part, text in zip(tree.parts, texts, strict=True))
    return first + "".join(f"{gap}{word}{gap}{text}" for word, text in zip(tree.words, others, strict=True))
