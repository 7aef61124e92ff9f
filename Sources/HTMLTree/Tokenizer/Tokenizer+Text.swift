import Bytes

extension Tokenizer {
  /// Reads text up to the next markup, or a NUL by itself.
  mutating func nextText(_ page: Span<UInt8>) -> Token {
    let start = position
    if page[start] == 0 {
      position = start &+ 1
      return .null
    }
    let stop = textStop(page, from: start)
    if let reference = stop.reference {
      return decodeText(page, from: start, first: reference, at: stop.index)
    }
    text = TextRange(source: start, stop.index)
    position = stop.index
    return .text
  }

  /// Where a text ends, or where the next reference in it stands.
  @inline(__always)
  private func textStop(
    _ page: Span<UInt8>, from start: Int
  ) -> (index: Int, reference: CharacterReference?) {
    var index = start
    while true {
      index = Scan.first(of: UInt8(ascii: "<"), UInt8(ascii: "&"), 0, in: page, from: index)
      guard index < page.count, page[index] != 0 else { return (index, nil) }
      if page[index] == UInt8(ascii: "<") {
        if opensMarkup(page, at: index) { return (index, nil) }
      } else if let found = NamedCharacters.reference(page, at: index, inAttribute: false) {
        return (index, found)
      }
      index &+= 1
    }
  }

  /// Goes on with a text whose first reference has been found.
  private mutating func decodeText(
    _ page: Span<UInt8>, from start: Int, first: CharacterReference, at ampersand: Int
  ) -> Token {
    let mark = decoded.count
    var copied = start
    var stop: (index: Int, reference: CharacterReference?) = (ampersand, first)
    while let reference = stop.reference {
      decoded += source[copied..<stop.index]
      reference.append(to: &decoded)
      copied = reference.end
      stop = textStop(page, from: copied)
    }
    decoded += source[copied..<stop.index]
    text = TextRange(decoded: mark, decoded.count)
    position = stop.index
    return .text
  }

  // MARK: Raw text

  /// Reads the text of an element whose content is not markup, or what follows it.
  mutating func nextRaw(_ page: Span<UInt8>) -> Token {
    let start = position
    let end: Int
    switch contentModel {
    case .data: return next(page)
    case .plainText: end = page.count
    case .scriptData: end = scriptEnd(page, from: start)
    case .rcdata, .rawText: end = rawTextEnd(page, from: start)
    case .cdataSection: return nextCDATA(page)
    }
    if end == start {
      contentModel = .data
      return end < page.count ? next(page) : .end
    }
    let isDecoding = contentModel == .rcdata
    if contentModel != .plainText { contentModel = .data }
    position = end
    text = rawText(page, start, end, isDecoding: isDecoding)
    return .text
  }

  /// The index of the end tag that closes the current raw text, or the page's end.
  private func rawTextEnd(_ page: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while true {
      index = Scan.first(of: UInt8(ascii: "<"), in: page, from: index)
      guard index < page.count else { return index }
      if isEndTag(page, at: index) { return index }
      index &+= 1
    }
  }

  /// Whether `</name` of the current raw text and a byte that ends the name stand at `index`.
  private func isEndTag(_ page: Span<UInt8>, at index: Int) -> Bool {
    guard index &+ 2 < page.count, page[index &+ 1] == UInt8(ascii: "/") else { return false }
    let name = tagNames.name(rawTextTag.rawValue)
    return matches(page, at: index &+ 2, name) && endsName(page, at: index &+ 2 &+ name.count)
  }

  private func matches(_ page: Span<UInt8>, at start: Int, _ name: ArraySlice<UInt8>) -> Bool {
    guard !name.isEmpty, start + name.count <= page.count else { return false }
    var index = start
    for byte in name {
      guard ASCII.lowercased(page[index]) == byte else { return false }
      index += 1
    }
    return true
  }

  /// Whether the byte at `index` ends a tag's name. The page's end does not.
  private func endsName(_ page: Span<UInt8>, at index: Int) -> Bool {
    guard index < page.count else { return false }
    let byte = page[index]
    return ASCII.isHTMLBlank(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
  }

  /// The index of the end tag of a script, or the page's end.
  ///
  /// A script that holds `<!--` and then `<script` ends at the second `</script`, for the sake of
  /// pages of the 1990s.
  private func scriptEnd(_ page: Span<UInt8>, from start: Int) -> Int {
    let script = tagNames.name(TagName.script.rawValue)
    var index = start
    var isEscaped = false
    var isDoublyEscaped = false
    // Where a `-->` may begin at the earliest: the dashes of `<!--` count.
    var dashFloor = start
    while true {
      index =
        isEscaped
        ? Scan.first(of: UInt8(ascii: "<"), UInt8(ascii: ">"), in: page, from: index)
        : Scan.first(of: UInt8(ascii: "<"), in: page, from: index)
      guard index < page.count else { return index }
      if page[index] == UInt8(ascii: ">") {
        if index &- 2 >= dashFloor, page[index &- 1] == UInt8(ascii: "-"),
          page[index &- 2] == UInt8(ascii: "-")
        {
          (isEscaped, isDoublyEscaped) = (false, false)
        }
      } else if isDoublyEscaped {
        if index &+ 2 < page.count, page[index &+ 1] == UInt8(ascii: "/"),
          matches(page, at: index &+ 2, script), endsName(page, at: index &+ 8)
        {
          isDoublyEscaped = false
        }
      } else if isEndTag(page, at: index) {
        return index
      } else if isEscaped {
        isDoublyEscaped =
          matches(page, at: index &+ 1, script) && endsName(page, at: index &+ 7)
      } else if index &+ 3 < page.count, page[index &+ 1] == UInt8(ascii: "!"),
        page[index &+ 2] == UInt8(ascii: "-"), page[index &+ 3] == UInt8(ascii: "-")
      {
        isEscaped = true
        dashFloor = index &+ 2
        index &+= 3
      }
      index &+= 1
    }
  }

  /// A stretch of raw text with NULs replaced and, where `isDecoding`, references decoded.
  private mutating func rawText(
    _ page: Span<UInt8>, _ start: Int, _ end: Int, isDecoding: Bool
  ) -> TextRange {
    guard isDecoding || hasNULs else { return TextRange(source: start, end) }
    let reference = isDecoding ? UInt8(ascii: "&") : 0
    var index = start
    var copied = start
    let mark = decoded.count
    let raw = page.extracting(0..<end)
    while true {
      index = Scan.first(of: 0, reference, in: raw, from: index)
      guard index < end else { break }
      if raw[index] == 0 {
        decoded += source[copied..<index]
        decoded += UTF8Encoding.replacement
        index += 1
        copied = index
      } else if let found = NamedCharacters.reference(raw, at: index, inAttribute: false) {
        decoded += source[copied..<index]
        found.append(to: &decoded)
        index = found.end
        copied = index
      } else {
        index += 1
      }
    }
    if copied == start { return TextRange(source: start, end) }
    decoded += source[copied..<end]
    return TextRange(decoded: mark, decoded.count)
  }

  // MARK: CDATA

  /// Reads the text of a CDATA section, a NUL in it, or what follows it.
  private mutating func nextCDATA(_ page: Span<UInt8>) -> Token {
    let start = position
    guard start < page.count else { return .end }
    if page[start] == 0 {
      position = start + 1
      return .null
    }
    var index = start
    while true {
      index = Scan.first(of: UInt8(ascii: "]"), 0, in: page, from: index)
      guard index < page.count, page[index] != 0 else { break }
      if index + 2 < page.count, page[index + 1] == UInt8(ascii: "]"),
        page[index + 2] == UInt8(ascii: ">")
      {
        contentModel = .data
        break
      }
      index += 1
    }
    position = contentModel == .data ? index + 3 : index
    if index == start { return next(page) }
    text = TextRange(source: start, index)
    return .text
  }
}
