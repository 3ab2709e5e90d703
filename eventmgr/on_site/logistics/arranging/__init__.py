"""Who sleeps or rides with whom: pure methods over plain values."""
