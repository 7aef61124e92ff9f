import Bytes
import Model

/// A line that says who first published the text beside it, in words that have no other reading: a sentence
/// that says where it appeared first, or an agency's mark.
struct CreditLine: Equatable {
  var name: String
  var source: ArticleOrigin.Source
  var isCertain: Bool

  /// The longest line that is looked at, in bytes.
  static let byteLimit = 400

  /// The credit in a line by itself; nil for anything else.
  init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= Self.byteLimit,
      let found = Self.marked(text) ?? SourceLine.credit(in: text)
    else { return nil }
    self = found
  }

  init(_ name: String, _ source: ArticleOrigin.Source, isCertain: Bool) {
    self.name = name
    self.source = source
    self.isCertain = isCertain
  }

  /// The credit in a line that holds the words of one.
  static func marked(_ text: String) -> CreditLine? {
    guard text.utf8.count <= byteLimit else { return nil }
    let bytes = text.utf8Span.span
    if let mark = marks.first(in: bytes), let found = wireMark(text, marksText[mark.number]) {
      return found
    }
    if let issuer = Issuer(text) {
      return CreditLine(issuer.name, .firstPublished, isCertain: true)
    }
    if let found = before.first(in: bytes) {
      return firstPublished(text, found.range, phrasesBefore[found.number])
    }
    if let found = behind.first(in: bytes),
      let head = String(validating: text.utf8.prefix(found.range.lowerBound), as: UTF8.self)
    {
      let name = head.split { "。、，,\"“”「」『』".contains($0) }.last.map { folded($0) } ?? ""
      return name.split(separator: " ").last.map { name in
        let article = articleTopics.first { name.hasPrefix($0) }
        return CreditLine(
          String(name.dropFirst(article?.count ?? 0)), .firstPublished, isCertain: true)
      }
    }
    if let around = AroundCredit(text) {
      return CreditLine(around.name, .firstPublished, isCertain: around.isCertain)
    }
    return TranslationCredit(text).map { CreditLine($0.name, .firstPublished, isCertain: false) }
  }

  // MARK: First published

  /// What a sentence begins with that speaks of the article, in scripts without blanks.
  private static let articleTopics = [
    "この記事は", "本記事は", "当記事は", "この投稿は", "本稿は", "이 기사는", "이 글은", "본 기사는",
  ]

  private static func firstPublished(
    _ text: String, _ range: Range<Int>, _ phrase: String
  ) -> CreditLine? {
    guard let head = String(validating: text.utf8.prefix(range.lowerBound), as: UTF8.self),
      let rest = String(validating: text.utf8.dropFirst(range.upperBound), as: UTF8.self),
      rest.first?.isLetter != true || phrase.last?.isCased == false, speaksOfArticle(head)
    else { return nil }
    // `appeared first in` is what programs write below a copy in languages where `in` stands for `on`.
    let isIn =
      !["primeiro", "primero"].contains { phrase.contains($0) }
      && ["in", "im", "at", "em", "dans", "w", "i", "в"].contains(
        phrase.split(separator: " ").last.map(String.init))
    guard let name = name(atStartOf: rest, allowsSmall: !isIn) else { return nil }
    let isKnown = host(name) != nil || AgencyNames.publishers[name] != nil
    return CreditLine(name, .firstPublished, isCertain: !isIn || isKnown)
  }

  /// True where what stands before the phrase in its sentence means the article: nothing, or a word such as
  /// `post`.
  private static func speaksOfArticle(_ head: String) -> Bool {
    let sentence = head.split(whereSeparator: { ".!?。\n".contains($0) }).last ?? ""
    let words = sentence.lowercased().split { !$0.isLetter && !"’'-".contains($0) }
    if sentence.contains(where: { !$0.isCased && $0.isLetter }) { return true }
    let isEnded = head.last { !$0.isWhitespace }.map { ".!?。:|(".contains($0) } ?? true
    return words.count <= 1 || isEnded || words.contains { articleWords.contains(String($0)) }
  }

  /// The name that a text begins with: to the end of the sentence, or a word that goes on with it.
  static func name(
    atStartOf text: some StringProtocol, allowsSmall: Bool
  ) -> String? {
    var words: [Substring] = []
    let kind = PaperKind(behind: String(text))
    if let quoted = kind.quoted { return isName(quoted) ? host(quoted) ?? quoted : nil }
    let text = kind.rest
    let given = text.split(whereSeparator: { $0.isWhitespace }).prefix(9)
    for (number, word) in given.enumerated() {
      if words.isEmpty, articles.contains(word.lowercased()) { continue }
      // `Seasons to Be Quiet`
      let goesOn =
        word == "to" && !words.isEmpty
        && given.dropFirst(number + 1).first?.first?.isUppercase == true
      if stops.contains(word.lowercased()) && !goesOn
        || word.first.map(Dateline.isDigit) == true && !words.isEmpty
      {
        break
      }
      words.append(word)
      if let last = word.last, ".,;:!?。，)".contains(last) { break }
    }
    guard !words.isEmpty, words.count <= 7 else { return nil }
    var name = words.joined(separator: " ")
    while let last = name.last, ".,;:!?。，)\"”»'’".contains(last) { name.removeLast() }
    name = String(name.drop { "\"“«'‘:：(《".contains($0) })
    if name.hasSuffix("》") { name.removeLast() }
    if let host = host(name) { return host }
    guard let first = name.first, name.count >= 2, name.count <= 70, isName(name) else {
      return nil
    }
    if !first.isCased, first.isLetter {
      let name = name.prefix { !"，。、；,;(（）)".contains($0) }
      let isNotice = ["网站", "網站", "媒体", "媒體", "其他", "其它", "互联网", "网络"].contains {
        name.contains(utf8: $0)
      }
      return name.count <= 14 && !isNotice ? String(name) : nil
    }
    if first.isUppercase { return name }
    // `on coolimba and`: a name in small letters is one word, and nothing else the sentence could mean.
    return allowsSmall && words.count == 1 && first.isLetter && name.count >= 5
      && !smallWords.contains(name) ? name : nil
  }

  /// False for a month, a season, a weekday, a language, a city or a number: where or when, and not by whom.
  private static func isName(_ name: String) -> Bool {
    guard let first = name.split(separator: " ").first else { return false }
    let word = first.lowercased().filter(\.isLetter)
    return !notPapers.contains(word) && !DatelineFields.namesMonth(word)
      && !CityNames.known.isCity(name)
      && !first.contains(where: Dateline.isDigit)
      || AgencyNames.publishers[name] != nil
  }

  // MARK: Marks of agencies

  /// `The-CNN-Wire`, `© 2026 AFP`, `Copyright 2026 The Associated Press. All rights reserved.`, and
  /// `Reporting by Mara Quill; Editing by Tam Orrock`, as nobody but Reuters closes a text.
  private static func wireMark(_ text: String, _ mark: String) -> CreditLine? {
    let lower = text.lowercased().drop { "( ".contains($0) }
    switch mark {
    case "reporting by ":
      // `Reporting by The Associated Press.`
      if lower.hasPrefix(mark),
        let agency = AgencyNames.known[lower.dropFirst(mark.count).prefix { $0 != "." }]
      {
        return CreditLine(agency, .wireMark, isCertain: true)
      }
      return lower.hasPrefix(mark) && lower.contains(utf8: "editing by ")
        ? CreditLine("Reuters", .wireMark, isCertain: true) : nil
    case "copyright", "(c)", "©", "dpa-infocom": return copyright(text)
    case "-wire": guard text.utf8.count <= 40 else { return nil }
    default: break
    }
    guard text.utf8.count <= 250 else { return nil }
    return AgencyNames.known.found(in: text.replacing("/", with: " ")).map {
      CreditLine($0, .wireMark, isCertain: true)
    }
  }

  /// The agency in a copyright line of a text: with a year, with the reserved rights, or nothing but the sign
  /// and the name. Anything more speaks of a picture, or of several owners.
  private static func copyright(_ text: String) -> CreditLine? {
    // `© dpa-AFX | Abb.: …`: the text's owner, then the picture's.
    let field = text.split { "|\n".contains($0) }.first.map { folded($0) } ?? ""
    let lower = field.lowercased()
    guard field.utf8.count <= 250, !SourceLine.speaksOfPicture(field),
      let start = ["™ & ©", "copyright", "(c)", "©", "dpa-infocom"].first(where: {
        lower.hasPrefix($0)
      })
    else { return nil }
    var owner = String(field.dropFirst(start == "dpa-infocom" ? 0 : start.count))
    while true {
      let trimmed = owner.drop {
        $0.isWhitespace || Dateline.isDigit($0) || "©,.:-–—&".contains($0)
      }
      let rest =
        trimmed.lowercased().hasPrefix("by ")
        ? trimmed.dropFirst(3)
        : trimmed.lowercased().hasPrefix("(c)") ? trimmed.dropFirst(3) : trimmed
      if rest.count == owner.count { break }
      owner = String(rest)
    }
    if let host = host(String(folded(owner).prefix { !$0.isWhitespace })), host.contains("."),
      !folded(owner).contains(" "), field.contains(where: Dateline.isDigit)
    {
      return CreditLine(host, .wireMark, isCertain: false)
    }
    var name = owner.prefix { !",.;|:/(".contains($0) }
    while let last = name.last, last.isWhitespace || Dateline.isDigit(last) { name.removeLast() }
    let words = folded(name).split(separator: " ")
    let agency = (1...max(1, min(5, words.count))).reversed().lazy.compactMap { count in
      AgencyNames.known[words.prefix(count).joined(separator: " ")]
    }.first
    guard let agency else { return nil }
    let isWhole = AgencyNames.known[name] != nil
    let hasYear =
      field.dropFirst(start.count).prefix(12).count(where: Dateline.isDigit) >= 4
      || owner.contains { Dateline.isDigit($0) }
    // `Copyright Reuters` without a year stands below pictures.
    if lower.hasPrefix("copyright"), !field.contains(where: Dateline.isDigit),
      !lower.contains(utf8: "rights reserved")
    {
      return nil
    }
    let isReserved = lower.contains(utf8: "rights reserved") || lower.contains(utf8: "dpa-infocom")
    // `© Reuters / Ada Quill` is a picture's.
    guard isWhole || isReserved,
      isReserved || hasYear || folded(owner).utf8.count == folded(name).utf8.count
    else { return nil }
    if owner.contains("/"), !isReserved { return nil }
    return CreditLine(agency, .wireMark, isCertain: isReserved || hasYear)
  }

  // MARK: Hosts

  /// The host in a host name or a web address; nil for anything else.
  static func host(_ text: String) -> String? {
    guard text.contains(".") else { return nil }
    let host = site(text)
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    let isHost =
      labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
      && labels.last.map { $0.count >= 2 && $0.count <= 12 && $0.allSatisfy(\.isLetter) } == true
      && host.allSatisfy { $0.isLetter || $0.isNumber || ".-".contains($0) }
    return isHost ? host : nil
  }

  /// The host name of an address, without `www.`.
  static func site(_ text: String) -> String {
    var host = text.lowercased()[...]
    if let scheme = host.firstRange(utf8: "://") { host = host[scheme.upperBound...] }
    host = host.prefix { !"/?#:".contains($0) }
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : String(host)
  }

  private static func folded(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static let phrasesBefore = RuleFile.origins["first published before"]
  private static let before = PhraseFinder(phrasesBefore)
  private static let behind = PhraseFinder(RuleFile.origins["first published behind"])
  private static let articleWords = Set(RuleFile.origins["article words"])
  private static let notPapers = Set(RuleFile.origins["not papers"])
  /// Words without which no line is an agency's mark.
  private static let marksText = [
    "©", "copyright", "(c)", "-wire", "dpa-infocom", "trust principles", "reporting by ",
  ]
  private static let marks = PhraseFinder(marksText)
  /// What may stand before a name without being part of it.
  private static let articles: Set<String> = [
    ":", "the", "der", "die", "das", "dem", "den", "le", "la", "el", "il", "los", "las", "les",
    "het",
  ]
  /// Words in small letters that follow `published on` and are no names.
  private static let smallWords: Set<String> = [
    "another", "medium", "their", "other", "paper", "print", "online", "several", "which", "these",
    "those", "there", "behalf", "different", "various", "request", "website", "social", "local",
    "television", "video", "videos", "numerous", "every", "today", "yesterday", "someone", "people",
    "scientists", "researchers", "authors", "members",
  ]
  /// Words that go on with the sentence behind a name.
  private static let stops: Set<String> = [
    "with", "under", "and", "as", "in", "on", "at", "by", "for", "where", "which", "here", "und",
    "mit", "am", "im", "et", "le", "sous", "y", "con", "el", "bajo", "e", "com", "sob", "il", "met",
    "en", "pod", "och", "и", "под", "with:", "has", "have", "is", "was", "to",
  ]
}
