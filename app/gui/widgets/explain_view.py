"""The explanation of one lane at one step: its update as a sum with numbers, and what theory says of the place.

It is painted, and what stays from step to step is painted once: a step asks for no layout and costs its numbers.
"""

from PySide6.QtCore import QEvent, QLineF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.gui.painting.painter import painting
from app.gui.painting.style import Style, color, pen
from app.gui.widgets.explain_layout import INDENT, PAD, Layout, height_of
from app.gui.widgets.panel_words import write
from app.model.directions import HELD_STILL, RESCALED
from app.model.explain import Explanation
from app.model.theme import Theme

HELP = {
    "state (FP32)": "What the rule remembers of each parameter, at 4 bytes a number;\n"
    "weights and gradients are not counted.",
    "lr now": "The learning rate of this step, and what the schedule multiplies it by.",
    "effective lr": "How fast it is under a constant gradient: lr/(1 − β), or lr alone where m is a mean.\n"
    "It does not set the edge of stability.",
    "memory": "For about how many steps an old gradient lives on in m, and which share of a step m is.",
    "lr · scale": "What the rule makes of lr in each coordinate: how far it steps there for the same m or gradient.",
    "y against x": "How many times as far it steps in y for the same slope.",
    "noise proxy lr/√B": "How strongly the noise of one sample shakes a step.",
    "curvature λ": "The eigenvalues of the Hessian where the gradient is taken, weight decay included.",
    "regime": "How an error along this direction moves on a quadratic: over-damped creeps, under-damped swings,\n"
    "critical is the fastest without a swing, zigzags changes sides at each step, unstable grows;\n"
    "where the surface bends down, it escapes.",
    "rate, theory": "What an error along this direction is multiplied by per step, on a quadratic.",
    "gradient": "How much of ∇f points along this direction, noise left out.",
    "velocity": "How much of the velocity before this step points along this direction.",
    "rate, measured": "What the run's distance to the minimum is multiplied by per step, within 50 steps\n"
    "around this one; its step length instead, where there is no minimum or weight decay moves it.",
    "lr · λ": "Along the stiff direction, and up to where this rule is stable.",
    "condition κ": "Stiff over soft curvature: how long the ravine is here.",
    HELD_STILL: "The rule as if its step sizes stayed as they are now: then it is linear, and theory applies.\n"
    "It sees the surface rescaled by them, along directions of its own.",
    RESCALED: "The eigenvalues of the Hessian where each coordinate is rescaled by the root of its step size over lr.",
    "lr · λ, rescaled": "Along the stiff direction of the rescaled surface, and up to where the rule would be stable\n"
    "if its step sizes stood still.",
    "condition κ, rescaled": "Stiff over soft curvature of the rescaled surface: what is left of the ravine\n"
    "for this rule.",
    "as lr outside": "v ← βv + g;  θ ← θ − lr·v  with this setting takes the same path.",
    "as lr inside": "v ← βv + lr·g;  θ ← θ − v  with this setting takes the same path.",
    "as averaged": "m ← βm + (1 − β)g;  θ ← θ − lr·m  with this setting takes the same path.",
}
"""What a label means, shown when the mouse rests on its row."""


class ExplanationView(QWidget):
    """Shows an explanation."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._style = Style(theme, screen=True)
        self._shown: Explanation | None = None
        self._ground = QPixmap()
        self._ground_key: object = None

    def show_explanation(self, explanation: Explanation) -> None:
        """Show this one."""
        self._shown = explanation
        self._fit()
        self.update()

    def _fit(self) -> None:
        if self._shown is not None:
            height = round(height_of(self._shown, float(self.width())))
            if height != self.height():
                self.setFixedHeight(height)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    def help(self, y: float) -> str:
        """What the row at that height means; over the equation, the same in a line each."""
        if self._shown is None:
            return ""
        layout = self._layout(self._shown)
        if y < sum(layout.box):
            return "\n".join(self._shown.numbers)
        return HELP.get(layout.label_at(y), "")

    def _layout(self, shown: Explanation) -> Layout:
        return Layout(shown, float(self.width()), self._style.theme)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.help(event.pos().y()), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._shown is None:
            return
        layout = self._layout(self._shown)
        with painting(self) as painter:
            painter.drawPixmap(0, 0, self._ground_of(layout))
            write(painter, self._style, layout.moving)

    def _ground_of(self, layout: Layout) -> QPixmap:
        """All that stays, painted anew only where another row, width or theme wants it."""
        density = self.devicePixelRatioF()
        key = (tuple(layout.still), self.size().toTuple(), density, self._style)
        if key != self._ground_key:
            self._ground_key = key
            self._ground = QPixmap(self.size() * density)
            self._ground.setDevicePixelRatio(density)
            self._ground.fill(color(self._style.theme.panel))
            self._paint_ground(layout)
        return self._ground

    def _paint_ground(self, layout: Layout) -> None:
        with painting(self._ground) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(self._style.theme.raised))
            top, height = layout.box
            painter.drawRoundedRect(QRectF(0, top, self.width(), height), 8, 8)
            painter.setPen(pen(self._style.theme.quiet, 1.0, 0.35))
            for y in layout.rules:
                painter.drawLine(QLineF(INDENT, y + 0.5, self.width() - PAD, y + 0.5))
            write(painter, self._style, layout.still)
