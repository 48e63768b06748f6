"""Many articles: `planning` says what there is to do, `running` does it, here or on a cluster."""
