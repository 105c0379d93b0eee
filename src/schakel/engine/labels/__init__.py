"""Any number of labels found in any number of texts: whole words, the longest label first, without regard to case.

`matcher.LabelMatcher` is the way in. `folding` says what a word is and when two words are the same; `plain` is the
reference in plain Python; `kernel` finds the same spans with numba on the bytes of an Arrow column; `files` keeps the
tables of a matcher in one file.
"""
