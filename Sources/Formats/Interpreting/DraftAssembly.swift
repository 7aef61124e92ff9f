import Bytes
import Extraction
import Model

/// Makes an article of what a structured record says.
struct DraftAssembly {
  let settings: ScrapeSettings
  let context: ExtractionContext

  /// What came of a draft.
  struct Result {
    var article: Article
    var refusal: Refusal?
    var notes: [String]
    var blocks: [BlockDecision] = []
    var originEvidence: OriginEvidence?
  }

  /// Reads the body in whichever form it has; what the fields say overrules what the text says.
  func assemble(_ draft: FieldDraft) -> Result {
    var result = Result(article: Article(), notes: draft.notes)
    readBody(draft, into: &result)
    fill(&result.article, from: draft, notes: &result.notes)
    Self.removeRepeatedHead(from: &result.article)
    Self.removeAdverts(from: &result.article)
    ClosingLines.remove(from: &result.article)
    let byteCount = result.article.paragraphs.reduce(0) { $0 + $1.text.utf8.count }
    if byteCount > settings.textByteLimit {
      result.article.paragraphs = []
      result.refusal = Refusals.limit("more than \(settings.textByteLimit) bytes of text")
      return result
    }
    if result.article.paragraphs.isEmpty, let text = PlainText.line(markup: draft.description) {
      result.article.paragraphs = [Paragraph(role: .body, text: text)]
      result.notes.append("text-from-description")
      result.refusal = nil
    }
    if result.article.paragraphs.isEmpty, result.refusal == nil {
      result.refusal = Refusals.noText
    }
    result.refusal = result.refusal ?? PageExtractor.refusal(ofCarried: result.article)
    assert(result.refusal != nil || !result.article.paragraphs.isEmpty)
    return result
  }

  private func readBody(_ draft: FieldDraft, into result: inout Result) {
    switch draft.body {
    case nil: return
    case .paragraphs(let texts):
      if texts.contains(where: { Markup.isLikely($0) }) {
        // A text without blocks of its own is a paragraph, whatever is bold in it.
        let blocks = texts.map { Markup.blockTagCount($0, upTo: 1) == 0 ? "<p>\($0)</p>" : $0 }
        read(fragment: blocks.joined(separator: "\n"), into: &result)
      } else {
        result.article.paragraphs = texts.flatMap { PlainText.paragraphs($0) }
          .map { Paragraph(role: .body, text: $0) }
      }
    case .fragment(let text): read(fragment: text, into: &result)
    case .page(let text): take(extractor.extract(page: Array(text.utf8), context: context), &result)
    case .dump(let text): read(dump: text, of: draft, into: &result)
    case .text(let stored):
      let text = EscapedMarkup.resolved(stored)
      if let refusal = Self.refusal(ofText: text) {
        result.refusal = refusal
      } else if MarkdownSniffer.isMarkdown(Array(text.utf8)[...]) {
        read(dump: text, of: draft, into: &result)
      } else if Markup.blockTagCount(text, upTo: 2) == 2 {
        read(fragment: text, into: &result)
      } else if MarkdownSniffer.hasMarks(Array(text.utf8)[...]) {
        read(dump: text, of: draft, into: &result)
      } else {
        result.article.paragraphs = PlainText.paragraphs(text)
          .map { Paragraph(role: .body, text: $0) }
      }
    case .unknown(let stored):
      let text = EscapedMarkup.resolved(stored)
      if let refusal = Self.refusal(ofText: text) {
        result.refusal = refusal
      } else if text.utf8.count > settings.textByteLimit {
        result.refusal = Refusals.limit("more than \(settings.textByteLimit) bytes of text")
      } else if Markup.isPage(text) {
        take(extractor.extract(page: Array(text.utf8), context: context), &result)
      } else if MarkdownSniffer.isMarkdown(Array(text.utf8)[...]), !Markup.isDense(Array(text.utf8))
      {
        read(dump: text, of: draft, into: &result)
      } else if Markup.isLikely(text) {
        read(fragment: text, into: &result)
      } else if MarkdownSniffer.hasMarks(Array(text.utf8)[...]) {
        read(dump: text, of: draft, into: &result)
      } else {
        result.article.paragraphs = PlainText.paragraphs(text)
          .map { Paragraph(role: .body, text: $0) }
      }
    }
  }

  /// A file that is no text, read as if it were: control characters stand all over it.
  private static func refusal(ofText text: String) -> Refusal? {
    if text.hasPrefix("%PDF-") { return Refusals.unsupported("a PDF") }
    let start = text.utf8.prefix(2000)
    let controls = start.count { byte in
      byte < 0x20 && byte != 9 && byte != 10 && byte != 12 && byte != 13 && byte != 27
    }
    guard controls >= 8 else { return nil }
    // A short text may be made of them and mean it.
    let scalarCount = start.count { $0 & 0xC0 != 0x80 }
    return scalarCount >= 256 && controls * 12 > scalarCount ? Refusals.binary : nil
  }

  private var extractor: PageExtractor { PageExtractor(options: ExtractionOptions(settings)) }

  /// Reads a text below fields that name its headline.
  private func read(dump text: String, of draft: FieldDraft, into result: inout Result) {
    guard text.utf8.count <= settings.recordByteLimit else {
      result.refusal = Refusals.limit("more than \(settings.recordByteLimit) bytes of text")
      return
    }
    var context = context
    context.headline = PlainText.line(draft.headline)
    take(extractor.extract(textDump: Array(text.utf8), context: context), &result)
  }

  private func read(fragment: String, into result: inout Result) {
    let fragment = Shortcodes.removed(from: EscapedMarkup.resolved(fragment))
    guard fragment.utf8.count <= settings.recordByteLimit else {
      result.refusal = Refusals.limit("more than \(settings.recordByteLimit) bytes of markup")
      return
    }
    take(extractor.extract(fragment: Array(fragment.utf8), context: context), &result)
    // A fragment was called the text by whoever wrote it: short is no reason to refuse it.
    if result.article.paragraphs.isEmpty {
      result.article.paragraphs = PlainText.paragraphs(markup: fragment)
        .map { Paragraph(role: .body, text: $0) }
    }
    if !result.article.paragraphs.isEmpty { result.refusal = nil }
  }

  private func take(_ extraction: Extraction, _ result: inout Result) {
    result.article = extraction.article
    result.refusal = extraction.refusal
    result.blocks = extraction.decisions
    result.originEvidence = extraction.originEvidence
  }

  private func fill(_ article: inout Article, from draft: FieldDraft, notes: inout [String]) {
    func line(_ text: String?) -> String? {
      draft.hasMarkupLines ? PlainText.line(markup: text) : PlainText.line(text)
    }
    // A page's title may have the site's name behind what the text shows.
    let shown = article.headline.flatMap { shown in
      shown.utf8.count >= 12 && line(draft.headline)?.contains(shown) == true ? shown : nil
    }
    article.headline = shown ?? line(draft.headline) ?? article.headline
    article.alternativeHeadline = line(draft.alternativeHeadline) ?? article.alternativeHeadline
    article.description = line(draft.description) ?? article.description
    article.dateline =
      PlainText.line(draft.dateline).flatMap(OriginReader.location) ?? article.dateline
    article.origin = draft.origin ?? article.origin
    if let url = Self.address(of: draft, on: context.url) {
      article.url = url
      if WebAddress.isLocal(url) {
        notes.append("url-is-local")
      } else if !WebAddress.isAbsolute(url), !url.hasPrefix("urn:"), !url.hasPrefix("tag:") {
        notes.append("url-is-relative")
      }
    } else if article.url == nil {
      article.url = context.url
    }
    if let canonical = draft.canonicalURL {
      article.canonicalURL = URLReference.resolve(canonical, base: article.url)
    }
    article.language = LanguageChooser.language(
      of: article, declared: draft.language.map(PlainText.folding) ?? article.language)
    if !draft.authors.isEmpty {
      article.authors = Self.authors(
        draft.authors.compactMap { person in
          line(person.name).map { Person(name: $0, url: person.url) }
        })
    }
    if !draft.sections.isEmpty {
      article.articleSection = draft.sections.compactMap { line($0) }
    }
    if !draft.keywords.isEmpty {
      article.keywords = draft.keywords.compactMap { line($0) }
    }
    article.isAccessibleForFree = draft.isAccessibleForFree ?? article.isAccessibleForFree
    fillPublisher(&article, from: draft)
    // Digits are read in the order of a language that the record states, unless it is English, which
    // templates state of everything.
    let stated = LanguageChooser.tag(draft.language.map(PlainText.folding)).flatMap {
      $0.hasPrefix("en") ? nil : $0
    }
    let reader = DateReader(
      language: stated ?? article.language ?? "", assumedZoneMinutes: settings.assumedZoneMinutes)
    article.datePublished = Self.date(draft.published, reader) ?? article.datePublished
    article.dateModified = Self.date(draft.modified, reader) ?? article.dateModified
  }

  /// The address that a draft gives, or where that is only a path the one that is whole.
  private static func address(of draft: FieldDraft, on base: String?) -> String? {
    guard let url = draft.url.map(PlainText.folding), !url.isEmpty else { return nil }
    let isPath = url.hasPrefix("/") || url.hasPrefix("./") || url.hasPrefix("../")
    guard isPath else { return url }
    if let canonical = draft.canonicalURL, WebAddress.isAbsolute(canonical) { return canonical }
    return URLReference.resolve(url, base: base)
  }

  /// The people in author fields, each name once.
  private static func authors(_ fields: [Person]) -> [Person] {
    var seen: Set<String> = []
    return fields.flatMap { field in
      let names = AuthorField.names(in: field.name)
      return names.map { Person(name: $0, url: names.count == 1 ? field.url : nil) }
    }.filter { seen.insert($0.name).inserted }
  }

  /// Takes headline, byline and date off the beginning of a text where they stand apart: they have
  /// fields of their own.
  private static func removeRepeatedHead(from article: inout Article) {
    var count = 0
    let names = Set(article.authors.map { $0.name.lowercased() })
    while count < min(4, article.paragraphs.count - 1) {
      let text = article.paragraphs[count].text
      let isTitle = count == 0 && text.lowercased() == article.headline?.lowercased()
      let named = text.utf8.count <= 80 ? AuthorField.names(in: text) : []
      let isByline = !named.isEmpty && named.allSatisfy { names.contains($0.lowercased()) }
      guard isTitle || isByline || isDate(text) || isSigned(text, article, names) else { break }
      count += 1
    }
    guard count > 0 else { return }
    article.removed =
      article.paragraphs[..<count].map { RemovedText(reason: .duplicateHeadline, text: $0.text) }
      + article.removed
    article.paragraphs.removeSubrange(..<count)
  }

  /// `By A Name | 6 March 2031, 8:30`: one of the authors, or the day, and next to nothing else.
  private static func isSigned(_ text: String, _ article: Article, _ names: Set<String>) -> Bool {
    guard text.utf8.count <= 160 else { return false }
    let lower = text.lowercased()
    let digits = text.utf8.count { ASCII.isDigit($0) }
    let name = names.first { $0.utf8.count >= 5 && lower.contains(utf8: $0) }
    let year = article.datePublished.map { String($0.iso.prefix(4)) }
    let isDated = digits >= 5 && year.map { text.contains(utf8: $0) } ?? false
    guard name != nil || isDated else { return false }
    // Words that are neither of the name nor figures.
    var rest = lower
    if let name, let range = rest.firstRange(utf8: name) { rest.removeSubrange(range) }
    let words = rest.split { !$0.isLetter }.count
    if text.last.map({ ".!?…".contains($0) }) ?? true, !isDated { return false }
    return words <= (isDated ? 5 : 1)
  }

  /// Takes lines that call themselves adverts out of a text of several paragraphs.
  private static func removeAdverts(from article: inout Article) {
    guard article.paragraphs.count > 2 else { return }
    let adverts = article.paragraphs.indices.filter {
      AdvertLine.isAdvert(article.paragraphs[$0].text)
    }
    guard !adverts.isEmpty, adverts.count * 4 <= article.paragraphs.count else { return }
    for index in adverts.reversed() {
      let text = article.paragraphs.remove(at: index).text
      article.removed.append(RemovedText(reason: .advert, text: text))
    }
  }

  /// True for a moment as programs write it: digits and what stands between them.
  private static func isDate(_ text: String) -> Bool {
    text.utf8.count <= 40 && text.utf8.count { ASCII.isDigit($0) } >= 8
      && text.allSatisfy { $0.isNumber || "-:./+TZ ".contains($0) }
  }

  private func fillPublisher(_ article: inout Article, from draft: FieldDraft) {
    var publisher = article.publisher ?? Publisher()
    if let name = PlainText.line(draft.publisherName) {
      if WebAddress.isAbsolute(name) {
        publisher.domain = WebAddress.domain(of: name)
      } else {
        publisher.name = name
      }
    }
    let address = article.url ?? article.canonicalURL
    publisher.domain =
      draft.domain.flatMap { domain in
        // A field of that name may hold a branch of knowledge.
        domain.contains(".") && !domain.contains(" ")
          ? WebAddress.domain(of: domain.contains(utf8: "//") ? domain : "//" + domain) : nil
      }
      ?? publisher.domain ?? address.flatMap { WebAddress.domain(of: $0) }
    if publisher.name != nil || publisher.domain != nil { article.publisher = publisher }
  }

  private static func date(
    _ fields: [FieldDraft.DateField], _ reader: DateReader
  ) -> DatedValue? {
    var found: DatedValue?
    for field in fields {
      // When a row was made says nothing about a text of the same day.
      if found != nil, isOfTheRow(field) { continue }
      guard let date = reader.read(field.raw, source: field.source, isGMT: field.isGMT) else {
        continue
      }
      guard let day = found else {
        // Only a day: another field may have the hour.
        if date.iso.utf8.count != 10 { return date }
        found = date
        continue
      }
      if date.iso.utf8.count > 10, date.iso.hasPrefix(day.iso) { return date }
    }
    return found
  }

  private static func isOfTheRow(_ field: FieldDraft.DateField) -> Bool {
    let name = FieldRole.normalized(field.source)
    return name.contains(utf8: "created") || name.contains(utf8: "creation")
      || name.contains(utf8: "timestamp") || name.contains(utf8: "crawl")
  }
}
