import HTMLTree
package import Model

/// Finds the article in a page, in a fragment of one, or in a page saved as plain text.
///
/// A pure value: the same bytes and context give the same article. Input may be hostile; time is
/// linear in its length.
package struct PageExtractor: Sendable {
  package var options: ExtractionOptions

  package init(options: ExtractionOptions = ExtractionOptions()) {
    self.options = options
  }

  /// The article among the lines of a text without tags, UTF-8.
  package func extract(textDump bytes: [UInt8], context: ExtractionContext = ExtractionContext())
    -> Extraction
  {
    var extractor = TextDumpExtractor(options: options, context: context)
    return extractor.extract(bytes)
  }
}

extension PageExtractor {
  /// Why what a record gives as an article is none: a server's answer, or a page that stands in an
  /// article's place. Nil for an article, however short, and for one that only mentions such a thing.
  package static func refusal(ofCarried article: Article) -> Refusal? {
    Refusals.of(carried: article)
  }

  /// The article in a whole page, UTF-8 after decoding.
  package func extract(page bytes: [UInt8], context: ExtractionContext = ExtractionContext())
    -> Extraction
  {
    PageReader(options: options, context: context).read(
      HTMLDocument(parsing: bytes, options: options.parsing))
  }

  /// The article in a piece of markup that is all article, such as a WordPress post's content.
  package func extract(fragment bytes: [UInt8], context: ExtractionContext = ExtractionContext())
    -> Extraction
  {
    PageReader(options: options, context: context).read(
      fragment: HTMLDocument(parsingFragment: bytes, options: options.parsing))
  }
}

extension ExtractionOptions {
  /// How pages and fragments are parsed.
  var parsing: ParseOptions { ParseOptions(depthLimit: depthLimit, budget: budget) }
}
