import Bytes
import Model

/// Looks for who published an article first, by the strongest of what it says.
struct OriginSearch {
  let article: Article
  let evidence: OriginEvidence
  let site: OwnSite
  /// The host that shows the page; nil where it is not known.
  let host: String?
  private(set) var origin: ArticleOrigin?

  private typealias Found = (credit: CreditLine, evidence: String)

  init(_ article: Article, _ evidence: OriginEvidence, _ dateline: Dateline?) {
    self.article = article
    self.evidence = evidence
    let canonical = article.canonicalURL.flatMap { CreditLine.host($0) }
    // Without a word from outside, the address for sharing is the page's own, and the canonical one may be
    // another site's.
    let host =
      evidence.servedHost ?? evidence.sharedHost ?? article.url.flatMap { CreditLine.host($0) }
      ?? canonical
    self.host = host
    site = OwnSite { Self.site(of: article, evidence, host: host) }
    origin = search(dateline)
  }

  /// The page's site, looked at only where there is somebody to compare with it.
  final class OwnSite {
    private let make: () -> SiteIdentity
    private lazy var identity = make()

    init(_ make: @escaping () -> SiteIdentity) { self.make = make }

    func isOwn(_ name: String) -> Bool { identity.isOwn(name) }
    func isOwn(host: String) -> Bool { identity.isOwn(host: host) }
  }

  private static func site(
    of article: Article, _ evidence: OriginEvidence, host: String?
  ) -> SiteIdentity {
    var names = evidence.siteNames
    if let name = article.publisher?.name { names.insert(name) }
    // Pages that do not give their address name their site as the author.
    if host == nil {
      names.formUnion(
        evidence.bylines.filter { AgencyNames.publishers[$0] == nil }
          .flatMap { [$0] + $0.split(separator: " ").map(String.init) })
    }
    let headline = article.headline.map { NameFolding.key($0) } ?? ""
    let titles = evidence.titles.flatMap { title in
      title.split { "|｜_-–—:：»«·•/".contains($0) }.map(String.init)
    }.filter { !headline.contains(NameFolding.key($0)) }
    let canonical = article.canonicalURL.flatMap { CreditLine.host($0) }
    let domain = article.publisher?.domain
    return SiteIdentity(
      names: names, shownName: evidence.shownName, titles: titles,
      hosts: [
        host, evidence.servedHost, domain == canonical ? nil : domain,
        host == nil ? evidence.linkedHost : nil,
      ].compactMap(\.self), homeNames: evidence.homeNames)
  }

  private func search(_ dateline: Dateline?) -> ArticleOrigin? {
    let credits = credits()
    let certain = credits.filter(\.credit.isCertain)
    // An agency that takes over another's text leaves its dateline and adds a copyright line.
    if let credit = certain.first(where: { $0.credit.source == .firstPublished }) {
      return made(credit)
    }
    if let dateline, let agency = dateline.agency, !site.isOwn(agency) {
      return ArticleOrigin(
        name: agency, source: .dateline, evidence: dateline.text,
        certain: AgencyNames.known[agency] != nil)
    }
    if let credit = certain.first {
      // A distributor's copyright line stands below what an agency sent.
      if credit.credit.source == .wireMark, let named = byline(), named.name != credit.credit.name,
        AgencyNames.known[named.name] != nil, AgencyNames.known[credit.credit.name] != nil
      {
        return named
      }
      return made(credit)
    }
    return signature() ?? byline() ?? credits.first.map(made) ?? sisterPaper() ?? issuer()
      ?? stated()
      ?? originalLink() ?? canonical()
  }

  private func made(_ found: Found) -> ArticleOrigin {
    ArticleOrigin(
      name: linked(found) ?? found.credit.name, source: found.credit.source,
      evidence: found.evidence, certain: found.credit.isCertain)
  }

  /// The link's text where a name was cut at a word that may go on with the sentence: `Storm and Ice`.
  private func linked(_ found: Found) -> String? {
    guard found.credit.source == .firstPublished else { return nil }
    for link in evidence.linkNames where found.evidence.contains(utf8: link) {
      let name = link.hasPrefix("The ") ? String(link.dropFirst(4)) : link
      if name.hasPrefix(found.credit.name + " "), name.utf8.count <= 60 { return name }
    }
    return nil
  }

  /// Credit lines at the ends of the text and beside it, in the order of their trust.
  private func credits() -> [Found] {
    var found: [Found] = []
    let body = article.paragraphs.filter { $0.role != .caption }.map(\.text)
    let last = body.suffix(OriginReader.endLimit)
    let first = body.prefix(max(0, min(2, body.count - last.count)))
    for text in last.reversed() + evidence.end + first {
      if let credit = CreditLine.marked(text) { found.append((credit, text)) }
    }
    for text in evidence.head {
      if let credit = CreditLine.marked(text), credit.source == .firstPublished {
        found.append((credit, text))
      }
    }
    // Source lines stand right above the text or right below it.
    let lines = Array(first) + evidence.head + last + evidence.end
    for (index, line) in lines.enumerated() {
      let isAbove = evidence.head.contains(line)
      if let credit = SourceLine.credit(in: line, isAbove: isAbove) ?? SourceLine.credit(
        in: line, ofHeadline: article.headline)
        ?? (isAbove ? SourceLine.dated(line) ?? datedHost(line) : nil)
        ?? ProviderLine.credit(
          in: line, next: isAbove && index + 1 < lines.count ? lines[index + 1] : nil)
      {
        found.append((credit, line))
      } else if let credit = lastLine(line) ?? SourceLine.credit(withoutColon: line) {
        found.append((credit, line))
      } else if SourceLine.isSourceWord(line), index + 1 < lines.count,
        lines[index + 1].utf8.count <= 60,
        let credit = SourceLine.credit(naming: lines[index + 1], isReprint: false),
        // Any line may follow by chance; an address or an agency does not.
        CreditLine.host(credit.name) != nil || AgencyNames.publishers[credit.name] != nil,
        // Several hosts are a list of what the text was made from.
        index + 2 >= lines.count || CreditLine.host(credit.name) == nil
          || CreditLine.host(lines[index + 2]) == nil
      {
        found.append((credit, "\(line) \(lines[index + 1])"))
      }
    }
    for line in evidence.providers where !lines.contains(line) {
      if let credit = ProviderLine.credit(in: line) { found.append((credit, line)) }
    }
    return found.filter { found in
      // Nobody delivers a text to himself: the canonical address is that of the original.
      if isDelivered(found.evidence) { return true }
      if site.isOwn(found.credit.name) { return false }
      switch found.credit.source {
      case .wireMark:
        // Of a page whose site is not known, a copyright line may be the site's own.
        return host != nil
          || CreditLine.host(found.credit.name) == nil && isNearText(found.evidence)
      case .sourceLine: return !ownsPage(found.credit.name, beside: found.evidence)
      default: return true
      }
    }
  }

  /// True for `© Provided by …` on a page that gives no address but the canonical one.
  private func isDelivered(_ line: String) -> Bool {
    evidence.servedHost == nil && evidence.sharedHost == nil && evidence.shownName == nil
      && line.hasPrefix("©") && ProviderLine.credit(in: line) != nil
  }

  /// True for a line of the text, or right behind it.
  private func isNearText(_ line: String) -> Bool {
    evidence.end.prefix(6).contains(line) || article.paragraphs.contains { $0.text == line }
  }

  /// True where the page's own copyright line, another one than `credit`, names somebody.
  private func ownsPage(_ name: String, beside credit: String) -> Bool {
    guard AgencyNames.known[name] == nil else { return false }
    return article.removed.contains { removed in
      guard removed.text.contains(utf8: name) else { return false }
      return removed.text.split(whereSeparator: \.isNewline).contains { line in
        line.utf8.count <= 300 && line.contains(utf8: name) && line != credit
          && Self.rights.contains { line.contains(utf8: $0) }
      }
    }
  }

  private static let rights = [
    "©", "版权", "版權", "Copyright", "copyright", "(c)", "(C)", "rights reserved",
  ]

  private func signature() -> ArticleOrigin? {
    let body = article.paragraphs.filter { $0.role == .body }.map(\.text)
    // A name by itself behind the text is as often a picture's, or a link's.
    let whole = evidence.end.prefix(4).filter {
      SignOff(endOf: $0, language: article.language)?.isWhole == true
        && AgencyNames.known[$0] == nil
    }
    for text in body.suffix(2).reversed() + whole {
      guard let found = SignOff(endOf: text, language: article.language),
        !site.isOwn(found.name)
      else { continue }
      return ArticleOrigin(
        name: found.name, source: .signature, evidence: found.text, certain: found.isCertain)
    }
    return nil
  }

  private func byline() -> ArticleOrigin? {
    for line in article.authors.map(\.name) + evidence.bylines {
      if let found = AgencyByline(line, isStated: true, language: article.language),
        !site.isOwn(found.agency)
      {
        return made(found, line)
      }
    }
    let paragraphs = article.paragraphs.prefix(2).map(\.text).filter { $0.utf8.count <= 90 }
    let lines = evidence.head + paragraphs
    for (index, line) in lines.enumerated() {
      guard let found = AgencyByline(line, language: article.language), !site.isOwn(found.agency)
      else { continue }
      // `AFP/Ada Quill` credits a picture; `AFP/Harbour Post` is the site's own mark.
      if let name = found.slashName, !site.isOwn(name) { continue }
      // Beside an author's name an agency by itself is a picture's, too, unless its date follows.
      if found.isAlone, index + 1 == lines.count || !isDate(lines[index + 1]),
        article.authors.contains(where: { isPerson($0.name) })
      {
        continue
      }
      return made(found, line)
    }
    return nil
  }

  /// A short line with a date, and a month's name or a label before it.
  private func isDate(_ line: String) -> Bool {
    line.utf8.count <= 60 && line.count(where: Dateline.isDigit) >= 3
      && (DatelineFields.namesMonth(line) || line.contains(":"))
  }

  private func made(_ found: AgencyByline, _ line: String) -> ArticleOrigin {
    ArticleOrigin(name: found.agency, source: .byline, evidence: line, certain: false)
  }

  /// Two or three words, each with a capital.
  private func isPerson(_ name: String) -> Bool {
    let words = name.split(separator: " ")
    return (2...3).contains(words.count) && words.allSatisfy { $0.first?.isUppercase == true }
      && AgencyNames.publishers[name] == nil && !AuthorField.hasOrganizationWord(name)
      && !site.isOwn(name)
  }

  /// A source, or an original's address, that the page's data states.
  private func stated() -> ArticleOrigin? {
    for source in evidence.sources where source.utf8.count <= 60 {
      // `四川新闻网-成都商报`: the portal, then the paper.
      let isUncased = !source.contains(where: \.isCased)
      let name = isUncased ? source.split { "-－—".contains($0) }.map(String.init) : [source]
      // A line above the text that says the same makes any name one.
      let isShown = evidence.head.contains(source)
      guard !name.contains(where: { site.isOwn($0) }), let last = name.last,
        let credit = SourceLine.credit(naming: last, isReprint: isUncased || isShown),
        !site.isOwn(credit.name)
      else { continue }
      return ArticleOrigin(
        name: credit.name, source: .sourceLine, evidence: source, certain: false)
    }
    guard let url = evidence.originalURL, url.hasPrefix("http"), let there = CreditLine.host(url),
      let host, host != there, !site.isOwn(host: there)
    else { return nil }
    return ArticleOrigin(
      name: name(ofHost: there), url: url, source: .canonical, evidence: url, certain: false)
  }

  /// The agency or paper whose pages a host serves, or the host.
  func name(ofHost host: String) -> String {
    AgencyNames.publishers.owner(ofHost: host) ?? host
  }

  /// The name above the text that a host is called by: `Harbour Weekly 2/3/2031` for `harbourweekly.example`.
  private func shownName(ofHost host: String) -> String? {
    guard let label = SiteIdentity.registered(host).first.map({ NameFolding.key(String($0)) })
    else {
      return nil
    }
    for line in evidence.head {
      let words = line.split { $0.isWhitespace || "•|·".contains($0) }
      for count in 1...4 where count <= words.count {
        let name = words.prefix(count).joined(separator: " ")
        if NameFolding.key(name) == label { return AgencyNames.publishers[name] ?? name }
      }
    }
    return nil
  }

  /// A canonical address on another site than the page's own.
  private func canonical() -> ArticleOrigin? {
    guard let canonical = article.canonicalURL, canonical.hasPrefix("http"),
      let there = CreditLine.host(canonical), let host, host != there, !site.isOwn(host: there),
      let path = canonical.firstRange(utf8: "://").map({ canonical[$0.upperBound...] }),
      path.split(separator: "/").count > 1
    else { return nil }
    return ArticleOrigin(
      name: shownName(ofHost: there) ?? name(ofHost: there), url: canonical, source: .canonical,
      evidence: canonical,
      certain: false)
  }
}
