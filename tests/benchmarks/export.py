"""Files of the usual experiment: pictures, vector files and animations, and matplotlib's of the same runs.

The peer's animation is a FuncAnimation as its manual shows it: artists made once, and their data set in every frame. It
makes fewer frames, and its time is scaled up.
"""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.peers import missing
from tests.benchmarks.timing import Bar, measure_together, row
from tests.benchmarks.windows import SIZE, application

FIGURES = ("png", "svg", "pdf")
FILM_SIZE = (1280, 720)
FRAMES = {"gif": 150, "mp4": 300, "apng": 150, "webp": 150}
BARS = {"gif": Bar("median", 3000.0), "mp4": Bar("median", 8000.0)}
FPS = 25.0
PEER_FRAMES = {True: 2, False: 30}
PEER_WRITERS = {"gif": "pillow", "mp4": "ffmpeg"}
REPEATS = {True: (1, 1), False: (7, 3)}
"""Of figures and of animations."""
KIBIBYTE = 1024


def rows(quick):
    yield from missing("matplotlib")
    figure_repeats, film_repeats = REPEATS[quick]
    with application(), TemporaryDirectory() as name:
        folder, scene = Path(name), usual_scene()
        for suffix in FIGURES:
            yield from figure_rows(folder, suffix, scene, figure_repeats)
        for suffix, frames in FRAMES.items():
            yield from film_rows(folder, suffix, frames, scene, film_repeats, PEER_FRAMES[quick])


def usual_scene():
    from app.model.experiment import Experiment
    from app.model.scene import SceneBuilder

    return SceneBuilder().build(Experiment())


def figure_rows(folder, suffix, scene, repeats):
    what = f"{suffix.upper()}, {SIZE[0]} × {SIZE[1]}"
    target, peer = folder / f"ours.{suffix}", folder / f"peer.{suffix}"
    calls = {"Ravine": (target, partial(write_figure, target, scene))}
    if not missing("matplotlib"):
        calls["matplotlib"] = peer, partial(write_peer_figure, peer, scene)
    timings = measure_together({who: call for who, (_, call) in calls.items()}, repeats)
    for who, seconds in timings.items():
        yield row(what, who, seconds, note=size_of(calls[who][0]))


def write_figure(target, scene):
    from app.gui.export import scene_painting, write_figure
    from app.model.paper import Paper
    from app.sessions import Session

    write_figure(target, Paper(*SIZE), scene_painting(scene), Session(scene.experiment))


def write_peer_figure(target, scene):
    """From nothing, as our own: a figure that stands already is no file of this experiment."""
    from tests.benchmarks.matplotlib_picture import Picture

    Picture(scene, SIZE, blit=False).figure.savefig(target)


def film_rows(folder, suffix, frames, scene, repeats, peer_frames):
    from app.gui.animation.ffmpeg import video_obstacle

    if suffix == "mp4" and video_obstacle():
        yield f"mp4 is skipped: {video_obstacle()}"
        return
    what = f"{suffix.upper()}, {frames} frames of {FILM_SIZE[0]} × {FILM_SIZE[1]}"
    target, peer = folder / f"ours.{suffix}", folder / f"peer.{suffix}"
    seconds = measure_together({"Ravine": partial(write_film, target, scene, frames)}, repeats)["Ravine"]
    yield row(what, "Ravine", seconds, note=size_of(target), bar=BARS.get(suffix))
    if suffix in PEER_WRITERS and not missing("matplotlib"):
        call = partial(write_peer_film, peer, scene, peer_frames)
        seconds = measure_together({"matplotlib": call}, 1)["matplotlib"]
        scaled = [taken * frames / peer_frames for taken in seconds]
        yield row(what, "matplotlib, blitting", scaled, note=f"scaled from {peer_frames} frames")


def write_film(target, scene, frames):
    from app.gui.film import write_animation
    from app.model.motion import Motion
    from app.model.paper import Paper

    write_animation(target, Paper(*FILM_SIZE), Motion(frames, FPS), scene, None, lambda share: None)


def write_peer_film(target, scene, frames):
    import matplotlib
    from imageio_ffmpeg import get_ffmpeg_exe
    from matplotlib.animation import FuncAnimation

    from tests.benchmarks.matplotlib_picture import DPI, Picture

    matplotlib.rcParams["animation.ffmpeg_path"] = get_ffmpeg_exe()
    picture = Picture(scene, FILM_SIZE, blit=True)

    def update(frame):
        picture.show_step(round(frame * scene.experiment.steps / (frames - 1)))
        return picture.lines

    film = FuncAnimation(picture.figure, update, frames=frames, blit=True)
    film.save(target, writer=PEER_WRITERS[target.suffix[1:]], fps=FPS, dpi=DPI)


def size_of(target):
    return f"{target.stat().st_size / KIBIBYTE:,.0f} KiB"
