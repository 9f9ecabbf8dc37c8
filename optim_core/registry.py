"""All rules, in the order of the picker. A new one is its own file and one line in this tuple."""

from pkgutil import resolve_name

from optim_core.rule import Rule

RULES: tuple[type[Rule], ...] = tuple(
    resolve_name(f"optim_core.{entry}")
    for entry in (
        "sgd:SGD",
        "momentum:Momentum",
        "nesterov:Nesterov",
        "qhm:QHM",
        "adagrad:AdaGrad",
        "rmsprop:RMSProp",
        "adam:Adam",
        "amsgrad:AMSGrad",
        "adamw:AdamW",
        "nadam:NAdam",
        "lion:Lion",
    )
)
_added: list[type[Rule]] = []
"""What plug-ins brought, in the order in which they came."""


def all_rules() -> tuple[type[Rule], ...]:
    """The built-in rules, and what was added to them."""
    return (*RULES, *_added)


def add(rule: type[Rule]) -> None:
    """Put another rule behind the others. Raises ValueError if its key is taken, or none."""
    if not rule.key.replace("-", "_").isidentifier():
        raise ValueError(f"the key {rule.key!r} must be a name, of letters, digits and hyphens")
    if rule.key in (known.key for known in all_rules()):
        raise ValueError(f"there is a rule {rule.key!r} already; give yours another key")
    _added.append(rule)
