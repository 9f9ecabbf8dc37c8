"""What a view of an experiment looks like on paper, everything computed for it at once: for files, without a window."""

import os
from concurrent.futures import CancelledError, ThreadPoolExecutor
from threading import Event
from typing import TypeVar

from app.command.commands import CompareView, CrowdView, MapView, PathView, ReliefView, View
from app.gui.export import Paint, scene_painting
from app.gui.painting.crowd_figure import paint_crowd_figure
from app.gui.painting.fair_figure import paint_fair_figure
from app.gui.painting.map_figure import paint_map_figure
from app.gui.painting.relief_figure import paint_relief_figure
from app.model.crowd.report import CrowdJob
from app.model.experiment import Experiment
from app.model.fair.request import fair_request
from app.model.job import Job
from app.model.maps.data import MapData
from app.model.maps.picture import MapPanelPicture, MapPicture, cross_of
from app.model.maps.request import on_same_axes, request_of
from app.model.relief.orbit import USUAL
from app.model.scene import SceneBuilder
from app.sessions import Session

Result = TypeVar("Result")
SIDE = 256
"""Cells along each side of a map in a file."""


def last_result(job: Job[Result]) -> Result:
    """A job's best answer, computed on all processors. Whatever interrupts it ends the work of all threads soon."""
    unwanted = Event()

    def checkpoint() -> None:
        if unwanted.is_set():
            raise CancelledError

    with ThreadPoolExecutor(os.cpu_count()) as executor:
        try:
            *_, last = job.results(executor, checkpoint)
        finally:
            unwanted.set()
    return last


def painting_of(session: Session, view: View) -> Paint:
    """Compute what the view shows of a session, and return what draws it."""
    match view:
        case PathView():
            scene = SceneBuilder().build(session.experiment)
            return scene_painting(scene, view=session.rectangle, step=session.step)
        case MapView():
            return _map_painting(map_picture(session.experiment, view))
        case CrowdView():
            return _crowd_painting(session)
        case CompareView():
            return _compare_painting(session.experiment)
        case ReliefView():
            return _relief_painting(session)


def map_picture(experiment: Experiment, view: MapView) -> MapPicture:
    """The maps that are wanted, each with a cross where its lane stands."""
    requests = [request_of(experiment, lane, view.kind, parameter=view.parameter, sides=(SIDE,)) for lane in view.lanes]
    if len(requests) == 2:
        requests = list(on_same_axes(*requests))
    maps = [last_result(request) for request in requests]
    panels = (_panel(experiment, lane, data) for lane, data in zip(view.lanes, maps, strict=True))
    return MapPicture(tuple(panels), view.measure, view.difference, experiment.seeds)


def _panel(experiment: Experiment, lane: int, data: MapData) -> MapPanelPicture:
    shown = experiment.lanes[lane]
    return MapPanelPicture(data, shown.name, shown.colour, cross_of(experiment, lane, data.request))


def _map_painting(picture: MapPicture) -> Paint:
    return lambda painter, sheet: paint_map_figure(painter, sheet, picture)


def _crowd_painting(session: Session) -> Paint:
    scene = SceneBuilder().build(session.experiment)
    report = last_result(CrowdJob(scene))
    return lambda painter, sheet: paint_crowd_figure(
        painter, sheet, scene, report, view=session.rectangle, step=session.step
    )


def _relief_painting(session: Session) -> Paint:
    scene = SceneBuilder().build(session.experiment)
    return lambda painter, sheet: paint_relief_figure(
        painter, sheet, scene, view=session.rectangle, step=session.step, orbit=session.orbit or USUAL
    )


def _compare_painting(experiment: Experiment) -> Paint:
    request = fair_request(experiment)
    assert request is not None, "the words of a command are not let through where nothing can be compared"
    result = last_result(request)
    return lambda painter, sheet: paint_fair_figure(painter, sheet, result)
