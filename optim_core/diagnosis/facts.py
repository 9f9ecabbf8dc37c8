"""Everything that verdicts are made of; each number is computed when it is first asked for, and then kept."""

from optim_core.diagnosis.events import Events
from optim_core.diagnosis.forecast import Forecast
from optim_core.diagnosis.ground import Ground
from optim_core.diagnosis.observed import Landscape, Observed
from optim_core.diagnosis.setting import setting_at
from optim_core.diagnosis.swings import Swings
from optim_core.diagnosis.walk import Walk


class Facts:
    """A walk, the ground under it, what theory says of both, how it swings, and what events did to it."""

    def __init__(self, observed: Observed, landscape: Landscape) -> None:
        self.observed = observed
        self.walk = Walk(observed, landscape.view)
        setting = setting_at(observed.rule, max(self.walk.last - 1, 0))
        self.ground = Ground(landscape, self.walk, setting.pull if setting else 0.0)
        self.forecast = Forecast(observed, self.ground, setting)
        self.swings = Swings(self.ground, self.forecast)
        self.events = Events(observed, self.ground, self.forecast)
