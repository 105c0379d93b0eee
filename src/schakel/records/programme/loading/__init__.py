"""From the region's folder to rows; used by `actions.load_region` only."""
