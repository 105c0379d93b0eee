"""Employers, schools, public bodies, campuses and associations."""
