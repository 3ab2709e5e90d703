"""The directory's organizations: who sees which, what is corrected, and two that become one."""
