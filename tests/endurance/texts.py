"""What is typed into fields, whatever they are for."""

NUMBERS = ("0", "-0", "1", "0.5", "7", "1e-3", "0.1", "0,5", "100", "3.0000000001", "-1", "1000", "1 000")
EXTREMES = (
    "",
    " ",
    "nan",
    "inf",
    "-inf",
    "1e999",
    "-1e999",
    "1e-400",
    "1e308",
    "5e-324",
    "9" * 400,
    "0x10",
    "1e",
    "--1",
)
WORDS = ("SGD", "β μ — 動量 🚀", "<b>&amp;</b>", "a\tb", "\u202eabc", "e\u0301", "%s %n {x}", "\\", "'\"", "&&a", "né")
FORMULAS = (
    "x^2 + y^2",
    "x^2 + 10*y^2 + sin(3*x)",
    "(1 - x)^2 + 100*(y - x^2)^2",
    "abs(x) + sqrt(abs(y))",
    "exp(x*y)",
    "log(x)",
    "1/(x - y)",
    "x^2 + ",
    "((((x",
    "import os",
    "x ** 9999",
    "tan(x) / y",
    "x",
    "1e308*x*1e308",
    "where(x > 0, x, y)",
)
PATHS = (
    "/",
    "~",
    "..",
    "/dev/null",
    "/proc/self/mem",
    "a/b/c",
    "figure.png",
    "figure",
    "x" * 300,
    "nul\u0000l",
    "~nobody/x",
)
LONG = "9" * 10_000
LONG_WORDS = "Łorem ipsum " * 833
LONG_FORMULA = " + ".join(f"sin({k}*x)*cos({k}*y)" for k in range(1, 60))
LONGEST_FORMULA = " + ".join(f"sin({k}*x)*cos({k}*y)" for k in range(1, 41))
"""About as long and as dear as one may be."""
ALL = (NUMBERS, NUMBERS, NUMBERS, EXTREMES, WORDS, FORMULAS, PATHS, (LONG, LONG_WORDS, LONG_FORMULA))
FOR_FORMULAS = (FORMULAS, FORMULAS, EXTREMES, WORDS, (LONG, LONG_FORMULA, LONGEST_FORMULA))
