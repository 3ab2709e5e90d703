"""Routes of patents, as a file of `tests/access_table` would tell them."""

EVERYBODY = {("GET", f"/patents/{page}") for page in ("", "<int:patent_id>/", "feed.atom")}
BY_LINK = {("GET", "/patents/own/<token>/"): "patent"}
OF_EDITORS = {(method, "/manage/patents/") for method in ("GET", "POST")}
