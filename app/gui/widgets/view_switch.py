"""What the window shows of an experiment: one path a lane, maps, all seeds, a fair comparison, or all in space."""

from enum import Enum

from app.gui.widgets.pill import Entry, Pill


class Tab(Enum):
    """The views, in the words of their tabs."""

    PATH = "Path"
    MAP = "Map"
    CROWD = "Crowd"
    COMPARE = "Compare"
    RELIEF = "3-D"


NOTES = {
    Tab.PATH: "One path a lane, and what happens on it (1)",
    Tab.MAP: "Every lr and β at once, and every start (2)",
    Tab.CROWD: "All seeds at once: luck and skill (3)",
    Tab.COMPARE: "Each lane at its own best learning rate (4)",
    Tab.RELIEF: "The surface in space, with the paths on it (5)",
}


def view_switch() -> Pill:
    """A tab a view; it emits the Tab that a person wants."""
    switch = Pill("View", [Entry(view, view.value, note=NOTES[view]) for view in Tab], roomy=True)
    switch.show_value(Tab.PATH)
    return switch
