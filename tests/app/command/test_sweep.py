"""What people type after `ravine sweep`, and the plan or the one sentence that they get."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.command.commands import Print, Sweep
from app.command.options import SWEEP_OPTIONS
from app.command.parse import parse
from app.errors import UseError
from app.sweeping.plan import Plan, Swept
from app.sweeping.starts import Grid, OverView
from optim_core import SGD, Change, Cosine, Momentum, Move, Nesterov, NoiseKind
from surfaces import get


def sweep(*words: str) -> Sweep:
    wanted = parse(["sweep", "out.npz", *words])
    assert isinstance(wanted, Sweep)
    return wanted


def plan(*words: str) -> Plan:
    return sweep(*words).plan


def refusal(*words: str) -> str:
    with pytest.raises(UseError) as caught:
        parse(["sweep", *words])
    return str(caught.value)


DEFAULT = Plan(
    surfaces=(get("rosenbrock"),),
    rules=(Swept("SGD", SGD()), Swept("Momentum", Momentum()), Swept("Nesterov", Nesterov())),
    lr=(get("rosenbrock").suggested_lr,),
    beta=(0.9,),
    steps=1000,
)


def test_without_options_the_default_experiment_is_run() -> None:
    assert sweep() == Sweep(Path("out.npz"), DEFAULT, len(os.sched_getaffinity(0)), None, False)


def test_every_option_of_the_help_is_read() -> None:
    words = {
        "--surface": "ravine:condition=5",
        "--rule": "sgd",
        "--lr": "0.1",
        "--beta": "0.5",
        "--start": "1,2",
        "--seeds": "3",
        "--steps": "7",
        "--noise": "0.5",
        "--noise-kind": "jitter",
        "--batch": "4",
        "--move": "3,1,1",
        "--workers": "3",
        "--scheduler": "tcp://a:1",
        "--fresh": "yes",
    }
    assert list(words) == [option.name for option in SWEEP_OPTIONS]
    for name, value in words.items():
        rules = ["--rule", "momentum"] if name == "--beta" else []
        assert sweep(name, value, *rules) != sweep(*rules)


def test_ranges_and_lists_along_every_axis() -> None:
    found = plan(
        *("--surface", "ravine:condition=10+100,angle=0..30/3", "--surface", "sphere"),
        *("--rule", "sgd", "--rule", "nesterov:weight_decay=0+0.5,convention=inside"),
        *("--lr", "1e-3..0.1/3", "--beta", "0,0.9..0.99/2", "--seeds", "5..7"),
        *("--start", "-1..1/3,2+3", "--start", "view/4", "--start", "-1.5,0"),
    )
    assert found.surfaces == (
        *(get("ravine", condition=c, angle=a) for c in (10, 100) for a in (0, 15, 30)),
        get("sphere"),
    )
    assert found.rules == (
        Swept("SGD", SGD()),
        Swept("Nesterov", Nesterov(convention="inside")),
        Swept("Nesterov 2", Nesterov(convention="inside", weight_decay=0.5)),
    )
    assert (found.lr, found.beta, found.seeds) == ((1e-3, 0.01, 0.1), (0.0, 0.9, 0.99), range(5, 8))
    assert found.starts == (Grid((-1.0, 0.0, 1.0), (2.0, 3.0)), OverView(4), Grid((-1.5,), (0.0,)))
    assert found.shape == (3, 7, 3, 3, 6 + 16 + 1, 3)


def test_a_rule_has_what_a_lane_has() -> None:
    text = "momentum:schedule=cosine:period=90,restarts=10+20,steer=5:lr=0.5,name=Mine,weight_decay=0.25"
    (swept,) = plan("--rule", text, "--steps", "100").rules
    rule = Momentum(schedule=Cosine(period=90), restarts=(10, 20), changes=(Change(5, "lr", 0.5),), weight_decay=0.25)
    assert swept == Swept("Mine", rule)


def test_rules_of_one_name_are_numbered_however_many_they_are() -> None:
    names = [swept.name for swept in plan("--rule", "sgd:name=SGD 3", "--rule", "sgd:weight_decay=0..1/20000").rules]
    assert names[:5] == ["SGD 3", "SGD", "SGD 2", "SGD 4", "SGD 5"]
    assert names[-1] == "SGD 20001"
    assert len(set(names)) == 20_001


def test_what_all_runs_share() -> None:
    found = plan(
        *("--steps", "50", "--noise", "0.5", "--noise-kind", "jitter", "--batch", "16", "--move", "20,1,-1"),
        *("--seeds", "1,000"),
    )
    assert (found.steps, found.noise, found.batch_size) == (50, 0.5, 16)
    assert (found.noise_kind, found.moves) == (NoiseKind.JITTER, (Move(20, 1.0, -1.0),))
    assert found.seeds == range(1000)


def test_surfaces_that_agree_suggest_a_learning_rate() -> None:
    assert plan("--surface", "ravine:condition=2+3").lr == (get("ravine").suggested_lr,)
    assert refusal("a.npz", "--surface", "ravine", "--surface", "rosenbrock") == (
        "these surfaces suggest different learning rates; give --lr"
    )


def test_sgd_alone_has_no_beta() -> None:
    assert plan("--rule", "sgd").beta == (0.0,)
    assert refusal("a.npz", "--rule", "sgd", "--beta", "0.5").startswith("--beta: no rule of this sweep has a β")


def test_whoever_computes_it_it_is_the_same_plan() -> None:
    assert sweep("--workers", "7") == replace(sweep(), workers=7)
    assert sweep("--scheduler", "tcp://a:8786", "--fresh", "yes") == replace(
        sweep(), scheduler="tcp://a:8786", fresh=True
    )


def test_help_names_every_option_and_fits_a_terminal() -> None:
    wanted = parse(["sweep", "--help"])
    assert isinstance(wanted, Print)
    assert all(f"{option.name} {option.form}" in wanted.text for option in SWEEP_OPTIONS)
    assert max(map(len, wanted.text.splitlines())) <= 100


def test_the_examples_of_the_help_work() -> None:
    wanted = parse(["sweep", "--help"])
    assert isinstance(wanted, Print)
    lines = wanted.text.split("Example:\n")[1].replace("\n      ", " ").splitlines()
    for line in lines:
        assert isinstance(parse(line.split()[1:]), Sweep)
    ranges = next(line for line in wanted.text.splitlines() if line.startswith("  1e-5..1/64")).split()
    assert [len(plan("--lr", text).lr) for text in (ranges[0], ranges[2])] == [64, 4]
    assert len(plan("--beta", ranges[1]).beta) == 33


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "sweep needs a file to write, like ravine sweep out.npz"),
        ("a.npz b.npz", "sweep writes one file; what is 'b.npz'?"),
        ("a.png", "a.png ends in neither .npz nor .csv, and a sweep's file ends in one of them"),
        ("a.npz --lane sgd", "unknown option '--lane'; did you mean --rule?"),
        ("a.npz --rule sdg", "--rule 'sdg': unknown rule 'sdg'; did you mean sgd?"),
        ("a.npz --rule sgd:lr=1", "--rule 'sgd:lr=1': lr is an axis of the sweep; give --lr"),
        ("a.npz --rule sgd:beta=1", "--rule 'sgd:beta=1': beta is an axis of the sweep; give --beta"),
        ("a.npz --rule sgd:colour=1", "--rule 'sgd:colour=1': sgd has no parameter 'colour'; known: weight_decay"),
        ("a.npz --rule sgd:weight_decay=-1", "--rule 'sgd:weight_decay=-1': weight_decay: weight_decay must lie"),
        ("a.npz --rule sgd:schedule=cosin", "--rule 'sgd:schedule=cosin': schedule: unknown schedule 'cosin'; did"),
        ("a.npz --surface ravine:agle=1", "--surface 'ravine:agle=1': ravine has no parameter 'agle'; did you"),
        ("a.npz --surface ravine:angle=1..2", "--surface 'ravine:angle=1..2': angle: “1..2” is not of the form"),
        (
            "a.npz --surface rosenbrock:a=0..1/99999,b=1..2/99999",
            "--surface 'rosenbrock:a=0..1/99999,b=1..2/99999': 9,999,800,001 combinations are more than 100,000, the",
        ),
        ("a.npz --lr 1,100", "--lr '1,100': one number or several? Write 1100 or 1+100"),
        ("a.npz --lr 0..1/4", "--lr '0..1/4': a logarithmic range begins above 0; begin higher, or write"),
        ("a.npz --beta 1", "--beta '1': beta must lie between 0 and 0.999999, not 1"),
        ("a.npz --start 1", "--start '1': a start is x and y, like -1.2,1, with ranges if need be, or view/64"),
        ("a.npz --start 1,2,3", "--start '1,2,3': a start is x and y, like -1.2,1, with ranges if need be, or"),
        ("a.npz --start view/1", "--start 'view/1': side must lie between 2 and 2,048, not 1"),
        ("a.npz --start 1e10,0", "--start '1e10,0': start must lie between"),
        ("a.npz --seeds 0", "--seeds '0': seeds must lie between 1 and 1e9, not 0"),
        ("a.npz --seeds 7..5", "--seeds '7..5': the first seed is larger than the last"),
        ("a.npz --seeds -1..5", "--seeds '-1..5': seed must lie between 0 and"),
        ("a.npz --steps 0", "--steps '0': steps must lie between 1 and 100,000, not 0"),
        ("a.npz --move 3,1", "--move '3,1': a move is a step and two numbers, like 300,0.5,-1"),
        ("a.npz --workers 0", "--workers '0': workers must lie between 1 and 1,024, not 0"),
        ("a.npz --workers 2 --scheduler tcp://a:1", "--workers are processes of this machine and --scheduler"),
        ("a.npz --fresh y", "--fresh 'y': unknown answer 'y'; known: yes, no"),
        ("a.npz --lr 1e-5..1/99999 --seeds 1e6", "299,997,000,000 runs are more than 1,000,000,000, the most of"),
        ("a.csv --lr 1e-5..1/20000 --seeds 1000", "60,000,000 rows are too many for a .csv, which takes 50,000,000;"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_sentence(words: str, sentence: str) -> None:
    said = refusal(*words.split())
    assert said.startswith(sentence)
    assert "\n" not in said
