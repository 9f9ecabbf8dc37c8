"""A formula as it is set for people: (1 − x)² + 100(y − x²)².

Whole exponents are raised; a product is written without a sign where that reads well, which is between a number or
single letters and what follows, and with a dot elsewhere.
"""

from surfaces.expressions.plain import STRENGTH, held
from surfaces.expressions.tree import Form, Tree, fold

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
BRACKETS = {"abs": "||", "floor": "⌊⌋"}


def pretty(tree: Tree) -> str:
    """The formula for people to read."""
    return fold(tree, _combine)


def _combine(tree: Tree, texts: list[str]) -> str:
    match tree.form:
        case Form.NUMBER:
            return tree.word.replace("-", "−")
        case Form.NAME:
            return "π" if tree.word == "pi" else tree.word
        case Form.NEGATIVE:
            return "−" + held(tree.parts[0], texts[0], Form.POWER)
        case Form.SUM:
            return _sum(tree, texts)
        case Form.PRODUCT:
            return _product(tree, texts)
        case Form.POWER:
            return _power(tree, texts)
    return _call(tree, texts)


def _sum(tree: Tree, texts: list[str]) -> str:
    total = held(tree.parts[0], texts[0], Form.PRODUCT)
    for word, part, text in zip(tree.words, tree.parts[1:], texts[1:], strict=True):
        term = f"({text})" if text.startswith("−") else held(part, text, Form.PRODUCT)
        total += f" {'+' if word == '+' else '−'} {term}"
    return total


def _product(tree: Tree, texts: list[str]) -> str:
    total = held(tree.parts[0], texts[0], Form.NEGATIVE)
    is_whole = True
    for word, before, part, text in zip(tree.words, tree.parts, tree.parts[1:], texts[1:], strict=False):
        factor = held(part, text, Form.POWER)
        is_whole = is_whole and word == "*"
        joint = "/" if word == "/" else "" if is_whole and _ends_clearly(before) and _begins_clearly(part) else "·"
        total += joint + factor
    return total


def _power(tree: Tree, texts: list[str]) -> str:
    base, exponent = tree.parts
    bare = STRENGTH[base.form] == STRENGTH[Form.NAME] and not _is_open_call(base)
    foot = texts[0] if bare else f"({texts[0]})"
    if _is_whole(exponent):
        return foot + texts[1].replace("−", "-").translate(RAISED)
    return foot + _after("^", exponent, texts[1])


def _call(tree: Tree, texts: list[str]) -> str:
    argument = texts[0]
    match tree.word:
        case "sqrt":
            return _after("√", tree.parts[0], argument)
        case "exp":
            return _after("e^", tree.parts[0], argument)
        case "abs" | "floor" if not any(bar in argument for bar in BRACKETS[tree.word]):
            return argument.join(BRACKETS[tree.word])
        case "sigmoid":
            return f"σ({argument})"
    return f"{tree.word}({', '.join(texts)})"


def _after(sign: str, part: Tree, text: str) -> str:
    """A sign before a number or a name, or before a parenthesis."""
    return sign + (text if part.form in (Form.NUMBER, Form.NAME) else f"({text})")


def _is_whole(exponent: Tree) -> bool:
    number = exponent.parts[0] if exponent.form is Form.NEGATIVE else exponent
    return number.form is Form.NUMBER and number.word.isdigit()


def _is_open_call(tree: Tree) -> bool:
    """Whether it is a root or an exponential, which nothing closes."""
    return tree.form is Form.CALL and tree.word in ("sqrt", "exp")


def _is_letter(tree: Tree) -> bool:
    """Whether it is set as one letter, perhaps with a raised exponent."""
    if tree.form is Form.POWER:
        return _is_whole(tree.parts[1]) and _is_letter(tree.parts[0])
    return tree.form is Form.NAME and (len(tree.word) == 1 or tree.word == "pi")


def _ends_clearly(tree: Tree) -> bool:
    if tree.form is Form.NEGATIVE:
        return _ends_clearly(tree.parts[0])
    if tree.form is Form.NUMBER:
        return "e" not in tree.word.lower()
    return _is_letter(tree) or tree.form is Form.SUM or _is_raised_sum(tree)


def _begins_clearly(tree: Tree) -> bool:
    return _is_letter(tree) or _is_open_call(tree) or tree.form in (Form.SUM, Form.PRODUCT) or _is_raised_sum(tree)


def _is_raised_sum(tree: Tree) -> bool:
    """Whether it is (…)², with any exponent that is raised."""
    return tree.form is Form.POWER and _is_whole(tree.parts[1]) and tree.parts[0].form in (Form.SUM, Form.PRODUCT)
