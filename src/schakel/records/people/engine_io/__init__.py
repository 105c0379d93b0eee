"""Where people meet the engine: texts to readings, claims to advice, and the rules by which it is done."""

from schakel.records.people.engine_io.parts import matching_rules

__all__ = ["matching_rules"]
