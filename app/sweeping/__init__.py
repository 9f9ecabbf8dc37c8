"""Sweeps: whole grids of settings into one file, over many processes or machines, going on where they were stopped."""
