"""What the Rust program of our name leaves on a disk, and what each part of it means here."""
