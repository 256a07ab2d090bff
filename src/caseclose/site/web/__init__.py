"""Serving the site: made ready, served by gunicorn, stopped."""
