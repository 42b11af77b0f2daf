"""Pages of plans, their papers and their tables of quotas."""
