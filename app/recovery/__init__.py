"""What a window has not saved yet, kept for the case that its process ends before it could."""
