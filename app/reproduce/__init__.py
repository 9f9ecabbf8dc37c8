"""A lane as text that gives its path again, somewhere else: a command line, and scripts for Python and for PyTorch."""
