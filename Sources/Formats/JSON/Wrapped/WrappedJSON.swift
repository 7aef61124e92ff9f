import Bytes
import HTMLTree
import JSONTree

/// JSON with something around it that is no JSON: a browser's page, a script's assignment, the
/// remarks of a server, quotes, or Python's way to print.
enum WrappedJSON {
  /// The JSON in a file that looks like something else, and what was around it; nil without any.
  ///
  /// `read`: Gives all bytes of the file; called only where the head makes it likely.
  static func unwrap(
    _ head: [UInt8], as format: FormatName, read: () throws -> [UInt8]
  ) throws -> (bytes: [UInt8], wrapping: String)? {
    let start = head.firstIndex { !ASCII.isTextBlank($0) } ?? head.count
    let body = head[start...]
    switch format {
    case .html where isPreformatted(head):
      let page = try read()
      let decoded = CharsetReading.decode(page, declared: MarkupCharset.labels(in: page))
      return checked(preformatted(in: decoded.utf8), "html")
    case .html, .text, .csv:
      if let offset = behindRemarks(body) {
        return checked(Array(try read().dropFirst(offset)), "server-remarks")
      }
      if isAssigned(body) { return checked(assigned(try read()), "script") }
      if isQuoted(body) { return checked(unquoted(try read()), "quotes") }
      if isPython(body) { return checked(PythonLiteral.json(try read()), "python") }
      return nil
    default: return nil
    }
  }

  private static func checked(
    _ bytes: [UInt8]?, _ wrapping: String
  ) -> (bytes: [UInt8], wrapping: String)? {
    guard let bytes, (try? Sniffer.sniff(bytes, isWhole: true)) == .json else { return nil }
    return (bytes, wrapping)
  }

  // MARK: A page whose body is one `pre` element, as browsers save an answer

  private static func isPreformatted(_ head: [UInt8]) -> Bool {
    let first = preformattedOpening(head)?.first
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// What a page's `pre` element begins with, where nothing of the page stands before it.
  private static func preformattedOpening(_ head: [UInt8]) -> ArraySlice<UInt8>? {
    let start = Array(head.prefix(4096))
    guard let tag = Find.position(of: "<pre", in: start),
      let end = start[tag...].firstIndex(of: UInt8(ascii: ">")),
      Find.position(of: "<p>", in: start).map({ $0 > tag }) ?? true
    else { return nil }
    return start[(end + 1)...].drop { ASCII.isTextBlank($0) }
  }

  /// The feed that a browser shows as text in a page of its own; nil for any other page.
  ///
  /// `read`: Gives all bytes of the file; called only where the head makes it likely.
  static func feed(_ head: [UInt8], read: () throws -> [UInt8]) throws -> [UInt8]? {
    guard let opening = preformattedOpening(head),
      ["&lt;?xml", "&lt;rss", "&lt;feed", "&lt;rdf:RDF"].contains(where: {
        opening.starts(with: $0.utf8)
      })
    else { return nil }
    let page = try read()
    let decoded = CharsetReading.decode(page, declared: MarkupCharset.labels(in: page))
    guard let text = preformatted(in: decoded.utf8),
      (try? Sniffer.sniff(text, isWhole: true)) == .feed
    else { return nil }
    return text
  }

  private static func preformatted(in page: [UInt8]) -> [UInt8]? {
    let document = HTMLDocument(parsing: page)
    for node in document.descendants(of: .document) where document.tag(of: node) == .pre {
      var text: [UInt8] = []
      document.appendText(of: node, to: &text)
      return text
    }
    return nil
  }

  // MARK: Remarks of a server's language before the answer

  /// Where the value begins behind lines of PHP's remarks ("Notice: … on line 3"); nil for others.
  private static func behindRemarks(_ body: ArraySlice<UInt8>) -> Int? {
    let words = [
      "Notice", "Warning", "Deprecated", "Fatal error", "Parse error", "Strict Standards",
    ]
    let opening = body.prefix(200)
    let isRemark = words.contains { word in
      Find.contains(Array("<b>\(word)</b>:".utf8), in: opening.span)
        || opening.starts(with: "\(word): ".utf8) || opening.starts(with: "PHP \(word): ".utf8)
    }
    guard isRemark else { return nil }
    var index = body.startIndex
    let end = min(body.endIndex, index + (1 << 16))
    while index < end {
      let isLineStart = index == body.startIndex || body[index - 1] == 0x0A
      let opensValue =
        body[index...].starts(with: "{\"".utf8) || body[index...].starts(with: "[{".utf8)
      if isLineStart, opensValue { return index }
      index += 1
    }
    return nil
  }

  // MARK: `var data = …;`, `callback(…);`

  /// True for a name, `=` or `(`, and an opening bracket.
  private static func isAssigned(_ body: ArraySlice<UInt8>) -> Bool {
    valueOffset(body).map { $0 > body.startIndex } ?? false
  }

  private static func valueOffset(_ body: ArraySlice<UInt8>) -> Int? {
    let opening = body.prefix(200)
    guard
      let index = opening.firstIndex(where: {
        $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[")
      })
    else { return nil }
    var hasMark = false
    for byte in opening[..<index] {
      switch byte {
      case UInt8(ascii: "="), UInt8(ascii: "("):
        hasMark = true
      case UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "."), UInt8(ascii: "a")...0x7A,
        UInt8(ascii: "A")...0x5A, 0x30...0x39, UInt8(ascii: "/"), UInt8(ascii: "*"):
        continue
      case let blank where ASCII.isTextBlank(blank): continue
      default: return nil
      }
    }
    // The name of something and a mark, and not a sentence with a bracket in it.
    let words = opening[..<index].split { ASCII.isTextBlank($0) }
    return hasMark && words.count <= 5 ? index : nil
  }

  private static func assigned(_ bytes: [UInt8]) -> [UInt8]? {
    let start = bytes.firstIndex { !ASCII.isTextBlank($0) } ?? bytes.count
    guard let offset = valueOffset(bytes[start...]) else { return nil }
    var end = bytes.count
    while end > offset,
      bytes[end - 1] == UInt8(ascii: ")") || bytes[end - 1] == UInt8(ascii: ";")
        || ASCII.isTextBlank(bytes[end - 1])
    {
      end -= 1
    }
    return Array(bytes[offset..<end])
  }

  // MARK: JSON in a JSON string, with or without the quotes around it

  private static func isQuoted(_ body: ArraySlice<UInt8>) -> Bool {
    let opening = body.drop { $0 == UInt8(ascii: "\"") }.prefix(200)
      .filter { !ASCII.isTextBlank($0) }
    return opening.starts(with: "{\\\"".utf8) || opening.starts(with: "[{\\\"".utf8)
      || opening.starts(with: "[\\n{\\\"".utf8) || opening.starts(with: "{\\n\\\"".utf8)
  }

  private static func unquoted(_ bytes: [UInt8]) -> [UInt8]? {
    var body = bytes[...]
    while let first = body.first, ASCII.isTextBlank(first) { body = body.dropFirst() }
    while let last = body.last, ASCII.isTextBlank(last) { body = body.dropLast() }
    if body.first == UInt8(ascii: "\""), body.last == UInt8(ascii: "\"") {
      body = body.dropFirst().dropLast()
    }
    var quoted: [UInt8] = [UInt8(ascii: "\"")]
    quoted += body
    quoted.append(UInt8(ascii: "\""))
    return (try? JSONDocument(parsing: quoted, mode: .lenient))?.root.utf8
  }

  // MARK: Lists and dictionaries as Python prints them

  private static func isPython(_ body: ArraySlice<UInt8>) -> Bool {
    let opening = body.prefix(64).filter { !ASCII.isTextBlank($0) }
    return opening.starts(with: "{'".utf8) || opening.starts(with: "[{'".utf8)
  }
}
