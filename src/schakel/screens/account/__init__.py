"""Signing in and out, two factors, devices, roles and invitations."""
