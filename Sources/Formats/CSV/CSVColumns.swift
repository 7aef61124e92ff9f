import Bytes
import Extraction

/// Names for the columns of a table without a header, by what stands in them.
enum CSVColumns {
  /// `url` and at least one of `title`, `text` and `date`, the other columns by their numbers; nil
  /// for rows that do not show that they are a table of pages.
  static func names(of rows: [[String]], isTabbed: Bool) -> [String]? {
    let rows = rows.filter { $0.count > 1 }
    guard let first = rows.first, first.count > 2,
      rows.dropFirst().dropLast().allSatisfy({ $0.count == first.count })
    else { return nil }
    guard let url = first.firstIndex(where: { isAddress($0) }) else { return nil }
    var names = first.indices.map { "column\($0 + 1)" }
    names[url] = "url"
    if let date = first.firstIndex(where: { isDate($0) }) { names[date] = "date" }
    var free = first.indices.filter { names[$0].hasPrefix("column") && first[$0].contains(" ") }
    free.sort { first[$0].utf8.count > first[$1].utf8.count }
    if let longest = free.first, first[longest].utf8.count > 200 {
      names[longest] = "text"
      free.removeFirst()
    }
    let titles = free.filter {
      (12...300).contains(first[$0].utf8.count) && !first[$0].utf8.contains(0x0A)
    }
    if let title = titles.min() { names[title] = "title" }
    let found = Set(names)
    // Prose has commas, too: an address in it is followed by neither a text in one piece nor a date.
    let isTable =
      found.contains("date") && (found.contains("title") || found.contains("text"))
      || isTabbed && found.contains("text")
    return isTable ? names : nil
  }

  /// A header's names without the number that crawlers put behind them (`Title 1`, `H1-1`), and `url` for
  /// a column of addresses that no name says to be one.
  static func plain(_ names: [String], _ rows: [[String]]) -> [String] {
    guard names.count > 2 else { return names }
    var plain = names.map { name in
      for end in [" 1", "-1"] where name.hasSuffix(end) && name.utf8.count > end.utf8.count + 1 {
        let short = String(name.dropLast(end.count))
        if !names.contains(short), short.contains(where: \.isLetter) { return short }
      }
      return name
    }
    guard !plain.contains(where: { FieldRole.claim(of: $0)?.role == .url }), !rows.isEmpty else {
      return plain
    }
    let address = plain.indices.first { column in
      rows.allSatisfy { $0.count <= column || isAddress($0[column]) }
        && rows.contains { $0.count > column }
    }
    if let address, FieldRole.claim(of: plain[address]) == nil { plain[address] = "url" }
    return plain
  }

  /// True for a table whose header and rows hold addresses and facts about fetching them.
  static func isReport(_ text: ArraySlice<UInt8>) -> Bool {
    let lines = text.prefix(1 << 16).split(separator: 0x0A, maxSplits: 3)
    guard lines.count >= 2 else { return false }
    for delimiter in [UInt8(ascii: ","), 0x09, UInt8(ascii: ";")] {
      func cells(_ line: ArraySlice<UInt8>) -> [String] {
        line.split(separator: delimiter, omittingEmptySubsequences: false).map {
          PlainText.folding(String(decoding: $0, as: UTF8.self))
        }
      }
      guard lines[0].contains(delimiter) else { continue }
      let names = cells(lines[0])
      let areNames = names.allSatisfy { name in
        !name.isEmpty && name.utf8.count <= 40
          && name.utf8.allSatisfy {
            ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
          }
      }
      guard areNames else { continue }
      let values = cells(lines[1])
      if values.count == names.count, values.contains(where: { isAddress($0) }) { return true }
    }
    return false
  }

  private static func isAddress(_ text: String) -> Bool {
    WebAddress.isAbsolute(text) && !text.utf8.contains { ASCII.isTextBlank($0) }
  }

  /// True for a day, with a time or without, and for seconds since 1970.
  private static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(41))
    guard (10...40).contains(bytes.count) else { return false }
    let isDay =
      bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-")
      && bytes.prefix(10).count { ASCII.isDigit($0) } == 8
    let isSeconds =
      bytes.prefix(10).allSatisfy { ASCII.isDigit($0) }
      && bytes.dropFirst(10).allSatisfy { ASCII.isDigit($0) || $0 == UInt8(ascii: ".") }
    return isDay && !bytes.contains(0x0A) || isSeconds
  }
}
