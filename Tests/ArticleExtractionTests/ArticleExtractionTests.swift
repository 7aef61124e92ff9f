// Tests of ArticleExtraction.
