"""What can be measured with `scripts/bench`: one file each."""
