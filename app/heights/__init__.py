"""Surfaces from files: tables of heights, NumPy archives, pictures; plain values, no Qt."""

from app.heights.read import read_heights

__all__ = ["read_heights"]
