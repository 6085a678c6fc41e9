"""Reporters: one Report in, text out."""
