"""The parts of the window. Each shows an experiment and emits what a person wants; none changes anything itself."""
