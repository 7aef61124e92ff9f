import Bytes

/// What programs write beside the pages they fetch: lists of headers, of rules, of steps.
enum ProgramOutput {
  private static let headerNames: Set<String> = [
    "content-length", "content-type", "content-encoding", "server", "date", "last-modified",
    "etag", "cache-control", "expires", "vary", "connection", "transfer-encoding", "set-cookie",
    "accept-ranges", "age", "via", "keep-alive", "pragma", "location",
  ]
  private static let ruleNames: Set<String> = [
    "user-agent", "disallow", "allow", "crawl-delay", "sitemap", "host", "request-rate",
  ]
  private static let byteLimit = 1 << 16

  /// What the whole of a file is, when it is a program's own and no text; nil for anything else.
  static func name(of body: ArraySlice<UInt8>) -> String? {
    guard body.count <= byteLimit, let first = body.first else { return nil }
    if first == UInt8(ascii: "-"), isFetchLog(body) { return "a log of what was fetched" }
    if isAddressList(body) { return "a list of addresses" }
    if isLog(body) { return "a program's log" }
    if let name = ProgramLists.name(of: body) { return name }
    guard first == UInt8(ascii: "\"") || first == UInt8(ascii: "#") || ASCII.isLetter(first) else {
      return nil
    }
    var names: [String] = []
    var options = 0
    var lineCount = 0
    for var line in body.split(separator: 0x0A) {
      if line.last == 0x0D { line = line.dropLast() }
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      lineCount += 1
      if line.first == UInt8(ascii: "\"") {
        guard line.last == UInt8(ascii: "\"") else { return nil }
        if line.dropFirst().first == UInt8(ascii: "-") { options += 1 }
      } else {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon - line.startIndex <= 40
        else { return nil }
        names.append(String(decoding: line[..<colon], as: UTF8.self).lowercased())
      }
    }
    if names.isEmpty { return options >= 2 && options + 1 >= lineCount ? "a list of options" : nil }
    guard names.count == lineCount, names.allSatisfy({ !$0.utf8.contains(0x20) }) else {
      return nil
    }
    if names.contains("user-agent"), names.allSatisfy({ ruleNames.contains($0) }) {
      return "a list of rules for crawlers (robots.txt)"
    }
    let isAnswer = names.count { headerNames.contains($0) } >= 3
    let isLetter = names.contains { ["from", "to", "subject", "message-id"].contains($0) }
    return isAnswer && !isLetter ? "the headers of a server's answer without its body" : nil
  }

  private static let levels = ["INFO", "DEBUG", "WARNING", "WARN", "ERROR", "NOTICE", "CRITICAL"]
    .map { Array($0.utf8) }

  /// HTTrack's report, and lines that begin with a time and name a level, or an address that was
  /// fetched, as loggers and `wget -nv` write them.
  private static func isLog(_ body: ArraySlice<UInt8>) -> Bool {
    if body.starts(with: "HTTrack".utf8) {
      return Find.contains(" launched on ", in: body.prefix(200))
    }
    guard let first = body.first, ASCII.isDigit(first) || first == UInt8(ascii: "[") else {
      return false
    }
    var (entries, lines) = (0, 0)
    for line in body.split(separator: 0x0A).prefix(200) {
      lines += 1
      let head = line.prefix(120)
      let digits = head.prefix(24).count { ASCII.isDigit($0) }
      guard digits >= 6, head.prefix(24).contains(UInt8(ascii: ":")) else { continue }
      let namesLevel = levels.contains { Find.contains($0, in: Array(head).span) }
      if namesLevel || Find.contains(" URL:http", in: head) { entries += 1 }
    }
    return entries >= 2 && entries * 2 >= lines
  }

  /// Two addresses and more, one a line, and nothing else.
  private static func isAddressList(_ body: ArraySlice<UInt8>) -> Bool {
    guard body.starts(with: "http".utf8) else { return false }
    var count = 0
    for line in body.split(separator: 0x0A) {
      let text = PlainText.folding(String(decoding: line, as: UTF8.self))
      if text.isEmpty { continue }
      guard WebAddress.isAbsolute(text), !text.contains(" ") else { return false }
      count += 1
    }
    return count >= 2
  }

  /// What a page is that a server or an archiver makes of its own files; nil for any other.
  static func name(ofPage body: ArraySlice<UInt8>) -> String? {
    let opening = body.prefix(1 << 12)
    let marks: [(mark: StaticString, name: String)] = [
      ("<title>Index of /", "an index of a directory"),
      ("<TITLE>Index of /", "an index of a directory"),
      ("<title>Directory listing for ", "an index of a directory"),
      ("<h1>Directory listing for ", "an index of a directory"),
      ("<title>Index of ftp://", "an index of a directory"),
      ("<title>Local index - HTTrack", "an index of what HTTrack saved"),
      ("<title>List of available projects - HTTrack", "an index of what HTTrack saved"),
      ("<title>Archived Sites", "an index of what ArchiveBox saved"),
    ]
    if let mark = marks.first(where: { Find.contains($0.mark, in: opening) }) { return mark.name }
    // Behind its style sheet.
    let isSnapshot = Find.contains("class=\"header-archivebox\"", in: body.prefix(1 << 18))
    return isSnapshot ? "ArchiveBox' page about a snapshot" : nil
  }

  /// `--2031-02-03 10:00:00--  http://…`, the line that wget begins each request with.
  private static func isFetchLog(_ body: ArraySlice<UInt8>) -> Bool {
    let line = body.prefix { $0 != 0x0A }
    let words = line.split(separator: 0x20)
    return words.count == 3 && words[0].count == 12 && words[0].starts(with: "--".utf8)
      && words[1].count == 10 && words[1].suffix(2).elementsEqual("--".utf8)
      && ASCII.isDigit(words[1][words[1].startIndex])
      && WebAddress.isAbsolute(String(decoding: words[2], as: UTF8.self))
  }
}
