"""The views beside the path: each has a panel, made when it is first opened, and work that it wants done."""
