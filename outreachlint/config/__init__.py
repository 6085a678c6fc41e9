"""Configuration: where it is found, what it may say, which line said what."""
