"""What the window needs and Qt does not, to be imported before Qt.

PySide6 looks for its own name in the source of every module that is imported after it, which takes as long as to import
it. Nothing but the time of the start hangs on this list: what is missing in it is imported where it is needed.
"""

import app.model.arrows
import app.model.charts
import app.model.crowd.report
import app.model.explain
import app.model.fixes
import app.model.hover
import app.model.motion
import app.model.recent
import app.model.rule_groups
import app.model.schedule_chart
import app.model.verdicts  # noqa: F401
