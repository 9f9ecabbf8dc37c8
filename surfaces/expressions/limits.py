"""How large a formula may be. Everything that reads or computes one is bounded by these numbers."""

MOST_CHARACTERS = 1000
MOST_NODES = 400
"""Numbers, names, operators, signs and calls together."""
MOST_DEPTH = 60
"""Parentheses, calls, signs and exponents within each other."""
MOST_PARAMETERS = 8
LONGEST_NAME = 16
LONGEST_NUMBER = 32
"""Characters of a number."""
LARGEST_NUMBER = 1e100
LARGEST_EXPONENT = 1000.0
"""Of a constant exponent, in either direction."""
LARGEST_PARAMETER = 1e9
