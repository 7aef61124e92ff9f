import Bytes

/// The standard's tokenizer, over a whole page, one token a call.
///
/// The page comes as a parameter of every call, so that its bytes can be read through a `Span`
/// while the tokenizer writes to its own arrays.
struct Tokenizer: ~Copyable {
  /// Where to go on reading.
  var position = 0
  var contentModel = ContentModel.data
  /// Whether `<![CDATA[` opens a section here: inside foreign content.
  var allowsCDATA = false

  // The current tag.
  var tag = TagName(rawValue: 0)
  var isSelfClosing = false
  /// The tag's attributes are those from here on.
  var attributesStart = 0
  /// Set by whoever keeps the attributes of the current tag; else the next tag takes their place.
  var areAttributesTaken = true

  /// The current text or comment.
  var text = TextRange.empty
  var doctype = DoctypeToken()

  /// Attributes of all elements so far.
  var attributes: [AttributeRecord] = []
  /// Text that had to be decoded.
  var decoded: [UInt8] = []
  var tagNames = NameTable.tags
  var attributeNames = NameTable.attributes
  var notes: ParseNotes = []

  /// Whether there is a NUL anywhere in the page; mostly there is none to look for.
  let hasNULs: Bool
  /// The page again, for copying whole stretches of it.
  let source: [UInt8]
  /// By attribute name: the ordinal of the last tag that had it.
  private var lastUse: [UInt32]
  private var tagOrdinal: UInt32 = 0
  /// The last name that had to be copied out of the page.
  private var newName: [UInt8] = []
  /// The start tag that raw text waits for the end of. None in a fragment that is raw text itself.
  var rawTextTag = TagName(rawValue: NameTable.overflow)

  init(source: [UInt8], hasNULs: Bool) {
    self.source = source
    self.hasNULs = hasNULs
    lastUse = [UInt32](repeating: 0, count: NameTable.attributes.count)
    attributes.reserveCapacity(source.count / 64)
  }

  /// Reads the next token.
  @inline(__always)
  mutating func next(_ page: Span<UInt8>) -> Token {
    guard contentModel == .data else { return nextRaw(page) }
    while position < page.count {
      if page[position] != UInt8(ascii: "<") { return nextText(page) }
      if let token = nextMarkup(page) { return token }
    }
    return .end
  }

  /// Reads what begins with `<`; nil where it amounts to nothing.
  @inline(__always)
  private mutating func nextMarkup(_ page: Span<UInt8>) -> Token? {
    let after = position &+ 1
    guard after < page.count else { return nextText(page) }
    let byte = page[after]
    if ASCII.isLetter(byte) { return readTag(page, nameStart: after) ? .startTag : .end }
    if byte == UInt8(ascii: "/") {
      guard after &+ 1 < page.count else { return nextText(page) }
      let next = page[after &+ 1]
      if ASCII.isLetter(next) { return readTag(page, nameStart: after &+ 1) ? .endTag : .end }
      if next == UInt8(ascii: ">") {
        position = after &+ 2
        return nil
      }
      return bogusComment(page, from: after &+ 1)
    }
    if byte == UInt8(ascii: "!") { return markupDeclaration(page, from: after &+ 1) }
    if byte == UInt8(ascii: "?") { return bogusComment(page, from: after) }
    return nextText(page)
  }

  /// Whether the `<` at `index` begins something other than text.
  @inline(__always)
  func opensMarkup(_ page: Span<UInt8>, at index: Int) -> Bool {
    guard index &+ 1 < page.count else { return false }
    let byte = page[index &+ 1]
    return ASCII.isLetter(byte) || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
      || (byte == UInt8(ascii: "/") && index &+ 2 < page.count)
  }
}

// MARK: - Tags

extension Tokenizer {
  /// `\t \n \f space / >` as bits: what ends a name in a tag.
  private static var nameEndMask: UInt64 {
    1 << 9 | 1 << 10 | 1 << 12 | 1 << 32 | 1 << 47 | 1 << 62
  }
  /// The same and `=`.
  private static var attributeNameEndMask: UInt64 { nameEndMask | 1 << 61 }

  @inline(__always)
  private static func isIn(_ mask: UInt64, _ byte: UInt8) -> Bool {
    byte < 64 && (mask &>> UInt64(byte)) & 1 != 0
  }

  /// Reads a tag whose name begins at `nameStart`; false where the page ends inside it.
  private mutating func readTag(_ page: Span<UInt8>, nameStart: Int) -> Bool {
    assert(nameStart > position && ASCII.isLetter(page[nameStart]))
    if !areAttributesTaken { attributes.removeSubrange(attributesStart...) }
    areAttributesTaken = false
    attributesStart = attributes.count
    isSelfClosing = false
    tagOrdinal &+= 1

    let end = Scan.nameEnd(page, from: nameStart, stopsAtEquals: false)
    guard end < page.count else {
      position = page.count
      return false
    }
    if endsName(page[end]), let known = tagNames.find(page, nameStart, end) {
      tag = TagName(rawValue: known)
      return readAttributes(page, from: end)
    }
    return readAttributes(page, from: readNewTagName(page, from: nameStart))
  }

  /// Whether a byte at which a name may end really ends it; other control characters belong to it.
  @inline(__always)
  private func endsName(_ byte: UInt8) -> Bool { byte > 0x20 || ASCII.isHTMLBlank(byte) }

  /// A tag name that is new or has a control character in it; gives the index after it.
  private mutating func readNewTagName(_ page: Span<UInt8>, from start: Int) -> Int {
    let end = readNewName(page, from: start, endMask: Tokenizer.nameEndMask)
    let number = tagNames.intern(newName)
    if number == NameTable.overflow { notes.insert(.names) }
    tag = TagName(rawValue: number)
    return end
  }

  /// Puts a name as it will be kept into `newName`; gives the index after it.
  private mutating func readNewName(
    _ page: Span<UInt8>, from start: Int, endMask: UInt64
  ) -> Int {
    newName.removeAll(keepingCapacity: true)
    var index = start
    while index < page.count {
      let byte = page[index]
      if byte == 0 {
        newName += UTF8Encoding.replacement
      } else if Tokenizer.isIn(endMask, byte) {
        // `=` as the first byte of an attribute's name belongs to it.
        guard index == start, byte == UInt8(ascii: "=") else { break }
        newName.append(byte)
      } else {
        newName.append(ASCII.lowercased(byte))
      }
      index += 1
    }
    return index
  }

  /// Reads attributes up to and with the `>`; false where the page ends before it.
  @inline(__always)
  private mutating func readAttributes(_ page: Span<UInt8>, from start: Int) -> Bool {
    var index = start
    while index < page.count {
      let byte = page[index]
      if byte == UInt8(ascii: ">") {
        position = index &+ 1
        return true
      }
      if ASCII.isHTMLBlank(byte) {
        index &+= 1
      } else if byte == UInt8(ascii: "/") {
        index &+= 1
        if index < page.count, page[index] == UInt8(ascii: ">") {
          isSelfClosing = true
          position = index &+ 1
          return true
        }
      } else {
        index = readAttribute(page, from: index)
      }
    }
    position = page.count
    return false
  }

  /// Reads one attribute; gives the index after it.
  @inline(__always)
  private mutating func readAttribute(_ page: Span<UInt8>, from start: Int) -> Int {
    let end = Scan.nameEnd(page, from: start, stopsAtEquals: true)
    if end > start, end < page.count, endsName(page[end]),
      let known = attributeNames.find(page, start, end)
    {
      return readAttributeValue(page, name: known, from: end)
    }
    let (number, newEnd) = readNewAttributeName(page, from: start)
    return readAttributeValue(page, name: number, from: newEnd)
  }

  private mutating func readNewAttributeName(
    _ page: Span<UInt8>, from start: Int
  ) -> (number: UInt16, end: Int) {
    let end = readNewName(page, from: start, endMask: Tokenizer.attributeNameEndMask)
    let number = attributeNames.intern(newName)
    if number == NameTable.overflow {
      notes.insert(.names)
    } else if Int(number) >= lastUse.count {
      lastUse.append(0)
    }
    return (number, end)
  }

  @inline(__always)
  private mutating func readAttributeValue(
    _ page: Span<UInt8>, name: UInt16, from start: Int
  ) -> Int {
    var index = start
    while index < page.count, ASCII.isHTMLBlank(page[index]) { index &+= 1 }
    var value = TextRange.empty
    if index < page.count, page[index] == UInt8(ascii: "=") {
      index &+= 1
      while index < page.count, ASCII.isHTMLBlank(page[index]) { index &+= 1 }
      guard index < page.count else { return index }
      let quote = page[index]
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        let valueStart = index &+ 1
        index = Scan.first(of: quote, UInt8(ascii: "&"), 0, in: page, from: valueStart)
        if index < page.count, page[index] == quote {
          value = TextRange(source: valueStart, index)
        } else {
          (value, index) = decodeAttributeValue(page, from: valueStart, quote: quote)
        }
        index &+= 1
      } else if quote != UInt8(ascii: ">") {
        (value, index) = readUnquotedValue(page, from: index)
      }
    }
    add(name, value)
    return index
  }

  private mutating func readUnquotedValue(
    _ page: Span<UInt8>, from start: Int
  ) -> (value: TextRange, end: Int) {
    var index = start
    while index < page.count {
      let byte = page[index]
      if byte == UInt8(ascii: ">") || ASCII.isHTMLBlank(byte) { break }
      if byte == UInt8(ascii: "&") || byte == 0 {
        return decodeAttributeValue(page, from: start, quote: nil)
      }
      index &+= 1
    }
    return (TextRange(source: start, index), index)
  }

  /// Takes the attribute unless this tag has one of that name already.
  @inline(__always)
  private mutating func add(_ name: UInt16, _ value: TextRange) {
    guard name != NameTable.overflow, lastUse[Int(name)] != tagOrdinal else { return }
    lastUse[Int(name)] = tagOrdinal
    attributes.append(AttributeRecord(name: name, value: value))
  }

  /// Reads a value that has a reference or a NUL in it; gives the index of its closing quote, or of
  /// what follows an unquoted one.
  private mutating func decodeAttributeValue(
    _ page: Span<UInt8>, from start: Int, quote: UInt8?
  ) -> (value: TextRange, end: Int) {
    let mark = decoded.count
    var index = start
    var copied = start
    while index < page.count {
      if let quote {
        index = Scan.first(of: quote, UInt8(ascii: "&"), 0, in: page, from: index)
        guard index < page.count, page[index] != quote else { break }
      } else if page[index] == UInt8(ascii: ">") || ASCII.isHTMLBlank(page[index]) {
        break
      }
      let byte = page[index]
      if byte == 0 {
        decoded += source[copied..<index]
        decoded += UTF8Encoding.replacement
        index += 1
        copied = index
      } else if byte == UInt8(ascii: "&") {
        let before = index
        if let found = NamedCharacters.reference(page, at: index, inAttribute: true) {
          decoded += source[copied..<before]
          found.append(to: &decoded)
          index = found.end
          copied = index
        } else {
          index += 1
        }
      } else {
        index += 1
      }
    }
    if mark == decoded.count, copied == start { return (TextRange(source: start, index), index) }
    decoded += source[copied..<index]
    return (TextRange(decoded: mark, decoded.count), index)
  }
}
