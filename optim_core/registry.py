"""All rules, in the order of the picker. A new one is its own file and one line in this tuple."""

from pkgutil import resolve_name

from optim_core.rule import Rule

RULES: tuple[type[Rule], ...] = tuple(
    resolve_name(f"optim_core.{entry}")
    for entry in (
        "sgd:SGD",
        "momentum:Momentum",
        "nesterov:Nesterov",
    )
)
