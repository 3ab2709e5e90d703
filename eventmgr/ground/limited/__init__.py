"""What strangers sent is opened by a process of its own, which may use so much memory and time and no more."""
