"""HTTP for papers: a paper as an answer (for every app), the register, an issued paper's page, the public check."""

from papers.views.answers import file_answer, file_name, issued_answer, paper_answer, serve_file

__all__ = ["file_answer", "file_name", "issued_answer", "paper_answer", "serve_file"]
