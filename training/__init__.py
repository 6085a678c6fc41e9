"""From the labelled corpus to the judge's artefact: `python -m training`."""
