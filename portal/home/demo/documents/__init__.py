"""Documents of the demo office: written for it, made from text by the libraries of the portal.

The same call gives the same bytes, so that two demo offices hold equal files. Nothing here
loads Django.
"""
