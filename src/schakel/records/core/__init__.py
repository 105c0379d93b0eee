"""What everything else leans on: places, the audit trail, the region that is loaded."""
