"""What a process that answers many people builds before the first one asks: it takes seconds."""

import gc


def warm_up() -> None:
    """Build the reader, the rules, the machine code behind lists and routes, and the offers to rank."""
    from schakel.records.offers import shelf
    from schakel.records.people import engine_io
    from schakel.records.people.engine_io.moves import yardstick

    engine_io.warm_up()
    yardstick()
    shelf.warm_up()
    # All this stays. Python's collector would walk over it while somebody waits: up to a second for one visitor in twenty.
    gc.collect()
    gc.freeze()
