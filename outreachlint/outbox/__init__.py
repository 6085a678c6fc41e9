"""The outbox: years of one's own messages, counted by rule, month, relationship and template."""
