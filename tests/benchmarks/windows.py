"""What benchmarks with a window share: folders of their own, and an end without questions."""

import os
import tempfile


def own_folders():
    """Keep nothing where the person's own settings and unsaved changes are."""
    for what in ("CONFIG", "STATE"):
        os.environ[f"XDG_{what}_HOME"] = tempfile.mkdtemp(prefix="ravine-benchmark-")


def close(window):
    """Close the window, whatever has not been saved."""
    window.document.leave()
    window.close()
