"""Rules about several messages: the steps of a campaign, and one body in many messages of a run."""
