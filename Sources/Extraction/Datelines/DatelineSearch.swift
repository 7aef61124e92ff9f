import Model

/// Looks for the dateline of an article: before its first sentences, in lines above them, in its data.
struct DatelineSearch {
  private(set) var dateline: Dateline?

  init(_ article: Article, _ evidence: OriginEvidence) {
    let context = DatelineContext(article)
    let body = article.paragraphs.filter { $0.role == .body }.prefix(3)
    var isBegun = false
    for (index, paragraph) in body.enumerated() {
      // `据新华社…电` further down says where one fact is from.
      if isBegun, paragraph.text.hasPrefix("据") || paragraph.text.hasPrefix("據") { continue }
      isBegun = isBegun || paragraph.text.utf8.count >= 90
      dateline =
        Dateline(startOf: paragraph.text, context) ?? Self.inBrackets(paragraph.text, context)
        ?? Self.bracketedCity(paragraph.text)
      if dateline != nil { return }
      // `Berlin.` in a line of its own, the sentence in the next.
      if paragraph.text.utf8.count <= 40, paragraph.text.last == ".", index + 1 < body.count {
        dateline = Dateline(startOf: paragraph.text + " " + body[index + 1].text, context)
        if dateline != nil { return }
      }
    }
    if let mark = evidence.locationMark, let found = Self.inMark(mark, body.map(\.text)) {
      dateline = found
      return
    }
    if let first = body.first, let start = evidence.boldStart,
      let found = Self.inBold(start, first.text, context)
    {
      dateline = found
      return
    }
    dateline =
      Self.inLines(article.removed.map(\.text)) ?? Self.inLines(evidence.head)
      ?? Self.stated(evidence.dateline, context) ?? Self.aboveText(evidence.head, context)
      ?? LocationLine.right(above: evidence.head.prefix(evidence.aboveCount).last)
      ?? Self.behindNames(evidence)
  }

  /// `By Ada Quill, Nairobi` above the text, or so in the page's data.
  private static func behindNames(_ evidence: OriginEvidence) -> Dateline? {
    let lines = evidence.bylines.map { ($0, true) } + evidence.head.map { ($0, false) }
    for (line, isStated) in lines where CityNames.known.mayStand(in: line) {
      if let city = LocationLine.behindNames(line, isStated: isStated) {
        return Dateline(location: DatelineFields.location([city]), agency: nil, text: line)
      }
    }
    return nil
  }

  /// `(Leipzig) - Der Hafenrat …`: a known city in brackets, and a dash.
  private static func bracketedCity(_ text: String) -> Dateline? {
    guard text.first == "(", let close = text.prefix(32).firstIndex(of: ")") else { return nil }
    let city = trimmed(text[..<close].dropFirst())
    let rest = text[text.index(after: close)...].drop(while: \.isWhitespace)
    guard CityNames.known.isCity(city), city.first?.isUppercase == true,
      let dash = rest.first, "-–—".contains(dash), rest.dropFirst().first?.isWhitespace == true
    else { return nil }
    return Dateline(
      location: DatelineFields.location([city]), agency: nil,
      text: String(text[..<rest.index(after: rest.startIndex)]))
  }

  /// `Brussels`, `CNN` and a dash, each a line by itself: pages print it so, and such short lines are
  /// no text.
  private static func inLines(_ lines: [String]) -> Dateline? {
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

  /// `( Varde, 14 February 2031 )`, nothing else.
  private static func inBrackets(_ line: String, _ context: DatelineContext) -> Dateline? {
    guard line.utf8.count <= 70, line.first == "(", line.last == ")" else { return nil }
    let inside = trimmed(line.dropFirst().dropLast())
    guard inside.contains(where: Dateline.isDigit), !inside.contains("(") else { return nil }
    guard var found = Dateline(startOf: inside + " — A", context) else { return nil }
    found.text = line
    return found
  }

  /// `<b>Frankfurt</b> Der Hafenrat …`: the type is the mark, and a sentence begins behind it.
  private static func inBold(
    _ start: String, _ text: String, _ context: DatelineContext
  ) -> Dateline? {
    let name = String(start.prefix { !".,:–—-".contains($0) })
    guard text.hasPrefix(start), name.split(separator: " ").count <= 3,
      context.knows(name.trimmingBlanks)
    else { return nil }
    let rest = text.dropFirst(start.count)
    guard rest.first?.isWhitespace == true,
      let word = rest.split(whereSeparator: \.isWhitespace).first,
      sentenceStarts.contains(String(word)) || "\"“„«".contains(word.first ?? " ")
    else { return nil }
    return Dateline(
      location: DatelineFields.location([name.trimmingBlanks]), agency: nil, text: start)
  }

  /// `<span class="location">Varde</span> Der Hafenrat …`: the element's class says what the words are.
  private static func inMark(_ mark: String, _ body: [String]) -> Dateline? {
    let name = trimmed(mark.prefix { !".,:(–—".contains($0) })
    guard name.split(separator: " ").count <= 4, !name.contains(where: Dateline.isDigit),
      name.first.map({ $0.isUppercase || !$0.isCased && $0.isLetter }) == true,
      AgencyNames.publishers[name] == nil, body.contains(where: { $0.hasPrefix(mark) })
    else { return nil }
    return Dateline(location: DatelineFields.location([name]), agency: nil, text: mark)
  }

  private static let sentenceStarts = Set(RuleFile.origins["sentence starts"])

  private static func isDash(_ character: Character) -> Bool {
    "—–-―".contains(character) || character.isWhitespace
  }

  /// The location that the page's data states and the text speaks of; some put a time, the author or their
  /// own address there.
  private static func stated(_ field: String?, _ context: DatelineContext) -> Dateline? {
    guard let field, field.utf8.count <= 60, !field.contains(where: Dateline.isDigit),
      let location = OriginReader.location(in: field), AgencyNames.publishers[location] == nil,
      location.split(separator: " ").allSatisfy({ $0.first?.isLowercase == false }),
      context.mentions(String(location.prefix { $0 != "," }))
    else { return nil }
    return Dateline(location: location, agency: nil, text: field)
  }

  /// A location in a line of its own above the text: `Berlin.`, `3 March 2031 | VARDE`, `Place: London`,
  /// `PTI Mumbai`, `記者王小明／台北報導`.
  private static func aboveText(_ lines: [String], _ context: DatelineContext) -> Dateline? {
    for line in lines {
      // A first paragraph that was not taken for text.
      if line.utf8.count >= 90, let found = Dateline(startOf: line, context) { return found }
      guard line.utf8.count <= 120 else { continue }
      if CityNames.known.mayStand(in: line) {
        if let city = AgencyByline(line)?.city ?? labelled(line) ?? beside(line)
          ?? LocationLine.besideName(line)
        {
          return Dateline(location: DatelineFields.location([city]), agency: nil, text: line)
        }
        if let found = Dateline.reported(line) { return found }
      }
      if let found = inBrackets(line, context) { return found }
      // `Varde, 3. Juli 2031 — Aussendung`
      if line.utf8.count <= 70, line.contains(where: Dateline.isDigit),
        DatelineFields.namesMonth(line), let found = Dateline(startOf: line, context),
        let location = found.location, context.mentions(String(location.prefix { $0 != "," }))
      {
        return found
      }
      // `NEW YORK February 3, 2031 (AP)`
      if line.utf8.count <= 60, line.last == ")", !line.contains("|"),
        line.contains(where: Dateline.isDigit), let open = line.lastIndex(of: "("),
        AgencyNames.known[line[line.index(after: open)...].dropLast()] != nil,
        let found = Dateline(startOf: line + " — A", context), found.agency != nil,
        found.location != nil
      {
        return found
      }
      if line.utf8.count <= 60, let last = line.last, ".—–-".contains(last),
        let found = Dateline(startOf: line + " A", context)
      {
        return found
      }
    }
    return nil
  }

  /// `Place: London`.
  private static func labelled(_ line: String) -> String? {
    for piece in line.split(whereSeparator: { "|\n".contains($0) }) {
      guard let colon = piece.firstIndex(of: ":"),
        ["place", "dateline", "location"].contains(trimmed(piece[..<colon]).lowercased())
      else { continue }
      let name = trimmed(piece[piece.index(after: colon)...])
      if CityNames.known.isCity(name) { return name }
    }
    return nil
  }

  /// A city beside a date, parted by a bar; the paper's office there may follow.
  private static func beside(_ line: String) -> String? {
    let parts = line.split { "|·".contains($0) }.map { withoutOffice(trimmed($0)) }
    guard parts.count == 2 || parts.count == 3 else { return nil }
    let cities = parts.filter { CityNames.known.isCity($0) }
    let dates = parts.filter { part in
      part.contains(where: Dateline.isDigit) && DatelineFields.namesMonth(part)
    }
    return cities.count == 1 && cities.count + dates.count == parts.count ? cities[0] : nil
  }

  /// `New Delhi` for `New Delhi, Harbour Bureau`.
  private static func withoutOffice(_ part: String) -> String {
    guard let comma = part.firstIndex(of: ","),
      offices.contains(where: { part.lowercased().hasSuffix($0) })
    else { return part }
    return trimmed(part[..<comma])
  }

  private static let offices = [" bureau", " desk", " büro", " news service", " newsroom"]

  private static func trimmed(_ text: Substring) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
