"""Drawing with a QPainter: the same functions paint the window and every file."""
