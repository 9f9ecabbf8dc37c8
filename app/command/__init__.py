"""The command line: words in, plain values out, no Qt."""
