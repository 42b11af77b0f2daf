"""The plan as an editor sees it: its parts, what was typed into them, what two versions say differently. Plain data."""
