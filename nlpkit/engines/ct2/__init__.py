"""CTranslate2: the weights of its models."""
