"""Phrases: what a rule's author writes, the patterns they become, and finding them in a View."""
