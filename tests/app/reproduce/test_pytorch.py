"""A lane as a script for PyTorch: that it is well formed here; where torch is, that it gives our path.

Hundreds of random ones are executed by `python -m tests.benchmarks.torch_copy`.
"""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

import surfaces
from app.model import edits
from app.model.experiment import Experiment, Lane
from app.model.scheduling import add_schedule, set_restarts
from app.model.steering import steer_master
from app.reproduce.pytorch import pytorch_text
from app.reproduce.torch_own import OPTIMIZERS
from app.reproduce.torch_surface import function_lines
from optim_core import (
    QHM,
    SGD,
    AdaGrad,
    Adam,
    AdamW,
    AMSGrad,
    Change,
    CosineRestarts,
    Decay,
    Lion,
    Momentum,
    NAdam,
    Nesterov,
    OneCycle,
    RMSProp,
    Rule,
    StepDecay,
    Warmup,
)
from tests.app.reproduce.experiments import any_experiment
from tests.app.reproduce.scripts import NAMES, assert_numbers_are_shortest, assert_one_comment
from tests.benchmarks import torch_copy
from tests.optim_core.strategies import SignDescent
from tests.surfaces.differences import sample

NESTEROV = """# Ravine's lane 'Nesterov': Nesterov on Rosenbrock, 1,000 steps.
import torch


def f(x, y):
    a, b = 1.0, 100.0
    return (a - x)**2 + b*(y - x**2)**2


lr, beta = 0.001, 0.9

# With nesterov=True the optimizer's own iterate is the look-ahead point y = theta - lr*beta*v.
y = torch.tensor([-1.2, 1.0], dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.SGD([y], lr=lr, momentum=beta, nesterov=True)
path = [y.tolist()]
for step in range(1000):
    optimizer.zero_grad()
    f(*y).backward()
    optimizer.step()
    v = optimizer.state[y]["momentum_buffer"]
    path.append((y + lr*beta*v).tolist())
print(path[-1])
"""
LR_DROPS = (Change(5, "lr", 0.01),)
SAME_IN_TORCH: list[Rule] = [
    SGD(lr=0.1, weight_decay=0.1, decay="decoupled", schedule=Warmup(), changes=LR_DROPS, restarts=(4,)),
    Momentum(beta=0.9, weight_decay=0.1, dampening=0.5, changes=LR_DROPS, restarts=(4,)),
    Momentum(beta=0.9, weight_decay=0.1, decay="decoupled", schedule=Warmup()),
    Momentum(beta=0.9, convention="averaged", schedule=Warmup(), changes=(Change(5, "beta", 0.5),)),
    Momentum(beta=0.9, convention="inside", dampening=0.5),
    Momentum(beta=0.0, convention="inside", schedule=Warmup()),
    Nesterov(beta=0.9, weight_decay=0.1, changes=(Change(5, "weight_decay", 0.2),)),
    Nesterov(beta=0.9, convention="inside", drawn="ahead"),
    Nesterov(beta=0.0, schedule=Warmup(), restarts=(4,), weight_decay=0.1, decay="decoupled"),
]
NOT_IN_TORCH: list[tuple[Rule, str]] = [
    (Momentum(beta=0.0, dampening=0.5), "where momentum is 0"),
    (Momentum(beta=0.9, changes=(Change(5, "beta", 0.0),)), "where momentum is 0"),
    (Momentum(beta=0.9, convention="inside", schedule=Warmup()), "lr outside the velocity"),
    (Momentum(beta=0.9, convention="inside", changes=LR_DROPS), "lr outside the velocity"),
    (Nesterov(beta=0.9, schedule=Warmup()), "where lr or beta changes"),
    (Nesterov(beta=0.9, changes=(Change(5, "beta", 0.5),)), "where lr or beta changes"),
    (Nesterov(beta=0.9, dampening=0.5), "no dampening"),
    (Nesterov(beta=0.9, convention="averaged"), "no dampening"),
    (Nesterov(beta=0.9, restarts=(4,)), "restarts"),
    (Nesterov(beta=0.9, weight_decay=0.1, decay=Decay.DECOUPLED), "no decoupled weight decay"),
]


def experiment_of(rule: Rule) -> Experiment:
    return replace(Experiment(), lanes=(Lane(rule, "lane", 0, linked=False),), steps=20)


def copies_of(experiment: Experiment) -> list[str]:
    """Of all lanes but those whose pair of betas changes."""
    changing = [any(change.name.startswith("beta") for change in rule.changes) for rule in experiment.rules]
    takes_pair = [type(rule) in OPTIMIZERS and bool(OPTIMIZERS[type(rule)].betas) for rule in experiment.rules]
    known = [index for index in range(len(changing)) if not (changing[index] and takes_pair[index])]
    return [pytorch_text(experiment, index) for index in known]


@settings(max_examples=50)
@given(any_experiment)
def test_any_lane_is_python_with_the_shortest_numbers_and_needs_little(experiment: Experiment) -> None:
    for text in copies_of(experiment):
        compile(text, "copy", "exec")
        assert_numbers_are_shortest(text)
        assert set(re.findall(r"^import (.*)$", text, re.MULTILINE)) <= {"torch", "numpy as np", "optim_core"}
        assert ("optim_core" in text) == ("one cycle" in text)
        assert ("import numpy" in text) == ("np." in text)


def test_a_plain_lane_takes_few_lines() -> None:
    assert pytorch_text(Experiment(), 2) == NESTEROV
    assert all(len(pytorch_text(Experiment(), lane).splitlines()) <= 24 for lane in range(3))


@pytest.mark.parametrize("rule", SAME_IN_TORCH, ids=repr)
def test_torch_walks_where_its_rule_is_ours(rule: Rule) -> None:
    text = pytorch_text(experiment_of(rule), 0)
    assert "torch.optim.SGD([" in text
    assert "Written out" not in text


@pytest.mark.parametrize(("rule", "reason"), NOT_IN_TORCH, ids=repr)
def test_the_update_is_written_out_where_torch_has_another_rule_and_the_script_says_why(
    rule: Rule, reason: str
) -> None:
    text = pytorch_text(experiment_of(rule), 0)
    assert re.match(rf"# Ravine's lane .*\n# Written out, for torch\.optim\.SGD .*{reason}.*\n", text)
    assert "torch.optim.SGD(" not in text
    assert "v = " in text


def test_a_rule_that_torch_has_not_is_refused_in_one_sentence() -> None:
    with pytest.raises(ValueError, match=r"^Sign cannot be copied for PyTorch yet; copy it as Python instead$"):
        pytorch_text(experiment_of(SignDescent()), 0)


@pytest.mark.parametrize(
    ("rule", "made"),
    [
        (AdaGrad(), "Adagrad([theta], lr=lr, eps=eps)"),
        (RMSProp(), "RMSprop([theta], lr=lr, alpha=rho, eps=eps)"),
        (Adam(), "Adam([theta], lr=lr, betas=(beta, beta2), eps=eps)"),
        (Adam(beta=0.0), "Adam([theta], lr=lr, betas=(beta, beta2), eps=eps)"),
    ],
    ids=repr,
)
def test_an_optimizer_of_torch_walks_for_a_rule_of_its_own(rule: Rule, made: str) -> None:
    lines = pytorch_text(experiment_of(rule), 0).splitlines()
    assert f"optimizer = torch.optim.{made}" in lines
    assert not [line for line in lines if "Written out" in line or "set_default_dtype" in line]


@pytest.mark.parametrize(
    ("rule", "name", "more"),
    [
        (AMSGrad(), "Adam", "amsgrad=True,"),
        (Adam(weight_decay=0.1), "Adam", "weight_decay=weight_decay,"),
        (AdamW(decay="coupled"), "Adam", "weight_decay=weight_decay,"),
        (AdamW(), "AdamW", "weight_decay=weight_decay,"),
        (Adam(weight_decay=0.1, decay="decoupled"), "AdamW", "weight_decay=weight_decay,"),
        (AMSGrad(weight_decay=0.1, decay="decoupled"), "AdamW", "amsgrad=True,"),
        (NAdam(), "NAdam", "momentum_decay=momentum_decay,"),
    ],
    ids=repr,
)
def test_a_long_one_has_a_line_an_option(rule: Rule, name: str, more: str) -> None:
    text = " ".join(pytorch_text(experiment_of(rule), 0).split())
    assert more in text.replace(")", ",")
    assert f"optimizer = torch.optim.{name}(" in text


def test_nadam_is_told_to_be_exact() -> None:
    assert "\ntorch.set_default_dtype(torch.float64)  # else NAdam keeps " in pytorch_text(experiment_of(NAdam()), 0)


def test_a_restart_makes_a_new_optimizer_and_decay_that_torch_has_not_stands_beside_the_step() -> None:
    rule = RMSProp(restarts=(4,), weight_decay=0.1, decay="decoupled", schedule=Warmup(length=7))
    text = pytorch_text(experiment_of(rule), 0)
    assert text.count("torch.optim.RMSprop(") == 2
    assert "weight_decay=" not in text
    assert "        theta *= 1 - lr[step]*weight_decay" in text.splitlines()
    assert '    optimizer.param_groups[0]["lr"] = lr[step].item()' in text.splitlines()


def test_rules_that_torch_has_not_are_written_out() -> None:
    qhm, lion = (pytorch_text(experiment_of(rule), 0).splitlines() for rule in (QHM(), Lion(weight_decay=0.1)))
    assert qhm[1] == "# Written out, for torch.optim has no QHM."
    assert "    m = beta*m + (1 - beta)*g" in qhm
    assert "    theta = theta - lr*((1 - nu)*g + nu*m)" in qhm
    first = lion.index("    theta = theta - lr*torch.sign(beta*m + (1 - beta)*g) - lr*weight_decay*theta")
    assert lion[first + 1] == "    m = beta2*m + (1 - beta2)*g"


@pytest.mark.parametrize("rule", [Adam(), AMSGrad(), AdamW(), NAdam()])
@pytest.mark.parametrize("name", ["beta", "beta2"])
def test_a_pair_of_betas_that_changes_is_refused_in_one_sentence(rule: Rule, name: str) -> None:
    steered = replace(rule, changes=(Change(5, name, 0.5),))
    with pytest.raises(ValueError, match=rf"^{rule.title} cannot be copied for PyTorch while β changes; copy it as "):
        pytorch_text(experiment_of(steered), 0)


def test_schedules_are_written_in_torch_where_that_is_short() -> None:
    experiment = experiment_of(
        SGD(lr=0.1, schedule=Warmup(length=7) * StepDecay(every=5, gamma=2.0) * OneCycle(length=9))
    )
    assert [line for line in pytorch_text(experiment, 0).splitlines() if line.startswith("lr")] == [
        "lr = torch.full((21,), 0.1, dtype=torch.float64)",
        "lr *= torch.clamp((k + 1)/7, max=1)  # warm-up",
        "lr *= 2.0**(k//5)  # step decay",
        "lr *= torch.from_numpy(optim_core.OneCycle(length=9).factor(k.long().numpy()))  # one cycle",
    ]


def test_many_restarts_take_few_words() -> None:
    experiment = add_schedule(edits.set_choice(Experiment(), 1, "convention", "averaged"), 1, CosineRestarts)
    boundaries = replace(experiment.lanes[1].rule, restart_at_boundaries=True)
    experiment = edits.change_lane(experiment, 1, replace(experiment.lanes[1], rule=boundaries))
    assert "if step in range(250, 751, 250):" in pytorch_text(experiment, 1)
    uneven = pytorch_text(set_restarts(experiment, 1, range(3, 900, 7)), 1)
    compile(uneven, "copy", "exec")
    assert max(map(len, uneven.splitlines())) <= 120


def test_what_changes_is_told_from_its_step_on() -> None:
    experiment = steer_master(steer_master(Experiment(), "beta", 0.5, 100), "noise", 0.25, 200)
    text = pytorch_text(edits.set_run(experiment, "batch_size", 16), 1)
    for line in (
        "beta[100:] = 0.5",
        "sigma[200:] = 0.25",
        "noise = torch.from_numpy(sigma * draws / 16**0.5)",
        '    optimizer.param_groups[0]["momentum"] = beta[step].item()',
        "    theta.grad += noise[step]",
    ):
        assert line in text.splitlines()


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_stays_in_its_comment(name: str) -> None:
    lane = replace(Experiment().lanes[1], name=name)
    text = pytorch_text(edits.change_lane(Experiment(), 1, lane), 1)
    assert_one_comment(text, pytorch_text(Experiment(), 1))
    compile(text, "copy", "exec")


@pytest.mark.parametrize("surface", surfaces.SURFACES, ids=lambda surface: surface.key)
def test_functions_of_torch_are_called_by_their_full_names(surface) -> None:
    source = "\n".join(function_lines(surface()))
    assert re.findall(r"(?<!torch\.)\b[a-z]+\(", source.replace("def f(", "")) == []
    assert max(map(len, source.splitlines())) <= 120
    if "torch" not in source:
        # Of sums, products and powers alone: numbers will do.
        names: dict[str, object] = {}
        exec(source, names)
        at = sample(surface(), 20)
        np.testing.assert_allclose(names["f"](at.x, at.y), surface().value(at.x, at.y), rtol=1e-12)


def test_where_torch_is_the_copies_give_our_paths() -> None:
    pytest.importorskip("torch")
    copies = torch_copy.run(torch_copy.SEED, 40)
    assert max(copy.error for copy in copies if copy.error is not None) < torch_copy.BAR
