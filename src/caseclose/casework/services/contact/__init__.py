"""How people may be reached: what they agreed to be told by e-mail or text, and what ends that."""
