"""Assignments of companies worked on by mixed teams: pages for schools, companies, students; teaching material for all."""
