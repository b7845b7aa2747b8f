"""Documents of rules and guides."""
