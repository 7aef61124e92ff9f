// Tests of ArticleLedger.
