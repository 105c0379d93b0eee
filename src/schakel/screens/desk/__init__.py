"""The desk: one inbox for all requests, and what partners are asked to take over."""
