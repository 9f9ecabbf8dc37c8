"""The grammar of an expression, by recursive descent with a bounded depth.

    sum:     product {("+" | "-") product}
    product: signed {("*" | "/") signed}
    signed:  ("+" | "-") signed | power
    power:   atom ["^" signed]
    atom:    number | name | function "(" sum {"," sum} ")" | "(" sum ")"

So a power binds tighter than a sign before it, and reads from the right: -x^2 is -(x^2), and 2^3^-x is 2^(3^(-x)).
"""

from collections.abc import Callable
from keyword import iskeyword

from surfaces.expressions.errors import ExpressionError
from surfaces.expressions.limits import MOST_DEPTH, MOST_NODES
from surfaces.expressions.stream import Stream
from surfaces.expressions.tokens import Kind, Token
from surfaces.expressions.tree import Form, Tree
from surfaces.expressions.vocabulary import EXAMPLE, FUNCTIONS, RESERVED, nearest

OPERAND = "a number, a name, a function or a parenthesis"


class Grammar:
    """Reads one expression from a stream. Raises ExpressionError at the first token that does not fit."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._nodes = 0

    def expression(self) -> Tree:
        """The expression that comes next, up to a comma or the end."""
        if self._stream.ends():
            raise self._stream.next.error(f"the formula is missing; write one of x and y, such as {EXAMPLE}")
        tree = self._sum(0)
        if not self._stream.ends() and self._stream.next.text != ",":
            raise self._interrupted()
        return tree

    def _sum(self, depth: int) -> Tree:
        return self._chain(Form.SUM, ("+", "-"), self._product, depth)

    def _product(self, depth: int) -> Tree:
        return self._chain(Form.PRODUCT, ("*", "/"), self._signed, depth)

    def _chain(self, form: Form, operators: tuple[str, ...], part: Callable[[int], Tree], depth: int) -> Tree:
        parts, words = [part(depth)], []
        while operator := self._stream.take(*operators):
            words.append(self._counted(operator).text)
            parts.append(part(depth))
        return Tree(form, tuple(words), tuple(parts), parts[0].start, parts[-1].end) if words else parts[0]

    def _signed(self, depth: int) -> Tree:
        sign = self._stream.take("+", "-")
        if sign is None:
            return self._power(depth)
        self._check_depth(sign, depth)
        operand = self._signed(depth + 1)
        if self._counted(sign).text == "+":
            return operand
        return Tree(Form.NEGATIVE, (), (operand,), sign.start, operand.end)

    def _power(self, depth: int) -> Tree:
        base = self._atom(depth)
        sign = self._stream.take("^")
        if sign is None:
            return base
        self._check_depth(self._counted(sign), depth)
        exponent = self._signed(depth + 1)
        return Tree(Form.POWER, (), (base, exponent), base.start, exponent.end)

    def _atom(self, depth: int) -> Tree:
        if opening := self._stream.take("("):
            self._check_depth(opening, depth)
            inner = self._sum(depth + 1)
            self._close(opening)
            return Tree(inner.form, inner.words, inner.parts, opening.start, self._stream.last.end)
        token = self._stream.next
        if token.kind not in (Kind.NUMBER, Kind.NAME) or iskeyword(token.text):
            raise self._stream.misplaced(OPERAND)
        self._counted(self._stream.pop())
        if token.kind is Kind.NUMBER:
            return Tree(Form.NUMBER, (token.text,), (), token.start, token.end)
        if token.text in FUNCTIONS or (self._is_opening() and token.text not in RESERVED):
            return self._call(token, depth)
        return Tree(Form.NAME, (token.text,), (), token.start, token.end)

    def _call(self, name: Token, depth: int) -> Tree:
        count = FUNCTIONS.get(name.text)
        if count is None:
            raise _unknown_function(name)
        opening = self._stream.take("(")
        if opening is None:
            raise name.error(f"{name.text} is a function; put what it is asked of into parentheses: {name.text}(x)")
        self._check_depth(opening, depth)
        parts = [self._sum(depth + 1)]
        while self._stream.take(","):
            parts.append(self._sum(depth + 1))
        self._close(opening)
        if not count.least <= len(parts) <= count.most:
            raise name.error(f"{name.text} takes {count}, not {len(parts)}; correct their number")
        return Tree(Form.CALL, (name.text,), tuple(parts), name.start, self._stream.last.end)

    def _close(self, opening: Token) -> None:
        if self._stream.take(")"):
            return
        if self._stream.ends():
            raise self._stream.next.error(f"the parenthesis of character {opening.start + 1} is open; close it with )")
        raise self._interrupted()

    def _interrupted(self) -> ExpressionError:
        """What is wrong where a part of the formula is complete and something follows that does not continue it."""
        last, found = self._stream.last, self._stream.next
        if found.text == ")":
            return found.error("this parenthesis closes none; take it out")
        if found.text == "=":
            return found.error("a value is given behind a comma: write the formula, then a = 1")
        if found.text in ("[", "]"):
            return found.error(
                "square brackets hold the range of a parameter alone, as in a = 1 in [0, 2]; use ( and )"
            )
        if (found.kind is Kind.NAME and iskeyword(found.text)) or found.text == ",":
            return self._stream.misplaced("a parenthesis )")
        return found.error(f"an operator is missing; write {last.text}*{found.text} for a product")

    def _is_opening(self) -> bool:
        return self._stream.next.text == "("

    def _counted(self, token: Token) -> Token:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise token.error(f"a formula has at most {MOST_NODES} numbers, names and operators; shorten it")
        return token

    def _check_depth(self, token: Token, depth: int) -> None:
        if depth >= MOST_DEPTH:
            raise token.error(f"a formula is nested at most {MOST_DEPTH} deep; take it apart")


def _unknown_function(name: Token) -> ExpressionError:
    near = nearest(name.text, tuple(FUNCTIONS))
    what_to_do = f"did you mean {near}?" if near else f"write {name.text}*( if a product is meant, and x^y for a power"
    return name.error(f"{name.text} is not a function here; {what_to_do}")
