"""The judge: a small sentence model that says how likely each sentence commits each offence."""
