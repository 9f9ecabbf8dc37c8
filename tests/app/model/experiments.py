"""Experiments drawn by Hypothesis: all rules, conventions, kinds of noise and events, on all surfaces."""

from dataclasses import replace

from hypothesis import strategies as st

from app.model import edits
from app.model.experiment import Experiment, Lane
from optim_core import (
    QHM,
    SGD,
    AdaGrad,
    Adam,
    AdamW,
    AMSGrad,
    Change,
    Convention,
    Cosine,
    Decay,
    Drawn,
    Lion,
    Momentum,
    Move,
    NAdam,
    Nesterov,
    NoiseKind,
    RMSProp,
    Rule,
    StepDecay,
    Warmup,
)
from optim_core.schedule import Constant
from surfaces import SURFACES

STEPS = 40

lrs = st.floats(-5, 0.5).map(lambda power: 10.0**power)
betas = st.sampled_from([0.0, 0.5, 0.9, 0.99])
schedules = st.sampled_from([Constant(), StepDecay(every=7), Warmup(length=5) * Cosine(period=30)])
steps = st.integers(0, STEPS - 1)
restarts = st.lists(steps, max_size=2, unique=True).map(tuple)
common = {
    "lr": lrs,
    "weight_decay": st.sampled_from([0.0, 0.0, 0.3]),
    "decay": st.sampled_from(Decay),
    "schedule": schedules,
    "restarts": restarts,
    "restart_at_boundaries": st.booleans(),
    "changes": st.lists(st.builds(Change, steps, st.just("lr"), lrs), max_size=1).map(tuple),
}
moving = {**common, "beta": betas, "dampening": st.sampled_from([0.0, 0.4]), "convention": st.sampled_from(Convention)}
rules = st.one_of(
    st.builds(SGD, **common),
    st.builds(Momentum, **moving),
    st.builds(Nesterov, **moving, drawn=st.sampled_from(Drawn)),
)
"""The heavy-ball family."""
averaging = {**common, "beta": betas}
scaled_rules = st.one_of(
    st.builds(AdaGrad, **common),
    st.builds(RMSProp, **common, rho=st.sampled_from([0.5, 0.99])),
    *(st.builds(cls, **averaging, beta2=st.sampled_from([0.9, 0.999])) for cls in (Adam, AMSGrad, AdamW, NAdam)),
)
"""Those with a step size for each coordinate."""
own_rules = st.one_of(
    scaled_rules,
    st.builds(Lion, **averaging),
    st.builds(QHM, **averaging, nu=st.sampled_from([0.0, 0.7, 1.0])),
)
"""Those with an equation of their own."""
any_rules = rules | own_rules


@st.composite
def experiments(draw: st.DrawFn, of: st.SearchStrategy[Rule] = rules) -> Experiment:
    """One lane of its own; often with noise or a surface that moves."""
    surface = draw(st.sampled_from(SURFACES))()
    start = edits.choose_surface(Experiment(), surface)
    return replace(
        start,
        lanes=(Lane(draw(of), "lane", 0, linked=False),),
        steps=STEPS,
        noise=draw(st.sampled_from([0.0, 0.0, 0.5])),
        noise_kind=draw(st.sampled_from(NoiseKind)),
        batch_size=draw(st.sampled_from([1, 4])),
        seed=draw(st.integers(0, 5)),
        moves=draw(st.sampled_from([(), (Move(11, 0.5, -0.25),)])),
    )
