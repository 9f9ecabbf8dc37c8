"""Animations as files, a module for each format: pictures in, bytes out, one picture after the other."""
