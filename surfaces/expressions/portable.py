"""A formula as an expression of Python from which copies in other libraries are made; see `Surface.expression`."""

from math import log

from surfaces.expressions.algebra import Algebra
from surfaces.expressions.meaning import Meaning
from surfaces.expressions.plain import plain
from surfaces.expressions.tree import Form, Tree, fold, functions, names
from surfaces.expressions.vocabulary import CONSTANTS

LOCAL = frozenset(("atan2", "min", "max", "floor", "sign"))
"""Functions that are called otherwise in other libraries, or are not elementwise there."""
LARGEST_WHOLE = 1000.0
"""Larger numbers are written with a point: elsewhere, whole numbers may overflow."""


def portable(tree: Tree) -> str:
    """The formula in Python's notation; "" if it has a function that does not mean the same everywhere."""
    return "" if LOCAL & functions(tree) else plain(fold(tree, _portable), power="**")


def _portable(tree: Tree, parts: list[Tree]) -> Tree:
    if tree.form is Form.NUMBER:
        return _number(float(tree.word))
    whole = Tree(tree.form, tree.words, tuple(parts), tree.start, tree.end)
    if tree.form in (Form.CALL, Form.POWER) and names(whole) <= CONSTANTS.keys():
        return _number(_worth(whole))
    return _call(tree.word, parts[0]) if tree.form is Form.CALL else whole


def _worth(constant: Tree) -> float:
    number = Meaning(Algebra(), ()).of(constant).number
    assert number is not None
    return number


def _call(function: str, argument: Tree) -> Tree:
    match function:
        case "ln":
            return _made(Form.CALL, ("log",), argument)
        case "log10":
            return _made(Form.PRODUCT, ("/",), _made(Form.CALL, ("log",), argument), _number(log(10.0)))
        case "sigmoid":
            power = _made(Form.CALL, ("exp",), _made(Form.NEGATIVE, (), argument))
            return _made(Form.PRODUCT, ("/",), _number(1.0), _made(Form.SUM, ("+",), _number(1.0), power))
    return _made(Form.CALL, (function,), argument)


def _number(number: float) -> Tree:
    if number < 0.0:
        return _made(Form.NEGATIVE, (), _number(-number))
    is_whole = number.is_integer() and number <= LARGEST_WHOLE
    return _made(Form.NUMBER, (str(int(number)) if is_whole else repr(number),))


def _made(form: Form, words: tuple[str, ...], *parts: Tree) -> Tree:
    return Tree(form, words, parts, 0, 0)
