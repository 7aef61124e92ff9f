package import Model

/// Finds where an article says that it came from: the location in its dateline, the agency that sent it,
/// who published it first.
package enum OriginReader {
  /// Paragraphs at the end of the text that may be credit lines.
  private static let endLimit = 4

  /// Fills in `dateline` and `origin` where they are not known from a field, and moves lines that are
  /// nothing but a credit from the text's end to what was removed.
  package static func complete(_ article: inout Article) {
    let dateline = dateline(of: article)
    if article.dateline == nil { article.dateline = dateline?.location }
    if article.origin == nil { article.origin = origin(of: article, dateline) }
    removeCredits(from: &article)
  }

  /// The location that a field for datelines names, without date and agency; nil where it names none.
  package static func location(in field: String) -> String? {
    let end = field.firstIndex { Dateline.isDigit($0) || "([—–".contains($0) } ?? field.endIndex
    let parts = field[..<end].split(separator: ",").map {
      $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let location = DatelineFields.location(parts.filter { !$0.isEmpty && $0 != "-" })
    return location.isEmpty ? nil : location
  }

  private static func dateline(of article: Article) -> Dateline? {
    let body = article.paragraphs.lazy.filter { $0.role == .body }.prefix(2)
    for paragraph in body {
      if let found = Dateline(startOf: paragraph.text) { return found }
    }
    return datelineInLines(article)
  }

  /// `Brussels`, `CNN` and a dash, each a line by itself: pages print it so, and such short lines are
  /// no text.
  private static func datelineInLines(_ article: Article) -> Dateline? {
    let lines = article.removed.map(\.text)
    for (index, line) in lines.enumerated()
    where line.utf8.count <= 8 && line.allSatisfy(isDash) {
      guard index > 0, !line.isEmpty, let agency = AgencyNames.known[lines[index - 1]] else {
        continue
      }
      var location: String?
      if index > 1, lines[index - 2].utf8.count <= 60,
        let joined = Dateline(startOf: "\(lines[index - 2]) (\(lines[index - 1])) — ")
      {
        location = joined.location
      }
      let text = lines[max(0, index - (location == nil ? 1 : 2))...index].joined(separator: " ")
      return Dateline(location: location, agency: agency, text: text)
    }
    return nil
  }

  private static func isDash(_ character: Character) -> Bool {
    "—–-―".contains(character) || character.isWhitespace
  }

  /// The origin by the strongest of what the article says.
  private static func origin(of article: Article, _ dateline: Dateline?) -> ArticleOrigin? {
    let credits = credits(of: article)
    if let credit = credits.first(where: { $0.credit.isCertain }) { return made(credit) }
    if let dateline, let agency = dateline.agency {
      return ArticleOrigin(name: agency, source: .dateline, evidence: dateline.text, certain: true)
    }
    if let signature = signature(of: article) { return signature }
    // `AFP / Updated: …` is a byline, too.
    let bylines = article.removed.filter { $0.reason == .byline && $0.text.utf8.count <= 120 }
    for name in article.authors.map(\.name) + bylines.map(\.text) {
      let first = name.split { "/|·".contains($0) }.first ?? ""
      if let agency = AgencyNames.known[first] {
        return ArticleOrigin(name: agency, source: .byline, evidence: name, certain: false)
      }
    }
    if let credit = credits.first { return made(credit) }
    return canonical(of: article)
  }

  private static func made(_ found: (credit: CreditLine, evidence: String)) -> ArticleOrigin {
    ArticleOrigin(
      name: found.credit.name, source: found.credit.source, evidence: found.evidence,
      certain: found.credit.isCertain)
  }

  /// Credit lines at the ends of the text and among what was removed, the surest first.
  private static func credits(of article: Article) -> [(credit: CreditLine, evidence: String)] {
    var found: [(credit: CreditLine, evidence: String)] = []
    let body = article.paragraphs.filter { $0.role != .caption }.map(\.text)
    for text in body.suffix(endLimit).reversed() + body.prefix(1) {
      if let credit = CreditLine(text) { found.append((credit, text)) }
    }
    // What belongs to others, or leads to them, speaks of their sources.
    let others: Set<RemovedText.Reason> = [.caption, .comment, .related, .menu]
    let lines = article.removed
    for (index, line) in lines.enumerated() {
      if CreditLine.isSourceWord(line.text), index + 1 < lines.count,
        lines[index + 1].text.utf8.count <= 60,
        let credit = CreditLine.credit(naming: lines[index + 1].text),
        // Any line may follow by chance; an address or an agency does not.
        credit.name.contains(".") || AgencyNames.known[credit.name] != nil
      {
        found.append((credit, "\(line.text) \(lines[index + 1].text)"))
      } else if let credit = CreditLine(line.text),
        credit.source == .wireMark || !others.contains(line.reason)
      {
        found.append((credit, line.text))
      }
    }
    return found.filter { $0.credit.isCertain } + found.filter { !$0.credit.isCertain }
  }

  /// `(Reuters)`, `— AFP` or `/dpa` behind the last sentence.
  private static func signature(of article: Article) -> ArticleOrigin? {
    let body = article.paragraphs.filter { $0.role == .body }.map(\.text)
    for text in body.suffix(2).reversed() {
      guard text.utf8.count <= 40 || text.utf8.suffix(60).contains(where: isSignatureSign) else {
        continue
      }
      var tail = text.suffix(40)
      while let last = tail.last, last.isWhitespace || last == "." { tail.removeLast() }
      let name: Substring
      if let last = tail.last, ")]".contains(last) {
        guard let open = tail.lastIndex(where: { "([".contains($0) }) else { continue }
        name = tail[tail.index(after: open)...].dropLast()
      } else if let dash = tail.lastIndex(where: { "—–/|".contains($0) }) {
        name = tail[tail.index(after: dash)...]
      } else {
        name = tail.count == text.count ? tail : ""
      }
      let parts = name.split { "/,;".contains($0) || $0.isWhitespace && name.contains("/") }
      let agencies = parts.compactMap { AgencyNames.known[$0] }
      guard let agency = agencies.first, agencies.count == parts.count || parts.count <= 3 else {
        continue
      }
      return ArticleOrigin(
        name: agency, source: .signature, evidence: String(tail).trimmedStart,
        certain: agencies.count == 1)
    }
    return nil
  }

  /// A bracket, a slash, a bar, or a byte of a dash.
  private static func isSignatureSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "|") || byte == 0x93 || byte == 0x94
  }

  /// A canonical address on another site than the page's own.
  private static func canonical(of article: Article) -> ArticleOrigin? {
    guard let canonical = article.canonicalURL, let url = article.url, canonical.hasPrefix("http"),
      url.hasPrefix("http")
    else { return nil }
    let (there, here) = (CreditLine.site(canonical), CreditLine.site(url))
    guard domain(there) != domain(here) else { return nil }
    return ArticleOrigin(
      name: there, url: canonical, source: .canonical, evidence: canonical, certain: false)
  }

  /// The last two labels of a host, three where the last but one is short, as in `co.uk`.
  private static func domain(_ host: String) -> [Substring] {
    let labels = host.split(separator: ".")
    let isShort = labels.count > 2 && labels[labels.count - 2].count <= 3
    return Array(labels.suffix(isShort ? 3 : 2))
  }

  private static func removeCredits(from article: inout Article) {
    var index = article.paragraphs.count - 1
    let start = max(1, article.paragraphs.count - endLimit)
    while index >= start {
      let text = article.paragraphs[index].text
      if let credit = CreditLine(text), credit.isCertain, isNothingElse(text) {
        article.paragraphs.remove(at: index)
        article.removed.append(RemovedText(reason: .credit, text: text))
      }
      index -= 1
    }
  }

  /// True for one sentence: what says more than who published it is text.
  private static func isNothingElse(_ text: String) -> Bool {
    text.utf8.count <= 250 && text.split { ".!?。".contains($0) }.filter { $0.count > 25 }.count <= 1
  }
}

extension String {
  fileprivate var trimmedStart: String { String(drop { $0.isWhitespace }) }
}
