"""What a profile and a listing hold by their kind: fields, drafts, typed answers, words."""
