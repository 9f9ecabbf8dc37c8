"""How much memory an optimizer needs: what a training run holds per parameter."""

from optim_core.registry import all_rules
from optim_core.theory.checks import check_at_least, unknown_rule


def state_bytes(rule: str, parameters: float, bytes_per_number: float = 4.0) -> float:
    """The bytes of a rule's state for so many parameters; `rule` is the key of one in the registry.

    A number has 4 bytes in FP32: SGD 0, momentum and Nesterov 4, Adam 8 bytes a parameter (Kingma and Ba 2015). Raises
    ValueError for another rule or a negative count.
    """
    numbers = {known.key: len(known.memory) for known in all_rules()}
    if rule not in numbers:
        raise unknown_rule("no state is", rule, tuple(numbers))
    return numbers[rule] * _bytes_of_one_copy(parameters, bytes_per_number)


def training_bytes(rule: str, parameters: float, bytes_per_number: float = 4.0) -> float:
    """The bytes of weights, gradients and state together; activations and temporary arrays come on top.

    In one precision throughout: mixed precision keeps more (Rajbhandari et al. 2020). Raises ValueError as
    `state_bytes` does.
    """
    return state_bytes(rule, parameters, bytes_per_number) + 2.0 * _bytes_of_one_copy(parameters, bytes_per_number)


def _bytes_of_one_copy(parameters: float, bytes_per_number: float) -> float:
    check_at_least("parameters", parameters, 0.0)
    check_at_least("bytes_per_number", bytes_per_number, 0.0)
    return parameters * bytes_per_number
