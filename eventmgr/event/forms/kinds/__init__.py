"""Kinds of questions whose answers have parts or refer to something: plain values. Pure."""
