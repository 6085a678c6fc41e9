"""Rules: reading and checking their files, the prebuilt pack, selection, evaluation."""
