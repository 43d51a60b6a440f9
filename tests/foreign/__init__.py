"""Courses in the styles that public courses are written in, and what stock says."""
