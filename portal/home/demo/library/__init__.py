"""Rules and guides of the demo office: records of real regulations, texts for practice, guides.

What is said of real regulations is bibliographic; texts of laws are not part of the demo. Texts
for practice are written here and say on their first line that they are no regulation.
"""
