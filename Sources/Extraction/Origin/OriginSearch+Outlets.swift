import Bytes
import Model

/// Origins that are told from two signs on a page which say nothing each by itself.
extension OriginSearch {
  /// The host beside a date above the text, where it is known that the page's site has another one.
  func datedHost(_ line: String) -> CreditLine? {
    guard host != nil || evidence.linkedHost != nil, let found = SourceLine.datedHost(line) else {
      return nil
    }
    return CreditLine(name(ofHost: found), .sourceLine, isCertain: false)
  }

  /// `Fuente: Actualidad`, a line by itself right below the text: in some languages papers name so, and hardly
  /// otherwise, whom they reprint. Several such lines stand below tables.
  func lastLine(_ line: String) -> CreditLine? {
    guard line.utf8.count <= 60, let credit = SourceLine.credit(alone: line) else { return nil }
    let last = article.paragraphs.suffix(2).map(\.text) + evidence.end.prefix(6)
    let others = last + evidence.head + evidence.end
    guard article.paragraphs.count >= 3, last.contains(line),
      others.allSatisfy({ $0 == line || SourceLine.credit(alone: $0) == nil })
    else { return nil }
    return credit
  }

  /// Where a line such as `Read the original article` leads, if that is another site.
  func originalLink() -> ArticleOrigin? {
    guard host != nil || evidence.linkedHost != nil else { return nil }
    for link in evidence.originalLinks {
      guard let there = CreditLine.host(link.address), !site.isOwn(host: there),
        !Self.notPapers.contains(where: { there == $0 || there.hasSuffix("." + $0) })
      else { continue }
      let name = link.name.map { AgencyNames.publishers[$0] ?? $0 } ?? name(ofHost: there)
      if site.isOwn(name) { continue }
      return ArticleOrigin(
        name: name, url: link.address, source: .canonical, evidence: link.address, certain: false)
    }
    for address in evidence.readOnLinks
    where OriginalLink.isAddress(address, ofHeadline: article.headline) {
      guard let there = CreditLine.host(address), !site.isOwn(host: there) else { continue }
      return ArticleOrigin(
        name: name(ofHost: there), url: address, source: .canonical, evidence: address,
        certain: false)
    }
    return nil
  }

  /// Where studies stand, and what everybody writes in.
  private static let notPapers: Set<String> = [
    "doi.org", "nature.com", "sciencedirect.com", "springer.com", "wiley.com", "arxiv.org",
    "nih.gov",
    "plos.org", "pnas.org", "sagepub.com", "tandfonline.com", "facebook.com", "twitter.com",
    "x.com",
    "google.com", "archive.org", "youtube.com", "wikipedia.org",
  ]

  /// The paper behind an author's name, of a page that gives that paper as its site and is published by another
  /// one of the same publishing group: `Ada Quill Holm Enquirer` in the `Varde Daily Journal`.
  func sisterPaper() -> ArticleOrigin? {
    guard let publisher = evidence.dataPublisher, Self.isPaper(publisher) else { return nil }
    let names = [evidence.shownName].compactMap(\.self).filter {
      Self.isPaper($0) && !Self.areAlike($0, publisher)
    }
    for line in evidence.head + evidence.bylines + article.authors.map(\.name)
    where line.utf8.count <= 120 {
      for name in names {
        let short = name.hasPrefix("The ") ? String(name.dropFirst(4)) : name
        guard let range = line.firstRange(utf8: short),
          line[range.upperBound...].allSatisfy({ !$0.isLetter })
        else { continue }
        let author = line[..<range.lowerBound].split { $0.isWhitespace || ",|/".contains($0) }
        guard (2...6).contains(author.count),
          author.allSatisfy({ $0.first?.isUppercase == true || ["and", "by", "the"].contains($0) })
        else { continue }
        return ArticleOrigin(name: name, source: .byline, evidence: line, certain: false)
      }
    }
    return nil
  }

  /// True for a name with a word of papers' names in it, and none of a company's.
  private static func isPaper(_ name: String) -> Bool {
    let words = name.lowercased().split { !$0.isLetter }.map(String.init)
    return words.count >= 2 && words.contains { paperWords.contains($0) }
      && !words.contains { companyWords.contains($0) }
  }

  /// True where two names share a word that says something.
  private static func areAlike(_ first: String, _ second: String) -> Bool {
    let words = [first, second].map { name in
      Set(name.lowercased().split { !$0.isLetter }.map(String.init)).subtracting(paperWords)
        .subtracting(["the", "of", "and", "der", "die", "le", "la", "el", "de"])
    }
    let keys = [first, second].map { NameFolding.key($0) }
    return keys[0].contains(keys[1]) || keys[1].contains(keys[0])
      || !words[0].isDisjoint(with: words[1])
  }

  private static let paperWords = Set(
    RuleFile.origins["outlet ends"] + RuleFile.origins["outlet starts"]
      + RuleFile.origins["media words"]
  ).union(["enquirer", "reporter", "record", "republic", "banner", "ledger", "democrat", "press"])
  private static let companyWords: Set<String> = [
    "media", "group", "gmbh", "inc", "ltd", "llc", "company", "corporation", "co", "holding",
    "network",
    "networks", "publishing", "verlag", "ag", "se", "sa", "spa",
  ]

  /// The issuer of a release that PR Newswire sent, on that service's own pages.
  func issuer() -> ArticleOrigin? {
    let texts = article.paragraphs.map(\.text)
    for line in evidence.end + texts.suffix(3) {
      guard let found = Issuer(sourceLine: line), !site.isOwn(found.name),
        texts.prefix(4).contains(where: { $0.contains(utf8: "PRNewswire") })
          || host?.hasSuffix("prnewswire.com") == true
      else { continue }
      return ArticleOrigin(
        name: found.name, source: .sourceLine, evidence: line, certain: false)
    }
    return nil
  }
}
