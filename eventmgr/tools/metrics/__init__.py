"""What was measured, as cases and deals report it: value, unit, baseline, period, evidence and who vouches; and why
none is averaged."""
