"""What `ravine render` is asked to write: where, in which format, of which session, on what."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from PIL import Image

from app.command.commands import CrowdView, MapView, PathView, Render, RenderMany
from app.command.parse import parse
from app.command.render import one_of_many
from app.command.write import words
from app.errors import FaultError, UseError
from app.model import edits
from app.model.experiment import MOST_POINTS, Experiment
from app.model.formats import BY_SUFFIX, FORMATS
from app.model.legal import MOST_PARTS
from app.model.maps import MapKind
from app.model.motion import Motion
from app.model.paper import Paper, Part, Unit
from app.model.theme import DARK, THEMES
from app.sessions import Session
from app.sessions.share import share_text
from app.sessions.text import session_bytes
from optim_core import Change, Momentum, Move, Nesterov
from surfaces.ravine import Ravine
from tests.app.command.experiments import experiments

STEERED = replace(
    edits.set_run(Experiment(), "steps", 500),
    lr=2e-3,
    noise=0.5,
    changes=(Change(100, "lr", 1e-3), Change(200, "noise", 2.0)),
    moves=(Move(300, 1.0, 0.0),),
)
LOOKED_AT = Session(STEERED, 120, (-1.0, 1.0, 0.0, 2.0), "crowd")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one session in it, to work in."""
    monkeypatch.chdir(tmp_path)
    Path("a.ravine").write_bytes(session_bytes(LOOKED_AT))
    return tmp_path


def render(*said: str) -> Render:
    wanted = parse(["render", *said])
    assert isinstance(wanted, Render)
    return wanted


def refusal(*said: str, error: type[Exception] = UseError) -> str:
    with pytest.raises(error) as caught:
        parse(["render", *said])
    return str(caught.value)


def test_a_session_is_taken_as_it_was_looked_at() -> None:
    assert render("b.png", "a.ravine") == Render(
        Path("b.png"), BY_SUFFIX[".png"], LOOKED_AT, Paper(), CrowdView(), Motion()
    )


def test_a_share_string_does_as_well_as_a_file() -> None:
    assert render("b.png", share_text(LOOKED_AT)) == render("b.png", "a.ravine")
    assert render("b.png", f"  {share_text(LOOKED_AT)}\n") == render("b.png", "a.ravine")


@given(experiments())
def test_any_experiment_can_be_a_source(experiment: Experiment) -> None:
    assert render("b.csv", share_text(Session(experiment))).session == Session(experiment)


@given(experiments())
def test_what_is_said_is_the_same_with_a_source_that_says_it_too(experiment: Experiment) -> None:
    said = words(experiment)
    assert render("b.csv", share_text(Session(experiment)), *said).session.experiment == experiment


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        (["--steps", "700"], replace(STEERED, steps=700)),
        (["--beta", "0.5"], replace(STEERED, beta=0.5)),
        (["--start", "1,2"], replace(STEERED, start=(1.0, 2.0))),
        (["--seeds", "3", "--batch", "2"], replace(STEERED, seeds=3, batch_size=2)),
        (["--lr", "0.5"], replace(STEERED, lr=0.5, changes=(Change(200, "noise", 2.0),))),
        (["--steer", "50:lr=0.5"], replace(STEERED, changes=(Change(50, "lr", 0.5),))),
        (["--move", "50,2,2"], replace(STEERED, moves=(Move(50, 2.0, 2.0),))),
        (["--surface", "ravine:angle=9"], edits.choose_surface(STEERED, Ravine(condition=50, angle=9))),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_options_change_what_the_source_says_as_the_window_would(said: list[str], changed: Experiment) -> None:
    assert render("b.csv", "a.ravine", *said).session.experiment == changed


def test_lanes_replace_those_of_the_source_and_the_rest_stays() -> None:
    found = render("b.csv", "a.ravine", "--lane", "nesterov", "--lane", "momentum:beta=0.5").session.experiment
    assert [type(lane.rule) for lane in found.lanes] == [Nesterov, Momentum]
    assert replace(found, lanes=STEERED.lanes) == STEERED


def test_what_is_too_large_only_on_the_way_is_let_through() -> None:
    long = edits.set_run(Experiment(), "steps", 4000)
    Path("wide.ravine").write_bytes(session_bytes(Session(edits.set_run(long, "seeds", 1000))))
    found = render("b.csv", "wide.ravine", "--steps", "100000", "--seeds", "2").session.experiment
    assert (found.steps, found.seeds) == (100_000, 2)
    sentence = refusal("b.csv", "wide.ravine", "--steps", "100000")
    assert sentence.endswith(f"{MOST_POINTS:,} are the most; take fewer seeds or steps")


def test_the_look_can_be_changed_too() -> None:
    wanted = render("b.svg", "a.ravine", "--step", "0", "--rectangle", "-3,3,-2,2.5", "--view", "path")
    assert wanted.session == Session(STEERED, 0, (-3.0, 3.0, -2.0, 2.5), "path")
    assert wanted.view == PathView()


def test_a_map_is_seen_with_its_options_whether_it_was_looked_at_or_is_asked_for() -> None:
    Path("map.ravine").write_bytes(session_bytes(replace(LOOKED_AT, view="map")))
    looked_at = render("b.svg", "map.ravine", "--of", "3")
    asked_for = render("b.svg", "a.ravine", "--of", "3", "--view", "starts")
    assert isinstance(looked_at.view, MapView)
    assert isinstance(asked_for.view, MapView)
    assert (looked_at.view.kind, looked_at.view.lanes) == (MapKind.RATES, (2,))
    assert (asked_for.view.kind, asked_for.session.view) == (MapKind.STARTS, "map")


@pytest.mark.parametrize(
    ("step", "said", "found"),
    [
        (120, [], 120),
        (120, ["--steps", "2000"], 120),
        (120, ["--steps", "100"], None),
        (500, [], 500),
        (500, ["--steps", "2000"], None),
        (None, ["--steps", "2000"], None),
    ],
)
def test_who_was_at_the_end_is_at_the_end_of_another_run_too(
    step: int | None, said: list[str], found: int | None
) -> None:
    source = share_text(replace(LOOKED_AT, step=step))
    assert render("b.png", source, *said).session.step == found


def test_what_was_in_view_of_one_surface_is_nothing_of_another() -> None:
    assert render("b.png", "a.ravine", "--surface", "rosenbrock").session.rectangle == LOOKED_AT.rectangle
    assert render("b.png", "a.ravine", "--surface", "sphere").session.rectangle is None


def test_a_session_is_written_as_it_is() -> None:
    assert render("b.ravine", "a.ravine").session == LOOKED_AT


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
def test_every_format_can_be_asked_for(form) -> None:
    wanted = render(f"b{form.suffix.upper()}", "--steps", "50")
    assert wanted.format == form


def test_the_paper_is_what_is_said() -> None:
    wanted = render("b.png", "--size", "85x64mm", "--text", "8", "--theme", "dark", "--show", "caption+grid")
    parts = frozenset({Part.CAPTION, Part.GRID})
    assert wanted.paper == Paper(85, 64, Unit.MM, 300, 8, DARK, parts)


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_can_be_asked_for(name: str) -> None:
    assert render("b.png", "--theme", name).paper.theme == THEMES[name]


@pytest.mark.parametrize("part", Part)
def test_every_part_can_be_shown_alone(part: Part) -> None:
    assert render("b.png", "--show", str(part)).paper.parts == {part}


def test_nothing_of_a_figure_need_be_shown() -> None:
    assert render("b.png", "--show", "none").paper.parts == frozenset()


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("64x64", (64, 64, Unit.PX, 96)),
        ("5000×20000", (5000, 20_000, Unit.PX, 96)),
        ("100X200", (100, 200, Unit.PX, 96)),
        ("100x200 px", (100, 200, Unit.PX, 96)),
        ("85.5x64MM", (85.5, 64, Unit.MM, 300)),
    ],
)
def test_sizes(text: str, size: tuple[float, float, Unit, float]) -> None:
    paper = render("out.png", "--size", text).paper
    assert (paper.width, paper.height, paper.unit, paper.dpi) == size


def test_who_says_how_fine_print_is_has_it_so() -> None:
    assert render("out.png", "--size", "85x64mm", "--dpi", "600").paper.pixels == (2008, 1512)


def test_an_animation_moves_as_is_said() -> None:
    assert render("b.gif").motion == Motion()
    assert render("b.mp4", "--frames", "30", "--fps", "12.5").motion == Motion(30, 12.5)


def test_an_animation_shows_the_path_whatever_was_looked_at() -> None:
    wanted = render("b.gif", "a.ravine", "--rectangle", "0,1,0,1")
    assert (wanted.view, wanted.session.rectangle) == (PathView(), (0.0, 1.0, 0.0, 1.0))
    assert render("b.gif", "--view", "path").view == PathView()


@pytest.mark.parametrize(
    ("said", "suffix"), [([], ".csv"), (["--format", "NPZ"], ".npz"), (["--format=.json"], ".json")]
)
def test_data_can_go_to_standard_output(said: list[str], suffix: str) -> None:
    wanted = render("-", "a.ravine", *said)
    assert (wanted.target, wanted.format.suffix) == (None, suffix)


NOT_SIZES = ["100", "100x", "x100", "100x100x100", "1e3x100", "-100x100", "100.5x100", "²x100", "100x100cm", "axb"]


@pytest.mark.parametrize("text", NOT_SIZES)
def test_what_is_not_a_size(text: str) -> None:
    sentence = refusal("a.png", f"--size={text}")
    assert sentence.startswith(f"--size {text!r}: a size is two whole numbers of pixels, like 1280x800, or of milli")


@pytest.mark.parametrize("text", ["63x64", "64x20001", "0x0", f"{'9' * 300}x64", "5x5mm"])
def test_sides_out_of_range(text: str) -> None:
    sentence = refusal("a.png", "--size", text)
    assert "must lie between 64 and 20,000 pixels" in sentence
    assert len(sentence) < 200


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("a.png --size 1.2.3x9mm", "--size '1.2.3x9mm': “1.2.3” is not a number"),
        (
            "a.png --size 20000x20000",
            "--size '20000x20000': 20000 × 20000 pixels are more than 100,000,000; take a smaller size or dpi",
        ),
        ("a.png --dpi 5000", "--dpi '5000': dpi must lie between 36 and 2,400 pixels an inch, not 5,000"),
        ("a.png --dpi x", "--dpi 'x': “x” is not a number"),
        ("a.png --text 2", "--text '2': text must lie between 3 and 72 points, not 2"),
        ("a.png --show charts+gird", "--show 'charts+gird': unknown part 'gird'; did you mean grid?"),
        (
            "a.png --show none+grid",
            "--show 'none+grid': unknown part 'none'; known: charts, caption, legend, arrows, grid",
        ),
        ("a.gif --frames 1", "--frames '1': frames must lie between 2 and 10,000, not 1"),
        ("a.gif --frames 1e300", "--frames '1e300': frames must lie between 2 and 10,000, not 1e300"),
        ("a.gif --frames 9.5", "--frames '9.5': frames must be a whole number, not 9.5"),
        ("a.gif --fps 0", "--fps '0': fps must lie between 1 and 60 frames a second, not 0"),
        ("a.gif --view map", "--view map: an animation shows the path; leave this out, or write a figure"),
        ("a.gif --view mop", "--view 'mop': unknown view 'mop'; did you mean map?"),
        ("a.png --step -1", "--step '-1': step must lie between 0 and 1,000, not −1"),
        ("a.png --step 21 --steps 20", "--step '21': step must lie between 0 and 20, not 21"),
        (
            "a.png --rectangle 1,2,3",
            "--rectangle '1,2,3': a rectangle is x from, x to, y from and y to, like -2,2,-1,3",
        ),
        ("a.png --rectangle 1,1,0,1", "--rectangle '1,1,0,1': x and y must each go from a smaller to a larger number"),
        ("a.png --rectangle 0,1,0,x", "--rectangle '0,1,0,x': “x” is not a number"),
        ("a.png --frames 9", "--frames belongs to an animation, and .png is a figure"),
        ("a.ravine --fps 9", "--fps belongs to an animation, and .ravine is a session"),
        ("a.csv --size 100x100", "--size belongs to a figure or an animation, and .csv is data"),
        ("- --theme dark", "--theme belongs to a figure or an animation, and .csv is data"),
        ("a.json --view map", "--view belongs to a figure, an animation or a session, and .json is data"),
        ("a.png --orbit 40,30", "--orbit belongs to --view 3d"),
        ("a.png --view map --orbit 40,30", "--orbit belongs to --view 3d"),
        ("a.gif --step 9", "--step belongs to a figure or a session, and .gif is an animation"),
        ("a.gif --of 1", "--of belongs to a figure, and .gif is an animation"),
        (
            "a.png --format png",
            "--format belongs to standard output and folders; the name of a.png says its format already",
        ),
        ("- --format png", "--format 'png' is none of those that can be written here: csv, npz or json"),
        ("- --format ravine", "--format 'ravine' is none of those that can be written here: csv, npz or json"),
        ("a.png --jobs 2", "--jobs belongs to a whole folder: ravine render OUTFOLDER FOLDER --format png --jobs 2"),
        ("/dev/stdout", "/dev/stdout is no file; for data on standard output write - instead"),
        ("a.png ravine:xyz", "cannot read this share string: it was cut or altered"),
        ("a.png a.ravine b", "render takes a file to write and one source; what is 'b'?"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_sentence(said: str, sentence: str) -> None:
    assert refusal(*said.split()) == sentence


def test_a_source_that_cannot_be_opened_is_said_in_one_sentence(folder: Path) -> None:
    Path("b.ravine").write_text("{}")
    assert refusal("a.png", "b.ravine") == "cannot open b.ravine: it is JSON, but no Ravine session"
    Image.new("L", (8, 8)).save("hill.png")
    nothing = "it carries no experiment: it was made without one, or another program took it out"
    way_out = "a picture of heights is --surface data:hill.png"
    assert refusal("a.png", "hill.png") == f"cannot open hill.png: {nothing}; {way_out}"
    assert refusal("a.png", "c.ravine", error=FaultError) == "cannot open c.ravine: there is no such file"
    assert refusal("a.png", "") == "the source is an empty word; name a file, or leave it out"
    assert refusal("a.png", "a\0b") == r"cannot open 'a\x00b': no file can have that name"


def test_what_no_file_could_hold_is_refused() -> None:
    schedule = "+".join(["warmup"] * (MOST_PARTS + 1))
    sentence = refusal("a.png", "--lane", f"sgd:schedule={schedule}")
    assert sentence == "this experiment could not be saved: lanes[0].schedule: 64 are the most that can be multiplied"


@pytest.fixture
def sessions(folder: Path) -> Path:
    """A folder of sessions, and of files that are none."""
    inside = folder / "sessions"
    inside.mkdir()
    for name in ("b.ravine", "a.RAVINE", "c.svg", "d.e.png", ".hidden.ravine", "f.gif", "readme.txt"):
        shutil.copy("a.ravine", inside / name)
    os.mkfifo(inside / "pipe.ravine")
    (inside / "folder.png").mkdir()
    return inside


def test_a_folder_is_rendered_file_by_file(sessions: Path) -> None:
    wanted = parse(["render", "out", "sessions", "--format", "webp", "--jobs", "3", "--frames", "9"])
    sources = tuple(Path("sessions") / name for name in ("a.RAVINE", "b.ravine", "c.svg", "d.e.png"))
    assert wanted == RenderMany(
        Path("out"), BY_SUFFIX[".webp"], sources, {"--format": ("webp",), "--jobs": ("3",), "--frames": ("9",)}, 3
    )
    targets = [wanted.target(source) for source in sources]
    assert targets == [Path("out") / name for name in ("a.webp", "b.webp", "c.webp", "d.e.webp")]
    one = one_of_many(wanted, sources[1])
    assert one == replace(render("out/b.webp", "sessions/b.ravine", "--frames", "9"))


def test_without_a_number_there_is_a_process_for_each_processor(sessions: Path) -> None:
    wanted = parse(["render", "out/", "sessions/", "--format", ".png"])
    assert isinstance(wanted, RenderMany)
    assert wanted.jobs == len(os.sched_getaffinity(0))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("out sessions", "a folder needs --format: ravine render out sessions --format png"),
        (
            "out a.ravine --format png",
            "'a.ravine' is no folder; of one file the name says the format, without --format",
        ),
        ("out missing --jobs 2", "'missing' is no folder; of one file the name says the format, without --format or"),
        (
            "- sessions --format csv",
            "a folder such as sessions is rendered into another folder, not to standard output",
        ),
        (
            "out sessions --format bmp",
            "--format 'bmp' is none of those that can be written here: png, svg, pdf, gif, apng, webp",
        ),
        ("out sessions --format png --jobs 0", "--jobs '0': jobs must lie between 1 and 1,024, not 0"),
        ("out sessions --format png --size 1x1", "--size '1x1': width must lie between 64 and 20,000 pixels, not 1"),
        ("out sessions --format png --lr fast", "--lr 'fast': “fast” is not a number"),
        (
            "out sessions --format csv --surface ravin",
            "--surface 'ravin': unknown surface 'ravin'; did you mean ravine?",
        ),
        ("out sessions --format png --view crwd", "--view 'crwd': unknown view 'crwd'; did you mean crowd?"),
        ("out sessions --format png --fps 9", "--fps belongs to an animation, and .png is a figure"),
        ("out empty --format png", "empty holds nothing that carries a session: no .png, .svg, .pdf or .ravine"),
        ("out twins --format csv", "a.png and a.ravine of twins would become the same file; move one elsewhere"),
    ],
)
def test_what_makes_no_sense_for_a_folder_is_said_at_once(said: str, sentence: str, sessions: Path) -> None:
    Path("empty").mkdir()
    Path("twins").mkdir()
    for name in ("a.ravine", "a.png", "b.ravine"):
        shutil.copy("a.ravine", Path("twins") / name)
    assert refusal(*said.split()).startswith(sentence)
