// ArticleExtraction: to be filled.
