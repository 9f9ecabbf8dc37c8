"""The two ways a wish can fail; both carry one sentence for people: what, where, what to do."""


class UseError(Exception):
    """The wish makes no sense (a typing error, a value out of range): exit code 2."""


class FaultError(Exception):
    """The wish makes sense, but the world does not let it happen (a full disk, no display): exit code 1."""
