"""The options as one table: what reads the words and what prints the help both follow it."""

from typing import NamedTuple

from app.model.formats import Kind


class Option(NamedTuple):
    """An option, or a setting of a lane, with one value; `many` may be given again and again.

    `kinds` are the kinds of files that it has a meaning for, where only some have.
    """

    name: str
    form: str
    help: str
    many: bool = False
    kinds: tuple[Kind, ...] = ()


PICTURES = (Kind.FIGURE, Kind.ANIMATION)
LOOKS = (Kind.FIGURE, Kind.SESSION)


EXPERIMENT_OPTIONS = (
    Option("--surface", "KEY:NAME=VALUE,…", "what to walk on (ravine list surfaces), expr:FORMULA or data:FILE"),
    Option("--lane", "RULE:NAME=VALUE,…", "an optimizer with its settings; may be repeated", many=True),
    Option("--start", "X,Y", "where all lanes begin; the surface has one of its own"),
    Option("--steps", "N", "how many steps every lane takes (1000)"),
    Option("--noise", "S", "gradient noise σ of one sample (0)"),
    Option("--noise-kind", "gaussian|jitter", "added to gradients, or to the points they are taken at (gaussian)"),
    Option("--batch", "B", "batch size, divides the noise by √B (1)"),
    Option("--seeds", "N", "how many draws of the noise every lane meets (1)"),
    Option("--seed", "K", "the first seed of the noise (0)"),
    Option("--lr", "X", "learning rate of lanes without their own; the surface suggests one"),
    Option("--beta", "X", "momentum β of lanes without their own (0.9)"),
    Option("--steer", "STEP:NAME=VALUE,…", "another lr, beta or noise from that step on; may be repeated", many=True),
    Option("--move", "STEP,DX,DY", "the surface lies DX, DY further from that step on; may be repeated", many=True),
)
PLUGIN_OPTION = Option("--plugin", "FILE.py", "run this Python file for its surfaces and rules", many=True)
"""Every command that knows surfaces and rules takes it."""
LANE_SETTINGS = (
    Option("name", "TEXT", "what it is called; a text with commas goes into double quotes"),
    Option("schedule", "PART+PART…", "factors of lr, multiplied: KEY or KEY:NAME=VALUE:… for each"),
    Option("restarts", "STEP+STEP…", "the steps before which its velocity is forgotten"),
    Option("restart_at_boundaries", "yes|no", "also where a piece of its schedule begins (no)"),
    Option("steer", "STEP:NAME=VALUE+…", "another value from that step on, of this lane alone"),
    Option("visible", "yes|no", "whether it is drawn (yes)"),
    Option("colour", "N", "its place among the colours; else the first that is free"),
    Option("linked", "yes|no", "whether it follows --lr and --beta (yes without its own)"),
)
WINDOW_OPTIONS = (
    Option("--lesson", "KEY|FILE", "begin with a lesson, by its key (momentum, ravine, …) or from a file"),
)
PICTURE_OPTIONS = (
    Option("--size", "WIDTHxHEIGHT", "in pixels, or in millimetres like 85x64mm (1280x800)", kinds=PICTURES),
    Option("--dpi", "D", "pixels of an inch (96; of a size in millimetres 300)", kinds=PICTURES),
    Option("--text", "PT", "size of the text in points (grows with the size; of one in mm 7.5)", kinds=PICTURES),
    Option("--theme", "light|dark|print", "colours (light)", kinds=PICTURES),
    Option(
        "--show",
        "PART+PART…|none",
        "exactly these: charts, caption, legend, arrows, grid (the first 3)",
        kinds=PICTURES,
    ),
    Option(
        "--rectangle",
        "X0,X1,Y0,Y1",
        "what of the surface is seen (its usual view)",
        kinds=(*PICTURES, Kind.SESSION),
    ),
)
FIGURE_OPTIONS = (
    Option("--step", "N", "the step that it shows (the last)", kinds=LOOKS),
    Option(
        "--view", "VIEW", "path, map, starts, parameter, crowd, compare or 3d (path)", kinds=(*PICTURES, Kind.SESSION)
    ),
    Option("--orbit", "AZIMUTH,ELEVATION", "from where --view 3d looks, in degrees (-35,48)", kinds=LOOKS),
    Option("--of", "LANE", "the lane that is mapped, by name or number (the first with a β)", kinds=(Kind.FIGURE,)),
    Option("--against", "LANE", "another lane, whose map stands beside it", kinds=(Kind.FIGURE,)),
    Option("--difference", "yes|no", "one map instead, of the first lane against the other (no)", kinds=(Kind.FIGURE,)),
    Option(
        "--measure", "MEASURE", "what colours say: verdict, loss, steps or minimum (what suits)", kinds=(Kind.FIGURE,)
    ),
    Option(
        "--parameter",
        "NAME",
        "the surface's parameter along the upright axis of --view parameter",
        kinds=(Kind.FIGURE,),
    ),
)
ANIMATION_OPTIONS = (
    Option("--frames", "N", "how many pictures, from the first step to the last (150)", kinds=(Kind.ANIMATION,)),
    Option("--fps", "F", "how many of them a second (25)", kinds=(Kind.ANIMATION,)),
)
OUTPUT_OPTIONS = (
    Option("--format", "FORMAT", "for standard output csv, npz or json (csv); for a folder any"),
    Option("--jobs", "N", "how many processes render a folder (one for each processor)"),
)
RENDER_OPTIONS = (*PICTURE_OPTIONS, *FIGURE_OPTIONS, *ANIMATION_OPTIONS, *OUTPUT_OPTIONS)
SWEEP_OPTIONS = (
    Option("--surface", "KEY:NAME=VALUES,…", "what to walk on (rosenbrock); may be repeated", many=True),
    Option("--rule", "RULE:NAME=VALUES,…", "an optimizer; may be repeated (sgd, momentum, nesterov)", many=True),
    Option("--lr", "VALUES", "learning rates; the surface suggests one"),
    Option("--beta", "VALUES", "momenta β (0.9)"),
    Option("--start", "X,Y|view/N", "VALUES for x and y, or N × N over the view; may be repeated", many=True),
    Option("--seeds", "N|A..B", "seeds of the noise: the first N, or A to B (1)"),
    Option("--steps", "N", "how many steps every run takes (1000)"),
    Option("--noise", "S", "gradient noise σ of one sample (0)"),
    Option("--noise-kind", "gaussian|jitter", "added to gradients, or to the points they are taken at (gaussian)"),
    Option("--batch", "B", "batch size, divides the noise by √B (1)"),
    Option("--move", "STEP,DX,DY", "the surface lies DX, DY further from that step on; may be repeated", many=True),
    Option("--workers", "N", "how many processes compute it (one for each processor)"),
    Option("--scheduler", "ADDRESS", "compute on a Dask cluster instead, like tcp://host:8786"),
    Option("--fresh", "yes|no", "begin anew where a part of another sweep is in the way (no)"),
)
RUN_OPTIONS = {
    "--steps": "steps",
    "--noise": "noise",
    "--batch": "batch_size",
    "--seeds": "seeds",
    "--seed": "seed",
}
"""Options that are a number of the run, and what the experiment calls it."""
LISTS = ("surfaces", "rules", "schedules")
"""What `ravine list` can show."""
