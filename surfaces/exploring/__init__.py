"""What to show of a function nobody has described: a view, a start, a learning rate, and its minima."""

from surfaces.exploring.functions import Functions as Functions
from surfaces.exploring.minima import find_minima as find_minima
from surfaces.exploring.proposal import Proposal as Proposal
from surfaces.exploring.proposal import propose as propose
from surfaces.exploring.proposal import propose_view as propose_view
