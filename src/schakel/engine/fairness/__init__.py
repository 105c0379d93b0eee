"""Fairness: twin tests, exposure by group, excluding words in vacancies, and the record for the Algorithm Register."""
