// ArticleLedger: to be filled.
