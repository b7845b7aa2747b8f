"""The demo office: about 60 invented people and two years of their work, made only by the verbs.

Every name, number and place is invented; birth dates stand in a NIP whose month of
appointment is 00, which no real one has. Documents say that they are samples.
"""
