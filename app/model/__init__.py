"""What the person wants and what is to be drawn: plain values in, plain values out, no Qt."""
