"""The update of a rule with an equation of its own, in numbers: what it remembers before and after, and its step.

It follows from the rule's `equation` and `memory` alone, so that a new rule is explained without a word here: a line
that gives something remembered shows what that was and is, the line of θ shows the step, others stand as they are.
"""

from app.model.ledger import Bare, Line, Renewal, Statement, Term
from app.model.moment import Moment
from optim_core import NoiseKind

ARROW = " ← "
SLOPE = "∇f(θ)"


def own_lines(moment: Moment, noise_kind: NoiseKind) -> tuple[Statement, ...]:
    """The rule's lines in their order, behind one for the gradient; none where the next step is not computed yet."""
    if moment.way is None:
        return ()
    gradient = gradient_line(moment, Term(SLOPE, moment.slope), "θ", noise_kind)
    others = (line for line in moment.rule.equation if line != f"g{ARROW}{SLOPE}")
    return (gradient, *(_line(moment, *line.replace(SLOPE, "g").partition(ARROW)) for line in others))


def gradient_line(moment: Moment, slope: Term, point: str, noise_kind: NoiseKind) -> Line:
    """What the rule takes for the gradient: the slope at that point, with weight decay and noise where there are."""
    terms, right = [slope], slope.symbol
    if moment.decays[0]:
        terms.append(Term(point, moment.taken_at, moment.decays[0]))
        right += f" + λ {point}"
    if moment.noise is not None:
        name = "jitter" if noise_kind is NoiseKind.JITTER else "noise"
        terms.append(Term(name, moment.noise))
        right += f" + {name}"
    return Line("g", right, tuple(terms))


def position_line(moment: Moment, step: Term, right: str) -> Line:
    """θ ← θ − the step, and decoupled weight decay where there is some."""
    terms = [Term("θ", moment.theta), step]
    if moment.shrinks:
        terms.append(Term("θ", moment.theta, moment.decays[1], minus=True))
        right += " − lr λ θ"
    return Line("θ", right, tuple(terms))


def _line(moment: Moment, name: str, arrow: str, right: str) -> Statement:
    if name == "θ" and moment.way is not None:
        return position_line(moment, Term("step", moment.lr * moment.way, minus=True), right)
    known = moment.memory.get(name)
    return Bare(f"{name}{arrow}{right}") if known is None else Renewal(name, right, known.before, known.after)
