"""A new country's law: what stands here is made up, to be replaced by its own, with sources."""
