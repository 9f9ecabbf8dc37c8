"""The key to a map of very many minima: what it lists, and that nobody waits for it."""

import numpy as np

from app.gui.painting import map_entries
from app.gui.painting.map_entries import plan_below
from app.gui.painting.map_room import ROOMY
from app.gui.painting.style import Style
from app.model.maps.shading import Role, Shading, Shadings, Tone
from app.model.theme import LIGHT

COUNT, WIDTH, HEIGHT = 200, 500.0, 100.0


def test_a_key_lists_the_commonest_of_many_that_it_has_room_for_and_soon(monkeypatch, qapp) -> None:
    tones = tuple(Tone(Role.MINIMUM, place, f"({place}, {place})") for place in range(COUNT))
    codes = np.repeat(np.arange(COUNT, dtype=np.uint8), np.arange(1, COUNT + 1))[np.newaxis]
    asked = []
    measured = map_entries.entry_width
    monkeypatch.setattr(map_entries, "entry_width", lambda *which: asked.append(which) or measured(*which))
    shown = Shadings((Shading(tones, codes, np.zeros(codes.shape)),), None, "ends at the minimum")
    style = Style(LIGHT, screen=True)
    plan = plan_below(shown, style, ROOMY, WIDTH, HEIGHT)
    assert len(asked) < 10 * COUNT
    listed = [entry.tone.place for row in plan.rows for entry in row]
    assert listed == list(range(COUNT - len(listed), COUNT))
    assert HEIGHT - ROOMY.row < plan.height <= HEIGHT
    assert all(sum(measured(entry, style, ROOMY) + ROOMY.column for entry in row) < WIDTH + 20 for row in plan.rows)
