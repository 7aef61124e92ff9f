import Articles
import HTMLTree

/// Finds the article in a page's tree.
struct PageReader {
  let options: ExtractionOptions
  let context: ExtractionContext

  /// The article of a whole page.
  func read(_ page: HTMLDocument) -> Extraction {
    let metadata = PageMetadata(page, context: context)
    var scanner = BlockScanner(page, byteLimit: options.textByteLimit)
    scanner.scan(PageReader.body(page))
    var article = metadata.article(scanner.result)
    let witness = PageReader.witness(article, metadata)
    let features = BlockFeatures(scanner.result, witness: witness)
    let kept = BlockModel.shared.scores(features).map { ($0 ?? -1) > 0 }
    for (index, block) in scanner.result.blocks.enumerated() where kept[index] {
      article.paragraphs.append(
        Paragraph(
          role: .body, text: String(decoding: scanner.result.bytes(block), as: UTF8.self)))
    }
    return Extraction(
      article: article, refusal: article.paragraphs.isEmpty ? Refusals.empty : nil)
  }

  /// The element whose text is read: `body`, or all there is.
  static func body(_ page: HTMLDocument) -> NodeID {
    for child in page.children(of: .document) where page.tag(of: child) == .html {
      for part in page.children(of: child)
      where page.tag(of: part) == .body || page.tag(of: part) == .frameset {
        return part
      }
      return child
    }
    return .document
  }

  static func witness(_ article: Article, _ metadata: PageMetadata) -> PageWitness {
    var witness = PageWitness()
    if let headline = article.headline {
      witness.titleWords = Set(WordScanner.hashes(Array(headline.utf8)))
    }
    if let text = article.description {
      witness.descriptionTriples = Set(
        PageWitness.triples(WordScanner.hashes(Array(text.utf8), limit: 400)))
    }
    if let body = metadata.data.body, body.utf8.count > 200 {
      witness.bodyTriples = Set(
        PageWitness.triples(WordScanner.hashes(Array(metadata.plain(body).utf8))))
    }
    for author in article.authors {
      witness.authorWords.formUnion(WordScanner.hashes(Array(author.name.utf8)))
    }
    return witness
  }
}
