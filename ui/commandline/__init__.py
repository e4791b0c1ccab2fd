"""What `sempal` does when it is called by name: the window, or work without one."""
