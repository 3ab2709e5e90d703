"""The desk: requests without an account, their answers, and what of them everybody may read."""
