"""The store of concepts: skills, occupations and groups of every source, merged by URI and compiled to one file."""
