"""What happened in an experiment, as data: positions, losses and gradients of every lane, seed and step, in files."""
