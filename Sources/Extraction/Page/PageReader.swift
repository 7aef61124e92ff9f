import Model
import HTMLTree

/// Finds the article in a page's tree.
struct PageReader {
  let options: ExtractionOptions
  let context: ExtractionContext

  /// The article of a whole page.
  func read(_ page: HTMLDocument) -> Extraction {
    if page.notes.contains(.nodes) { return Self.tooLarge }
    var scanner = BlockScanner(byteLimit: options.textByteLimit, budget: options.budget)
    scanner.scan(page, PageReader.body(page))
    let metadata = PageMetadata(page, context: context, blocks: scanner.result)
    var article = metadata.article(scanner.result)
    let evidence = PageReader.evidence(article, metadata)
    let features = BlockFeatures(scanner.result, evidence: evidence, budget: options.budget)
    var selection = BlockSelection(features, scores: BlockModel.shared.scores(features))
    if options.budget.isSpent { return Self.tooLarge }
    selection.leaveOutCopies()
    selection.leaveOutBesideBody()
    selection.keepSiblings()
    selection.leaveOutNotices(page)
    selection.relaxIfEmpty()
    selection.leaveOutOtherStories(page)
    selection.leaveOutPullQuotes()
    selection.keepOpening()
    selection.leaveOutAdverts()
    selection.leaveOutBylines()
    selection.leaveOutClosingHeadings()
    if selection.endsInCut { return Self.tooLong(options) }
    selection.fill(&article, recordsRemoved: options.recordsRemoved)
    assert(article.paragraphs.count <= scanner.result.blocks.count)
    if article.paragraphs.isEmpty || selection.keptWordCount < 30,
      let body = metadata.data.body, body.utf8.count > 300
    {
      article.paragraphs = paragraphs(ofPlain: body, metadata)
    }
    article.language =
      LanguageChooser.language(of: article, declared: metadata.statedLanguage) ?? metadata.language
    let refusal = Refusals.of(article, features, metadata)
    return Extraction(
      article: article, refusal: refusal,
      decisions: options.recordsDecisions ? selection.decisions(page) : [],
      originEvidence: OriginEvidence(selection, metadata, page))
  }

  /// The text of a fragment that is all article but for share buttons and the like.
  func read(fragment page: HTMLDocument) -> Extraction {
    if page.notes.contains(.nodes) { return Self.tooLarge }
    var scanner = BlockScanner(byteLimit: options.textByteLimit, budget: options.budget)
    scanner.scan(page, .document)
    let features = BlockFeatures(
      scanner.result, evidence: PageEvidence(), budget: options.budget)
    if options.budget.isSpent { return Self.tooLarge }
    var selection = BlockSelection(fragment: features)
    selection.leaveOutCopies()
    if selection.endsInCut { return Self.tooLong(options) }
    var article = Article(url: context.url)
    selection.fill(&article, recordsRemoved: options.recordsRemoved)
    article.language = LanguageChooser.language(of: article, declared: context.language)
    return Extraction(
      article: article, refusal: article.paragraphs.isEmpty ? Refusals.empty : nil,
      decisions: options.recordsDecisions ? selection.decisions(page) : [])
  }

  /// What comes of a page that is not read to its end.
  private static let tooLarge = Extraction(
    article: Article(),
    refusal: Refusal(
      reason: .limit, detail: "It goes beyond a limit: more elements than a page of news has."))

  /// What comes of an article of which only the beginning was read.
  static func tooLong(_ options: ExtractionOptions) -> Extraction {
    Extraction(
      article: Article(),
      refusal: Refusal(
        reason: .limit,
        detail: "It goes beyond a limit: more than \(options.textByteLimit) bytes of text."))
  }

  /// The text that JSON-LD states, in paragraphs where its lines show them.
  private func paragraphs(ofPlain body: String, _ metadata: PageMetadata) -> [Paragraph] {
    guard !body.contains("<") else {
      return read(
        fragment: HTMLDocument(parsingFragment: Array(body.utf8), options: options.parsing)
      ).article.paragraphs
    }
    return body.split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }.map {
      Paragraph(role: .body, text: metadata.plain(String($0)))
    }.filter { !$0.text.isEmpty }
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

  /// What metadata says that helps to judge blocks.
  static func evidence(_ article: Article, _ metadata: PageMetadata) -> PageEvidence {
    var evidence = PageEvidence()
    if let headline = article.headline {
      evidence.titleWords = HashCounts.of(WordScanner.hashes(Array(headline.utf8)))
    }
    if let text = article.description {
      evidence.descriptionTriples = HashCounts.of(
        PageEvidence.triples(WordScanner.hashes(Array(text.utf8), limit: 400)))
    }
    if let body = metadata.data.body, body.utf8.count > 200 {
      evidence.bodyTriples = HashCounts.of(
        PageEvidence.triples(WordScanner.hashes(Array(metadata.plain(body).utf8))))
    }
    for author in article.authors {
      evidence.authorWords.add(WordScanner.hashes(Array(author.name.utf8)))
    }
    return evidence
  }
}
