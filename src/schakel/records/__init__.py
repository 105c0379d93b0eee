"""What is kept: one Django app per subject. Each imports only what stands left of it: core, organisations, people, offers, journeys, support, community, observatory, programme."""
