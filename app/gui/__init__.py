"""Everything that needs Qt: store, playhead, painting, widgets and the window."""
