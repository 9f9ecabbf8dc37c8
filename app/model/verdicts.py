"""How each lane went: the diagnosis of its first seed, as far as the scene is computed."""

from app.model.scene import Scene
from optim_core.diagnosis import Diagnosis, Observed, diagnose


def diagnose_scene(scene: Scene) -> tuple[Diagnosis, ...]:
    """One diagnosis a lane, in the experiment's order."""
    return tuple(diagnose_lane(scene, index) for index in range(len(scene.runs)))


def diagnose_lane(scene: Scene, index: int) -> Diagnosis:
    """The diagnosis of one lane."""
    return diagnose(observed(scene, index), scene.experiment.surface)


def observed(scene: Scene, index: int) -> Observed:
    """A lane's first seed as diagnosis takes it; of a noise that was steered, the last value counts."""
    run, experiment = scene.runs[index], scene.experiment
    return Observed(
        rule=run.rule,
        positions=run.positions[0],
        losses=run.loss[0],
        velocities=run.velocities[0],
        diverged_at=int(run.diverged_at[0]),
        noise=experiment.noise_at(-1),
        noise_kind=experiment.noise_kind,
        offsets=None if scene.offsets is None else scene.offsets[: len(run.loss[0])],
    )
