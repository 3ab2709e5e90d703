"""What every page needs and no feature owns: forms, headers, limits, paging, the page cache."""
