import Bytes
import Extraction
package import Model
import JSONTree

/// What a sidecar says about its page.
package struct SidecarFacts: Sendable {
  /// The fields that the sidecar gives; its text, if any, in `paragraphs`.
  package var article: Article
  /// The status that the page was served with.
  package var httpStatus: Int?
  /// The encoding that the server declared.
  package var charset: String?

  /// Reads a sidecar: JSON of any schema, a saved response head, or lines `name: value` and
  /// `name=value`. Nil when it says nothing that is of use, or is larger than 16 MiB.
  package init?(_ sidecar: Sidecar, settings: ScrapeSettings = ScrapeSettings()) {
    guard sidecar.bytes.count <= settings.textByteLimit else { return nil }
    article = Article()
    let utf8 = CharsetReading.decode(sidecar.bytes).utf8
    let assembly = DraftAssembly(settings: settings, context: ExtractionContext())
    if let tree = try? JSONDocument(parsing: utf8, mode: .lenient), tree.root.isObject {
      // Services wrap what they say of a page.
      let found = JSONSearch.articles(in: tree.root, path: "$")
      let facts = found.count == 1 ? found[0].value : tree.root
      article = assembly.assemble(JSONMapper.draft(of: facts)).article
      httpStatus =
        [tree.root["status_code"], tree.root["httpStatus"], tree.root["status"]]
        .compactMap { $0?.integer }
        // Services count their own answers in other numbers.
        .first { (100..<600).contains($0) }
      charset = (tree.root["encoding"] ?? tree.root["charset"])?.string
    } else {
      readLines(utf8, assembly)
    }
    if article == Article(), httpStatus == nil, charset == nil { return nil }
  }

  private mutating func readLines(_ bytes: [UInt8], _ assembly: DraftAssembly) {
    let isResponse = HTTPHead.isStatusLine(bytes[...])
    let lines = HeaderLines(bytes[...], hasFirstLine: isResponse)
    if isResponse {
      httpStatus = HTTPHead(bytes[...])?.status
    }
    var writer = JSONWriter()
    writer.beginObject()
    for (name, value) in lines.headers.prefix(1000) {
      switch name {
      case "content-type": charset = HeaderLines.parameter("charset", of: value) ?? charset
      case "last-modified", "date", "server", "via", "expires": continue
      case "status": httpStatus = Int(value.prefix(3)) ?? httpStatus
      case "link" where isResponse: continue
      default: writer.member(name, value)
      }
    }
    if lines.headers.isEmpty { Self.writeAssignments(bytes, to: &writer) }
    writer.endObject()
    guard let tree = try? JSONDocument(parsing: writer.take()) else { return }
    article = assembly.assemble(JSONMapper.draft(of: tree.root)).article
  }

  private static func writeAssignments(_ bytes: [UInt8], to writer: inout JSONWriter) {
    for line in bytes.split(separator: 0x0A).prefix(1000) {
      let text = String(decoding: line, as: UTF8.self)
      guard let equals = text.firstIndex(of: "=") else { continue }
      writer.member(
        PlainText.folding(String(text[..<equals])),
        PlainText.folding(String(text[text.index(after: equals)...])))
    }
  }

  /// False when the sidecar holds an article that has nothing in common with the page's: two files
  /// that happen to have one name.
  package func describes(_ page: Article) -> Bool {
    let text = article.paragraphs.map(\.text)
    guard text.reduce(0, { $0 + $1.utf8.count }) >= Self.ownTextByteCount else { return true }
    let urls = [page.url, page.canonicalURL].compactMap { $0.map(WebAddress.comparable) }
    if let url = article.url.map(WebAddress.comparable), urls.contains(url) { return true }
    if let headline = article.headline, headline == page.headline { return true }
    let body = page.articleBody
    return text.contains { $0.utf8.count >= 40 && body.contains(utf8: $0) }
  }

  /// Less text than this is a description and no article of its own.
  private static let ownTextByteCount = 600

  /// Fills in what the page's own article does not say; the page's own words come first.
  package func amend(_ page: inout Article) {
    page.url = page.url ?? article.url
    page.canonicalURL = page.canonicalURL ?? article.canonicalURL
    page.headline = page.headline ?? article.headline
    page.alternativeHeadline = page.alternativeHeadline ?? article.alternativeHeadline
    page.datePublished = page.datePublished ?? article.datePublished
    page.dateModified = page.dateModified ?? article.dateModified
    page.language = page.language ?? article.language
    page.publisher = page.publisher ?? article.publisher
    page.description = page.description ?? article.description
    if page.authors.isEmpty { page.authors = article.authors }
    if page.articleSection.isEmpty { page.articleSection = article.articleSection }
    if page.keywords.isEmpty { page.keywords = article.keywords }
    page.isAccessibleForFree = page.isAccessibleForFree ?? article.isAccessibleForFree
  }
}

extension [UInt8] {
  /// True when the bytes end in `ending`, letter case aside, and are longer.
  func hasEnding(_ ending: String) -> Bool {
    count > ending.utf8.count
      && String(decoding: suffix(ending.utf8.count), as: UTF8.self).lowercased() == ending
  }
}
