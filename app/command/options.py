"""The options as one table: what reads the words and what prints the help both follow it."""

from typing import NamedTuple


class Option(NamedTuple):
    """An option with one value; `many` may be given again and again."""

    name: str
    form: str
    help: str
    many: bool = False


EXPERIMENT_OPTIONS = (
    Option("--surface", "KEY:PARAMETER=VALUE,…", "what to walk on; see ravine list surfaces"),
    Option(
        "--lane", "RULE:PARAMETER=VALUE,…", "an optimizer, also with name=…; give it once for every lane", many=True
    ),
    Option("--start", "X,Y", "where all lanes begin; the surface has one of its own"),
    Option("--steps", "N", "how many steps every lane takes (1000)"),
    Option("--noise", "S", "gradient noise of one sample (0)"),
    Option("--batch", "B", "batch size, divides the noise by √B (1)"),
    Option("--seeds", "N", "how many draws of the noise every lane meets (1)"),
    Option("--seed", "K", "the first seed of the noise (0)"),
    Option("--lr", "X", "learning rate of all lanes without their own; the surface suggests one"),
    Option("--beta", "X", "momentum β of all lanes without their own (0.9)"),
)
RENDER_OPTIONS = (
    Option("--size", "WIDTHxHEIGHT", "size in pixels (1280x800)"),
    Option("--theme", "light|dark", "colours (light)"),
)
