import Bytes

extension Tokenizer {
  /// Reads what follows `<!`.
  mutating func markupDeclaration(_ page: Span<UInt8>, from start: Int) -> Token? {
    if start + 1 < page.count, page[start] == UInt8(ascii: "-"),
      page[start + 1] == UInt8(ascii: "-")
    {
      return readComment(page, from: start + 2)
    }
    if hasPrefix("doctype", in: page, at: start, ignoringCase: true) {
      readDoctype(page, from: start + 7)
      return .doctype
    }
    if allowsCDATA, hasPrefix("[CDATA[", in: page, at: start, ignoringCase: false) {
      position = start + 7
      contentModel = .cdataSection
      return nextRaw(page)
    }
    return bogusComment(page, from: start)
  }

  func hasPrefix(
    _ prefix: String, in page: Span<UInt8>, at start: Int, ignoringCase: Bool
  ) -> Bool {
    guard start + prefix.utf8.count <= page.count else { return false }
    var index = start
    for byte in prefix.utf8 {
      guard (ignoringCase ? ASCII.lowercased(page[index]) : page[index]) == byte else {
        return false
      }
      index += 1
    }
    return true
  }

  /// Reads a comment after its `<!--`: it ends at `-->` or `--!>`, `<!-->` and `<!--->` are empty.
  private mutating func readComment(_ page: Span<UInt8>, from start: Int) -> Token {
    let dash = UInt8(ascii: "-")
    if start < page.count, page[start] == UInt8(ascii: ">") {
      return comment(page, start, start, next: start + 1)
    }
    if start + 1 < page.count, page[start] == dash, page[start + 1] == UInt8(ascii: ">") {
      return comment(page, start, start, next: start + 2)
    }
    var index = start
    while true {
      index = Scan.first(of: UInt8(ascii: ">"), in: page, from: index)
      guard index < page.count else { break }
      if index - 2 >= start, page[index - 1] == dash, page[index - 2] == dash {
        return comment(page, start, index - 2, next: index + 1)
      }
      if index - 3 >= start, page[index - 1] == UInt8(ascii: "!"), page[index - 2] == dash,
        page[index - 3] == dash
      {
        return comment(page, start, index - 3, next: index + 1)
      }
      index += 1
    }
    // The page ends inside: dashes that might have been the end of it are not part of it.
    var end = page.count
    if end - 3 >= start, page[end - 1] == UInt8(ascii: "!"), page[end - 2] == dash,
      page[end - 3] == dash
    {
      end -= 3
    } else {
      if end > start, page[end - 1] == dash { end -= 1 }
      if end > start, end < page.count, page[end - 1] == dash { end -= 1 }
    }
    return comment(page, start, end, next: page.count)
  }

  /// Reads up to the next `>` as a comment.
  mutating func bogusComment(_ page: Span<UInt8>, from start: Int) -> Token {
    let end = Scan.first(of: UInt8(ascii: ">"), in: page, from: start)
    return comment(page, start, end, next: min(end + 1, page.count))
  }

  private mutating func comment(
    _ page: Span<UInt8>, _ start: Int, _ end: Int, next: Int
  ) -> Token {
    text = withoutNULs(page, start, end)
    position = next
    return .comment
  }

  /// A stretch of the page with each NUL made U+FFFD.
  private mutating func withoutNULs(_ page: Span<UInt8>, _ start: Int, _ end: Int) -> TextRange {
    guard hasNULs, Scan.first(of: 0, in: page.extracting(0..<end), from: start) < end else {
      return TextRange(source: start, end)
    }
    let mark = decoded.count
    for index in start..<end {
      if page[index] == 0 {
        decoded += UTF8Encoding.replacement
      } else {
        decoded.append(page[index])
      }
    }
    return TextRange(decoded: mark, decoded.count)
  }

  // MARK: Doctype

  /// Reads a doctype after the word.
  private mutating func readDoctype(_ page: Span<UInt8>, from start: Int) {
    doctype = DoctypeToken()
    var index = skipSpace(page, from: start)
    let nameStart = index
    while index < page.count, page[index] != UInt8(ascii: ">"), !ASCII.isHTMLBlank(page[index]) {
      index += 1
    }
    if index > nameStart { doctype.name = lowered(page, nameStart, index) }
    index = skipSpace(page, from: index)
    guard index < page.count, page[index] != UInt8(ascii: ">") else {
      doctype.forcesQuirks = doctype.name == nil || index == page.count
      position = min(index + 1, page.count)
      return
    }
    let isPublic = hasPrefix("public", in: page, at: index, ignoringCase: true)
    guard isPublic || hasPrefix("system", in: page, at: index, ignoringCase: true) else {
      return skipBogusDoctype(page, from: index, forcesQuirks: true)
    }
    index = skipSpace(page, from: index + 6)
    if isPublic {
      guard readQuoted(page, &index, into: \.publicIdentifier) else { return }
      index = skipSpace(page, from: index)
      if index < page.count, page[index] == UInt8(ascii: ">") {
        position = index + 1
        return
      }
      guard index < page.count else {
        doctype.forcesQuirks = true
        position = index
        return
      }
    }
    guard readQuoted(page, &index, into: \.systemIdentifier) else { return }
    index = skipSpace(page, from: index)
    if index == page.count { doctype.forcesQuirks = true }
    skipBogusDoctype(page, from: index, forcesQuirks: doctype.forcesQuirks)
  }

  /// Reads a quoted identifier; false where the doctype ended instead.
  private mutating func readQuoted(
    _ page: Span<UInt8>, _ index: inout Int, into part: WritableKeyPath<DoctypeToken, TextRange?>
  ) -> Bool {
    guard index < page.count, page[index] == UInt8(ascii: "\"") || page[index] == UInt8(ascii: "'")
    else {
      skipBogusDoctype(page, from: index, forcesQuirks: true)
      return false
    }
    let quote = page[index]
    let start = index + 1
    index = Scan.first(of: quote, UInt8(ascii: ">"), in: page, from: start)
    doctype[keyPath: part] = withoutNULs(page, start, index)
    guard index < page.count, page[index] == quote else {
      doctype.forcesQuirks = true
      position = min(index + 1, page.count)
      return false
    }
    index += 1
    return true
  }

  private mutating func skipBogusDoctype(
    _ page: Span<UInt8>, from start: Int, forcesQuirks: Bool
  ) {
    doctype.forcesQuirks = forcesQuirks
    position = min(Scan.first(of: UInt8(ascii: ">"), in: page, from: start) + 1, page.count)
  }

  private func skipSpace(_ page: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < page.count, ASCII.isHTMLBlank(page[index]) { index += 1 }
    return index
  }

  /// A stretch of the page in lower case, with each NUL made U+FFFD.
  private mutating func lowered(_ page: Span<UInt8>, _ start: Int, _ end: Int) -> TextRange {
    let mark = decoded.count
    for index in start..<end {
      if page[index] == 0 {
        decoded += UTF8Encoding.replacement
      } else {
        decoded.append(ASCII.lowercased(page[index]))
      }
    }
    return TextRange(decoded: mark, decoded.count)
  }
}
