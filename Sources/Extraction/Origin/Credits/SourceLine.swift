import Bytes
import Model

/// Lines such as `Source: Reuters`, `Quelle: dpa` or `2031-02-03 来源：港口日报`.
enum SourceLine {
  /// The credit in a line, or in a part of one. `isAbove`: the line stands between headline and text, where
  /// any name behind date and time is the sender's.
  static func credit(in text: String, isAbove: Bool = false) -> CreditLine? {
    guard text.utf8.count <= 240, finder.first(in: text.utf8Span.span) != nil, hasColon(text)
    else { return nil }
    // `3.2.2031 | Quelle: Hafenbund | harbour.example`
    let isBarred = text.count { $0 == "|" } >= 2
    if isAbove || isBarred, let found = behindDate(text) { return found }
    if !speaksOfPicture(text), let found = unspaced(text) { return found }
    guard let field = SourceField(text, isLabel: { isSourceWord($0) }) else { return nil }
    let found = credit(
      namingAny: field.value, isReprint: isReprint(field.label) && !field.isBehindSentence,
      isPlural: plurals.contains(word(field.label)))
    // `… as the poet said. Source: quotes.example`
    if field.isBehindSentence, let found, AgencyNames.publishers[found.name] == nil { return nil }
    return found
  }

  /// The credit for one name, one with a slogan behind it, or a list of names, of which the first counts.
  ///
  /// `isPlural`: the label says that there are several, and then nobody of a list sent the text.
  private static func credit(
    namingAny text: Substring, isReprint: Bool, isPlural: Bool
  ) -> CreditLine? {
    if let found = credit(naming: text, isReprint: isReprint) { return found }
    // `www.harbour.example - News of the coast`
    for sign in signs where text.contains(utf8: sign) {
      let head = text.firstRange(utf8: sign).map { text[..<$0.lowerBound] } ?? text
      if let found = credit(naming: head, isReprint: false), isSure(found.name) { return found }
    }
    var list = String(text)
    for joint in listJoints { list = list.replacing(joint, with: ",") }
    let parts = list.split(omittingEmptySubsequences: false) { ",、/".contains($0) }
    guard !isPlural, (2...3).contains(parts.count), CreditLine.host(list) == nil,
      let first = credit(naming: parts[0], isReprint: isReprint), isReprint || isSure(first.name),
      parts.dropFirst().allSatisfy({ part in
        credit(naming: part, isReprint: isReprint) != nil
      })
    else { return nil }
    return first
  }

  /// The credit in a line that is nothing but a label of [last sources] and one to three words with capitals.
  static func credit(alone line: String) -> CreditLine? {
    guard line.utf8.count <= 60, let colon = line.firstIndex(of: ":"),
      lastWords.contains(word(line[..<colon])), !speaksOfPicture(line)
    else { return nil }
    let words = line[line.index(after: colon)...].split(whereSeparator: \.isWhitespace)
    guard (1...3).contains(words.count),
      words.allSatisfy({ word in
        word.first?.isUppercase == true && word.allSatisfy { $0.isLetter || "-'’".contains($0) }
      }),
      // `INE`: an office that counts.
      words.contains(where: { $0.count > 5 || $0 != $0.uppercased() })
    else { return nil }
    return credit(naming: words.joined(separator: " "), isReprint: true)
  }

  /// The credit in a line that is a word for a source and, without a colon, an agency, a paper known by name
  /// or a host: `Źródło PAP`.
  static func credit(withoutColon line: String) -> CreditLine? {
    guard line.utf8.count <= 60, !hasColon(line), finder.first(in: line.utf8Span.span) != nil,
      !speaksOfPicture(line)
    else { return nil }
    let words = line.split(whereSeparator: \.isWhitespace)
    for count in [2, 1] where words.count > count {
      let rest = words[count...].joined(separator: " ")
      if isSourceWord(words[..<count].joined(separator: " ")),
        let found = credit(naming: rest, isReprint: false), isSure(found.name)
      {
        return found
      }
    }
    return nil
  }

  /// True for an agency, a paper known by name, or a host.
  private static func isSure(_ name: String) -> Bool {
    CreditLine.host(name) != nil || AgencyNames.publishers[name] != nil
  }

  /// `Source: https://paper.example/2031/ferry-sails-again`, where the address has the headline's words: the
  /// same article on another site, and not where a fact was found.
  static func credit(in text: String, ofHeadline headline: String?) -> CreditLine? {
    guard headline != nil, text.utf8.count <= 300, let address = text.firstRange(utf8: "://"),
      let colon = text.firstIndex(where: { ":：".contains($0) }), colon < address.lowerBound,
      isSourceWord(text[..<colon])
    else { return nil }
    let name = folded(text[text.index(after: colon)...])
    guard !name.contains(" "), let host = CreditLine.host(name),
      OriginalLink.isAddress(name, ofHeadline: headline)
    else { return nil }
    return CreditLine(host, .sourceLine, isCertain: false)
  }

  /// `3 February 2031, 15:36 UTC / Source: Harbour Trust`, `03/02/2031 - 04:30 - Fonte: … - Foto: …`: what
  /// stands behind date and time, up to the next sign.
  private static func behindDate(_ text: String) -> CreditLine? {
    var pieces: [Substring] = []
    for piece in text.split(whereSeparator: { "|\n·•()（）[]".contains($0) }).prefix(6) {
      var rest = piece
      while let sign = signs.compactMap({ rest.firstRange(utf8: $0) }).min(by: {
        $0.lowerBound < $1.lowerBound
      }) {
        pieces.append(rest[..<sign.lowerBound])
        rest = rest[sign.upperBound...]
      }
      pieces.append(rest)
    }
    var digitCount = 0
    for piece in pieces.prefix(10) {
      if let colon = piece.firstIndex(where: { ":：".contains($0) }),
        isSourceWord(piece[..<colon])
      {
        guard digitCount >= 5 else { return nil }
        return credit(naming: piece[piece.index(after: colon)...], isReprint: true)
      }
      if speaksOfPicture(String(piece)) { return nil }
      digitCount += piece.count(where: Dateline.isDigit)
    }
    return nil
  }

  /// What joins the last two names of a list.
  private static let listJoints = [
    " and ", " & ", " und ", " et ", " y ", " e ", " en ", " i ", " oraz ", " и ", " і ", " och ",
    " og ",
    " ve ", " και ",
  ]

  /// What parts the fields of a line beside bars.
  private static let signs = [" / ", " - ", " – ", " — "]

  /// True for a word that announces a source, with or without its colon.
  static func isSourceWord(_ text: some StringProtocol) -> Bool {
    let text = String(text)
    guard text.utf8.count <= byteLimit + 3, finder.first(in: text.utf8Span.span) != nil else {
      return false
    }
    return words.contains(word(text))
  }

  /// The credit for what stands behind such a word; nil where that is no name.
  ///
  /// Behind a word that may as well say where a fact was found only an agency, a paper or a site is taken.
  static func credit(naming text: some StringProtocol, isReprint: Bool) -> CreditLine? {
    var name = folded(text.drop { $0.isWhitespace || "©®™".contains($0) })
    if let slash = name.firstRange(utf8: " / ") { name = String(name[..<slash.lowerBound]) }
    if CreditLine.host(name) == nil, let digit = name.firstIndex(where: Dateline.isDigit),
      digit > name.startIndex, name[name.index(before: digit)] == " "
    {
      name = folded(name[..<digit])
      // `dpa vom 3. Februar`
      if let blank = name.lastIndex(of: " "),
        datePrepositions.contains(name[name.index(after: blank)...].lowercased()),
        AgencyNames.publishers[name[..<blank]] != nil
      {
        name = String(name[..<blank])
      }
    }
    while let last = name.last, ".,;)".contains(last) { name.removeLast() }
    if let sender = pressOffice(name) {
      return credit(naming: sender, isReprint: true)
    }
    name = String(name.drop { "«\"“„《『「".contains($0) })
    while let last = name.last, "»\"”“》』」".contains(last) { name.removeLast() }
    if let agency = AgencyNames.publishers[name] {
      return CreditLine(agency, .sourceLine, isCertain: false)
    }
    // `IAR/PAP`
    if name.contains("/"), CreditLine.host(name) == nil,
      let agency = name.split(separator: "/").lazy.compactMap({ AgencyNames.known[$0] }).first
    {
      return CreditLine(agency, .sourceLine, isCertain: false)
    }
    let lower = name.lowercased()
    if let host = CreditLine.host(name) {
      // An address with a path is as often where a fact was found.
      let path = name.firstRange(utf8: "://").map { name[$0.upperBound...] } ?? name[...]
      let isBare = !path.dropLast().contains("/") || isReprint
      return isBare && !notNames.contains(lower)
        ? CreditLine(host, .sourceLine, isCertain: false) : nil
    }
    if isReprint, isAbbreviation(name) {
      return CreditLine(name.uppercased(), .sourceLine, isCertain: false)
    }
    let parts = name.split(separator: " ")
    guard let first = name.first, (2...40).contains(name.count), parts.count <= 5,
      first.isUppercase || !first.isCased && first.isLetter, !notNames.contains(lower),
      !name.contains(where: { ".,;:!?()/".contains($0) || Dateline.isDigit($0) })
    else { return nil }
    guard
      isReprint
        || lower.split(whereSeparator: { !$0.isLetter }).contains(where: {
          mediaWords.contains(String($0))
        })
    else { return nil }
    return CreditLine(name, .sourceLine, isCertain: false)
  }

  /// The sender of a press release: `Pressemitteilung der Hafenbetriebe Varde`, `Press release: Harbour Trust`.
  private static func pressOffice(_ name: String) -> String? {
    let lower = name.lowercased()
    guard let word = pressWords.first(where: { lower.hasPrefix($0) }),
      let next = lower.dropFirst(word.count).first, !next.isLetter
    else { return nil }
    var rest = name.dropFirst(word.count).drop { $0.isWhitespace || ":,-–—".contains($0) }
    while let joint = joints.first(where: { rest.hasPrefix($0) }) {
      rest = rest.dropFirst(joint.count)
    }
    return rest.count >= 2 ? String(rest) : nil
  }

  /// What stands between a press release and its sender without a change of the sender's name.
  private static let joints = [
    "by ", "from ", "of ", "the ", "der ", "von ", "de ", "du ", "la ", "del ", "da ", "do ", "di ",
    "van ", "från ", "fra ",
  ]

  private static let datePrepositions: Set<String> = [
    "vom", "am", "of", "on", "du", "del", "de", "do", "z", "от", "від", "van", "den",
  ]

  /// `лвп`, `npr`: two to five small letters without a vowel.
  private static func isAbbreviation(_ name: String) -> Bool {
    (2...5).contains(name.count)
      && name.allSatisfy { $0.isLowercase && !"aeiouyäöüаеёиоуыэюяіїєαεηιουω".contains($0) }
  }

  /// True for a line that speaks of a picture.
  static func speaksOfPicture(_ text: String) -> Bool {
    pictures.first(in: text.utf8Span.span) != nil
  }

  static func isReprint(_ text: some StringProtocol) -> Bool { reprintWords.contains(word(text)) }

  // MARK: Scripts without blanks

  /// `来源：港口日报` anywhere in a line with a date, authors and counts around it.
  private static func unspaced(_ text: String) -> CreditLine? {
    guard text.utf8.contains(where: { $0 >= 0xE3 }) else { return nil }
    var rest = text[...]
    var found: CreditLine?
    while let mark = rest.firstRange(utf8: "：") ?? rest.firstRange(utf8: ":") {
      let before = rest[..<mark.lowerBound]
      rest = rest[mark.upperBound...]
      let label = before.reversed().drop { $0.isWhitespace }.prefix(6)
      guard
        unspacedWords.contains(where: { word in
          word.count <= label.count && label.prefix(word.count).elementsEqual(word.reversed())
        })
      else { continue }
      let name = rest.drop { $0.isWhitespace || "《「『“\"".contains($0) }
        .prefix { !$0.isWhitespace && !nameEnds.contains($0) }
      // `华龙网—重庆商报`: the portal, then the paper.
      let last = name.split { "—－─–-/／".contains($0) }.last ?? ""
      let own = CreditLine.host(String(name)) == nil ? String(last) : String(name)
      if let credit = credit(naming: own, isReprint: true), own.count <= 16 { found = credit }
    }
    return found
  }

  /// `2031-02-03 16:13 港口晚报`: a paper right behind date and time, above the text.
  static func dated(_ line: String) -> CreditLine? {
    guard line.utf8.count <= 120, line.utf8.contains(where: { $0 >= 0xE3 }) else { return nil }
    guard let colon = line.lastIndex(of: ":"), colon > line.startIndex,
      Dateline.isDigit(line[line.index(before: colon)]),
      line[..<colon].count(where: Dateline.isDigit) >= 6
    else { return nil }
    let behind = line[line.index(after: colon)...].drop { Dateline.isDigit($0) }
      .drop { $0.isWhitespace }
    // `北方网-港口商报`: the portal, then the paper.
    let run =
      behind.prefix { !$0.isWhitespace && !nameEnds.contains($0) }
      .split { "—－─–-".contains($0) }.last ?? ""
    // `港口质量网王某我要评论`: a reporter and buttons may follow without a blank.
    let count = (3...10).first { count in
      paperEnds.contains { run.prefix(count).count == count && run.prefix(count).hasSuffix($0) }
    }
    let isSite = count.map { run.dropFirst($0).first == "站" } ?? false
    let name = String(count.map { run.prefix(isSite ? $0 + 1 : $0) } ?? run)
    guard (2...10).contains(name.count), !name.contains(where: \.isCased),
      AgencyNames.publishers[name] != nil || isSite
        || paperEnds.contains(where: { name.hasSuffix($0) }),
      !notNames.contains(name)
    else { return nil }
    return CreditLine(AgencyNames.publishers[name] ?? name, .sourceLine, isCertain: false)
  }

  /// `1:27, 27 February 2031 Harbour.example`: nothing but a date and a host, above the text.
  static func datedHost(_ line: String) -> String? {
    guard line.utf8.count <= 90, line.contains("."), line.count(where: Dateline.isDigit) >= 5
    else { return nil }
    var host: String?
    for word in line.split(whereSeparator: { $0.isWhitespace || "|,()•·".contains($0) }) {
      if word.contains(where: Dateline.isDigit) || !word.contains(where: \.isLetter)
        || DatelineFields.namesMonth(word) || word.count <= 2
        || dayWords.contains(word.lowercased())
      {
        continue
      }
      guard host == nil, let found = CreditLine.host(String(word)),
        found.prefix(while: { $0 != "." }).count >= 4
      else { return nil }
      host = found
    }
    return host
  }

  private static let dayWords: Set<String> = [
    "uhr", "ist", "gmt", "utc", "est", "edt", "cet", "cest", "msk", "мск", "года", "року", "godz",
    "kl.", "klo",
  ]

  /// What names of papers and sites end with.
  private static let paperEnds = [
    "网", "網", "日报", "日報", "晚报", "晚報", "早报", "早報", "时报", "時報", "商报", "導報", "导报", "青年报", "聯合報", "社",
    "财经", "之家", "在线", "周刊", "週刊", "杂志", "電視", "电视", "电视台", "通信", "新聞",
  ]
  private static let unspacedWords = [
    "来源", "來源", "出处", "出處", "稿源", "摘自", "转自", "轉自", "原载", "原載", "出典", "情報源", "출처",
    "译自", "譯自", "编译自", "編譯自", "稿件来源", "記事提供", "記事提供元", "情報提供元", "提供元", "配信元", "転載元", "翻訳元",
  ]
  private static let nameEnds: Set<Character> = [
    "(", ")", "（", "）", "，", ",", "。", "|", "｜", "、", "》", "」", "』", "”", "\"", "[", "]", "【", "】",
    "；", ";", "：", ":",
    "\u{3000}", "<", ">", "#", "•", "·",
  ]

  /// Whether a colon, narrow or wide, stands in a text.
  private static func hasColon(_ text: String) -> Bool {
    var wide = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: ":") { return true }
      // U+FF1A in UTF-8.
      wide = byte == 0xEF ? 1 : wide == 1 && byte == 0xBC ? 2 : wide == 2 && byte == 0x9A ? 3 : 0
      if wide == 3 { return true }
    }
    return false
  }

  private static func word(_ text: some StringProtocol) -> String {
    var word = folded(text).lowercased()
    while let last = word.last, ":：".contains(last) { word.removeLast() }
    return folded(word)
  }

  private static func folded(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static let finder = PhraseFinder(RuleFile.origins["sources"] + unspacedWords)
  private static let words = Set(RuleFile.origins["sources"])
  private static let reprintWords = Set(RuleFile.origins["reprint sources"])
  private static let notNames = Set(RuleFile.origins["not sources"])
  private static let mediaWords = Set(RuleFile.origins["media words"])
  private static let lastWords = Set(RuleFile.origins["last sources"])
  private static let plurals = Set(RuleFile.origins["plural sources"])
  private static let pressWords = RuleFile.origins["press releases"]
  private static let pictures = PhraseFinder(RuleFile.origins["picture words"])
  /// The longest source word, in bytes.
  private static let byteLimit = words.map(\.utf8.count).max() ?? 0
}
