"""The public site under load: the site as it is served, a crowd that asks, and how long the crowd waits."""
