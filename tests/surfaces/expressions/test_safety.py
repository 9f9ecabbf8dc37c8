"""Nothing but arithmetic happens: an audit hook hears nothing at all, and so of no file, import, code or process."""

import subprocess
import sys

WALK = """
import sys
import warnings
import numpy as np
from surfaces.expressions import ExpressionError, read
from surfaces.typed import Typed, _check_values, _proposal
from tests.surfaces.expressions.formulas import HOSTILE, LEGAL

warnings.simplefilter("error")
heard, listening = [], False

def hook(event, arguments):
    if listening:
        heard.append(event)

sys.addaudithook(hook)

def walk(text):
    surface = Typed(text)
    surface = surface.bent(**surface.numbers)
    x, y = np.linspace(-2.0, 2.0, 5), np.linspace(-1.0, 3.0, 5)[:, np.newaxis]
    surface.value(x, y), surface.gradient(x, y), surface.hessian(x, y)
    surface.view, surface.start, surface.suggested_lr, surface.minima
    surface.key, surface.formula, surface.expression, surface.declared
    return 1

def meet(text):
    try:
        return walk(text)
    except ExpressionError as error:
        str(error)
        return 0

# NumPy imports some of itself when it is first used: everything is walked once, and then forgotten.
for text in LEGAL:
    meet(text)
for remembered in (read, _check_values, _proposal):
    remembered.cache_clear()
listening = True
"""
ALL = """
refused = sum(not meet(text) for text in HOSTILE)
walked = sum(meet(text) for text in LEGAL)
listening = False
print(refused == len(HOSTILE) >= 700, walked == len(LEGAL) >= 12, heard)
"""


def heard_by(program):
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300, check=False)
    assert not run.stderr
    return run.stdout.strip()


def test_reading_and_walking_formulas_touches_nothing():
    assert heard_by(WALK + ALL) == "True True []"


DEEDS = {
    "eval('1')": "compile",
    "exec('1')": "exec",
    "import wave": "import",
    "open('/dev/null').close()": "open",
    "import socket; socket.socket().close()": "socket.__new__",
    "import subprocess; subprocess.run(['true'])": "subprocess.Popen",
}


def test_the_hook_would_hear_of_it():
    heard = heard_by(WALK + "\n".join((*DEEDS, "listening = False", "print(heard)")))
    assert all(f"'{event}'" in heard for event in DEEDS.values())
