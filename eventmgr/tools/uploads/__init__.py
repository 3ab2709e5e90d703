"""The one door for files that people upload: what a file is, whether it may be kept, and pictures drawn anew."""
