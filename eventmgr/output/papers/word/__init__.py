"""Documents that are edited further, as Word files (ISO/IEC 29500). Loaded when one is made, not before."""
