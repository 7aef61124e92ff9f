/// Datelines of East Asia, which stand in brackets or before a word for a report.
enum SiniticDateline {
  /// The dateline at the start of a text; nil where there is none.
  static func read(_ head: String) -> Dateline? {
    guard let first = head.first(where: { !$0.isWhitespace }),
      isEastAsian(first) || brackets[first] != nil
    else { return nil }
    let head = String(head.drop { $0.isWhitespace })
    return bracketed(head) ?? telegraphed(head)
  }

  /// `記者王小明／台北報導`, with a paper's name before it or none, in brackets or in a line of its own.
  static func reported(_ text: String) -> Dateline? {
    let text = text.drop { brackets[$0] != nil || $0.isWhitespace }
    let inside = text.prefix { !"】］]〕）)".contains($0) }
    guard inside.count <= 40,
      let word = ["報導", "报道", "報道", "电", "電"].first(where: { inside.hasSuffix($0) })
    else { return nil }
    let parts = inside.dropLast(word.count).split { "╱／/|｜・．".contains($0) }.map {
      $0.filter { !$0.isWhitespace }
    }
    if parts.count == 1, let city = afterReporters(inside.dropLast(word.count)) {
      return Dateline(location: city, agency: nil, text: String(inside))
    }
    guard parts.count >= 2, let location = parts.last, parts.contains(where: isReporter) else {
      return nil
    }
    let paper = isReporter(parts[0]) ? nil : parts[0]
    let isLocation =
      (2...4).contains(location.count) && !notLocations.contains(location)
      && location.allSatisfy(isEastAsian)
    guard isLocation || paper != nil else { return nil }
    return Dateline(
      location: isLocation ? location : nil,
      agency: paper.flatMap { AgencyNames.publishers[$0] ?? $0 },
      text: String(inside))
  }

  /// `記者：王小明 李某 台北`: the city behind the last blank.
  private static func afterReporters(_ text: Substring) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, let last = words.last, isReporter(words[0]),
      CityNames.known.isCity(last)
    else { return nil }
    return String(last)
  }

  private static func isReporter(_ text: some StringProtocol) -> Bool {
    ["記者", "记者", "特派員", "特派员", "編譯", "编译"].contains { text.contains($0) }
  }

  /// `【ロンドン＝共同】`, `［ロンドン　１２日　ロイター］`, `(서울=연합뉴스)`, `〔中央社〕`: location and agency in
  /// brackets of their own.
  private static func bracketed(_ head: String) -> Dateline? {
    guard let open = head.first, let close = brackets[open], let end = head.firstIndex(of: close)
    else { return nil }
    let inside = head[head.index(after: head.startIndex)..<end]
    guard inside.count <= 40, inside.contains(where: isEastAsian) else { return nil }
    let text = String(head[...end])
    if "【［[〔".contains(open), var found = reported(String(inside)) {
      found.text = text
      return found
    }
    if "【［[〔（(".contains(open), let found = telegraphed(String(inside)) {
      return Dateline(location: found.location, agency: found.agency, text: text)
    }
    let parts = inside.split { "=＝ 　/・".contains($0) }.map(String.init)
    guard let first = parts.first else { return nil }
    if parts.count == 1 {
      guard let split = AgencyNames.known.suffix(of: first) else { return nil }
      return Dateline(
        location: split.rest.isEmpty ? nil : split.rest, agency: split.agency, text: text)
    }
    let agency = parts.dropFirst().lazy.compactMap { AgencyNames.known[$0] }.first
    let isLocation = first.count <= 12 && !first.contains(where: Dateline.isDigit)
    // Without an agency only Japan's equals sign tells a location from other notes in brackets; papers
    // in Korea put their own name and the reporter's there.
    guard agency != nil || inside.contains("＝") || "【［".contains(open) && inside.contains("=")
    else { return nil }
    return Dateline(location: isLocation ? first : nil, agency: agency, text: text)
  }

  /// `新华社北京10月12日电`, `（中央社記者王小明台北12日電）`, `本报北京10月12日讯`, `港口网北京10月12日消息`.
  private static func telegraphed(_ head: String) -> Dateline? {
    var start = head.drop { "（( 　【〔".contains($0) }.prefix(44)
    // `据新华社北京10月12日电`, `据新华社电`: an agency's dispatch, taken over.
    let isTaken = start.first.map { "据據".contains($0) } == true
    if isTaken {
      start = start.dropFirst()
      guard AgencyNames.known.prefix(of: start.prefix(12)) != nil else { return nil }
    }
    guard let end = reportEnd(start) else { return nil }
    let before = start[..<end]
    if "电電".contains(start[end]), let agency = AgencyNames.known[before] {
      return Dateline(location: nil, agency: agency, text: String(head[...end]))
    }
    // `据港口社10月12日报道` quotes.
    if isTaken, !"电電".contains(start[end]) { return nil }
    guard before.hasSuffix("日"), let digits = before.firstIndex(where: Dateline.isDigit) else {
      return nil
    }
    var location = String(before[..<digits].drop { $0.isWhitespace })
    var agency: String?
    if let split = AgencyNames.publishers.prefix(of: location) {
      (agency, location) = (split.agency, split.rest)
    } else if let own = own.first(where: { location.hasPrefix($0) }) {
      location = String(location.dropFirst(own.count))
    } else if let sender = sender(location) {
      (agency, location) = (sender, String(location.dropFirst(sender.count)))
    } else {
      return nil
    }
    // A reporter's name stands between.
    if isReporter(location) {
      let name = location.split(whereSeparator: \.isWhitespace)
      location = name.count > 1 ? String(name[name.count - 1]) : city(atEndOf: location)
    }
    location = location.filter { !$0.isWhitespace && !"（）()／/".contains($0) }
    // `港口网鲁山站`: the site's office there.
    if agency != nil, location.count > 2, location.last == "站" { location.removeLast() }
    let isLocation = (2...8).contains(location.count) && location.allSatisfy(isEastAsian)
    // `市政府网站10月12日消息`: no sender's name ends in the middle of a word.
    guard isLocation || location.isEmpty || agency.flatMap({ AgencyNames.publishers[$0] }) != nil
    else { return nil }
    return Dateline(
      location: isLocation ? location : nil, agency: agency, text: String(head[...end]))
  }

  /// Where the word that ends such a dateline begins.
  private static func reportEnd(_ text: Substring) -> String.Index? {
    for index in text.indices {
      if "电電讯訊".contains(text[index]) { return index }
      if text[index...].hasPrefix("消息") || text[index...].hasPrefix("报道")
        || text[index...].hasPrefix("報導")
      {
        return index
      }
    }
    return nil
  }

  /// The paper or site that a text begins with: up to the word for what it is.
  private static func sender(_ text: String) -> String? {
    let head = text.prefix(9)
    // `据港口日报…报道` quotes.
    if text.hasPrefix("据") || text.hasPrefix("據") { return nil }
    for count in stride(from: 3, through: head.count, by: 1) {
      let name = head.prefix(count)
      if senderEnds.contains(where: { name.hasSuffix($0) }) { return String(name) }
    }
    return nil
  }

  /// The longest city that a text ends with; empty where it ends with a reporter's name.
  private static func city(atEndOf text: String) -> String {
    for count in [5, 4, 3, 2] where CityNames.known.isCity(text.suffix(count)) {
      return String(text.suffix(count))
    }
    return ""
  }

  private static func isEastAsian(_ character: Character) -> Bool {
    character.unicodeScalars.first.map {
      (0x3040...0x9FFF).contains($0.value) || (0xAC00...0xD7AF).contains($0.value)
    }
      ?? false
  }

  private static let brackets: [Character: Character] = [
    "【": "】", "［": "］", "[": "]", "(": ")", "（": "）", "〔": "〕",
  ]
  private static let own = ["本报", "本報", "本网", "本網", "本台", "本社", "本刊"]
  private static let senderEnds = ["网", "網", "报", "報", "通讯社", "通訊社", "电视台", "電視台"]
  /// What stands where a location should, and is none.
  private static let notLocations: Set<String> = [
    "即時", "即时", "綜合", "综合", "連線", "专题", "專題", "整理", "外電", "外电", "編譯", "编译", "特稿", "現場", "專訪", "独家",
    "獨家", "深度", "最新", "採訪", "采访", "撰文", "攝影", "摄影", "編輯",
  ]
}
