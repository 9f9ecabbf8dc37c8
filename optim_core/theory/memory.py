"""How much memory an optimizer needs: what a training run holds per parameter."""

from optim_core.theory.checks import check_at_least, unknown_rule

NUMBERS_OF_STATE = {"sgd": 0, "momentum": 1, "nesterov": 1, "adam": 2}
"""What a rule remembers of each parameter: the velocity; of Adam, the mean and the mean square of the gradient."""


def state_bytes(rule: str, parameters: float, bytes_per_number: float = 4.0) -> float:
    """The bytes of a rule's state ("sgd", "momentum", "nesterov" or "adam") for so many parameters.

    A number has 4 bytes in FP32: SGD 0, momentum and Nesterov 4, Adam 8 bytes a parameter (Kingma and Ba 2015). Raises
    ValueError for another rule or a negative count.
    """
    if rule not in NUMBERS_OF_STATE:
        raise unknown_rule("no state is", rule, tuple(NUMBERS_OF_STATE))
    return NUMBERS_OF_STATE[rule] * _bytes_of_one_copy(parameters, bytes_per_number)


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
