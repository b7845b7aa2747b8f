"""Engines behind one protocol (``base``); nothing of an engine leaves its module."""
