"""Many articles. `planning` finds what there is to do; `running` does it, here or on a cluster."""
