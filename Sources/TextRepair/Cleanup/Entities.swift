import HTMLTree
import TextEncodings

/// Character references of HTML that show in a text (`&rsquo;`, `&#8217;`, `&#x2019;`, also twice
/// escaped or without the semicolon), and escapes of JSON (`\u2019`).
enum Entities {
  /// `&amp;amp;rsquo;` comes off in three passes; more is not seen in practice.
  private static let passLimit = 3
  /// Longest reference that is looked at, the ampersand counted.
  private static let lengthLimit = 14

  /// Decodes all references and escapes of a text.
  static func decode(_ log: inout EditLog) {
    guard log.scalars.contains(where: { $0 == 0x26 || $0 == 0x5C }) else { return }
    for _ in 0..<passLimit {
      let edits = references(in: log.scalars)
      if edits.isEmpty { break }
      log.apply(edits)
    }
    log.apply(escapes(in: log.scalars))
  }

  // MARK: References

  private static func references(in scalars: [UInt32]) -> [Edit] {
    var edits: [Edit] = []
    var index = 0
    while index < scalars.count {
      guard scalars[index] == 0x26, let found = reference(in: scalars, at: index) else {
        index += 1
        continue
      }
      assert(found.end > index && found.end <= scalars.count)
      edits.append(
        Edit(range: index..<found.end, replacement: [found.scalar], rule: "entity"))
      index = found.end
    }
    return joiningSurrogates(edits)
  }

  private static func reference(
    in scalars: [UInt32], at start: Int
  ) -> (scalar: UInt32, end: Int)? {
    guard start + 2 < scalars.count else { return nil }
    if scalars[start + 1] == 0x23 { return number(in: scalars, at: start) }
    var end = start + 1
    var name: [UInt8] = []
    while end < scalars.count, end - start < lengthLimit, isAlphanumeric(scalars[end]) {
      name.append(UInt8(scalars[end]))
      end += 1
    }
    guard name.count >= 2 else { return nil }
    if end < scalars.count, scalars[end] == 0x3B {
      guard let scalar = scalarOfName[name] else { return nil }
      // NBSP as an entity is layout, not typography.
      return (scalar == 0xA0 ? 0x20 : scalar, end + 1)
    }
    return unfinished(name, in: scalars, at: start)
  }

  /// A name without its semicolon: the longest that is known, where nothing speaks against it.
  private static func unfinished(
    _ name: [UInt8], in scalars: [UInt32], at start: Int
  ) -> (scalar: UInt32, end: Int)? {
    guard !isInAddress(scalars, at: start) else { return nil }
    var length = name.count
    while length >= 3 {
      let head = Array(name.prefix(length))
      if let scalar = scalarOfName[head] {
        let end = start + 1 + length
        let next = end < scalars.count ? scalars[end] : 0x20
        let isAtEnd = !isAlphanumeric(next)
        if next != 0x3D, isAtEnd && isCommon(scalar) || isLetterName(head) {
          return (scalar == 0xA0 ? 0x20 : scalar, end)
        }
      }
      length -= 1
    }
    return nil
  }

  /// `&eacute`, `&ccedil`, …: so distinct that letters may follow.
  private static func isLetterName(_ name: [UInt8]) -> Bool {
    let endings = [
      "acute", "grave", "circ", "tilde", "uml", "cedil", "slash", "zlig", "Elig", "elig",
    ]
    let word = String(decoding: name, as: UTF8.self)
    return word.utf8.count > 3
      && (endings.contains { word.hasSuffix($0) && word.utf8.count == $0.utf8.count + 1 }
        || word == "szlig" || word == "aelig" || word == "AElig" || word == "aring"
        || word == "Aring" || word == "oelig" || word == "OElig")
  }

  private static func isCommon(_ scalar: UInt32) -> Bool {
    scalar >= 0xA0 && scalar < 0x100 || scalar >= 0x2010 && scalar < 0x2040 || scalar == 0x20AC
      || scalar == 0x2122 || scalar >= 0x391 && scalar < 0x3CA || scalar == 0x152
      || scalar == 0x153 || scalar >= 0x160 && scalar < 0x180
  }

  /// True when an ampersand stands in a word that is an address with a query.
  private static func isInAddress(_ scalars: [UInt32], at start: Int) -> Bool {
    var index = start
    while index > 0, start - index < 200, scalars[index - 1] > 0x20 {
      index -= 1
      if scalars[index] == 0x3F || scalars[index] == 0x3D || scalars[index] == 0x2F { return true }
    }
    return false
  }

  private static func number(
    in scalars: [UInt32], at start: Int
  ) -> (scalar: UInt32, end: Int)? {
    var index = start + 2
    let isHexadecimal = scalars[index] | 0x20 == 0x78
    if isHexadecimal { index += 1 }
    var value: UInt32 = 0
    var digits = 0
    while index < scalars.count, digits < 9,
      let digit = digit(scalars[index], isHexadecimal: isHexadecimal)
    {
      value = value * (isHexadecimal ? 16 : 10) + digit
      digits += 1
      index += 1
    }
    guard digits > 1, value <= 0x10FFFF else { return nil }
    if index < scalars.count, scalars[index] == 0x3B {
      index += 1
    } else if digits < 3 || isInAddress(scalars, at: start) {
      return nil
    }
    if value &- 0x80 < 0x20 {
      let western = CodePage.named(.windows1252, filledBy: .latin1).scalars[Int(value)]
      return (UInt32(western), index)
    }
    guard value >= 0x20 || value == 9 || value == 10 || value == 13 else { return nil }
    return (value == 0xA0 ? 0x20 : value, index)
  }

  private static func digit(_ scalar: UInt32, isHexadecimal: Bool) -> UInt32? {
    if scalar &- 0x30 < 10 { return scalar - 0x30 }
    let lower = scalar | 0x20
    return isHexadecimal && lower &- 0x61 < 6 ? lower - 0x61 + 10 : nil
  }

  private static func isAlphanumeric(_ scalar: UInt32) -> Bool {
    scalar &- 0x30 < 10 || scalar < 0x80 && (scalar | 0x20) &- 0x61 < 26
  }

  /// Longest name that is looked up: longer ones are signs of mathematics, which no news writes.
  private static let nameLimit = 12

  /// The scalar of each name that is looked up.
  static let scalarOfName = CharacterNames.scalars.filter { name, scalar in
    name.count <= nameLimit && scalar > 0x20
  }

  // MARK: Escapes

  /// `\u2019` and its like, unless the text is a program or about one.
  private static func escapes(in scalars: [UInt32]) -> [Edit] {
    // JSON has an encoding of its own.
    if let first = scalars.first(where: { $0 > 0x20 }), first == 0x7B || first == 0x5B { return [] }
    var edits: [Edit] = []
    var index = 0
    while index + 5 < scalars.count {
      guard scalars[index] == 0x5C, scalars[index + 1] == 0x75,
        index == 0 || scalars[index - 1] != 0x5C
      else {
        index += 1
        continue
      }
      var value: UInt32 = 0
      var count = 0
      for scalar in scalars[index + 2..<index + 6] {
        guard let digit = digit(scalar, isHexadecimal: true) else { break }
        value = value << 4 | digit
        count += 1
      }
      guard count == 4, value >= 0x80 else {
        index += 1
        continue
      }
      let isQuoted =
        index > 0 && index + 6 < scalars.count && scalars[index - 1] == scalars[index + 6]
        && (scalars[index - 1] == 0x22 || scalars[index - 1] == 0x27)
      // A string literal with nothing but the escape: this is a program.
      if isQuoted { return [] }
      edits.append(
        Edit(
          range: index..<index + 6, replacement: [value == 0xA0 ? 0x20 : value],
          rule: "escape"))
      index += 6
    }
    return joiningSurrogates(edits)
  }

  /// Joins neighbours that are halves of a surrogate pair, and leaves single halves alone.
  private static func joiningSurrogates(_ edits: [Edit]) -> [Edit] {
    var joined: [Edit] = []
    joined.reserveCapacity(edits.count)
    for edit in edits {
      if let low = edit.replacement.first, low & 0xFFFF_FC00 == 0xDC00, let last = joined.last,
        let high = last.replacement.first, high & 0xFFFF_FC00 == 0xD800,
        last.range.upperBound == edit.range.lowerBound
      {
        joined[joined.count - 1].range = last.range.lowerBound..<edit.range.upperBound
        joined[joined.count - 1].replacement = [0x10000 + (high & 0x3FF) << 10 + low & 0x3FF]
      } else {
        joined.append(edit)
      }
    }
    return joined.filter { $0.replacement.allSatisfy(\.isScalar) }
  }
}
