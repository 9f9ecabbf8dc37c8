"""What lessons can measure: pure functions, listed by name in `app.lessons.measures.registry`."""
