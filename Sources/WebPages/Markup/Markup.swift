/// Markup as it is written: HTML, or XML for feeds. Every value is escaped, and there is no way past
/// that: names of elements and attributes are literals of this program, everything else is text.
///
/// Escaping goes by bytes. One that goes by characters misses a quotation mark with an accent behind
/// it, which is another character and ends an attribute all the same.
package struct Markup: Sendable {
  /// Names with their values; nil leaves the attribute out, an empty value is written as such.
  package typealias Attributes = KeyValuePairs<StaticString, String?>

  /// What was written, as UTF-8.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Text; nothing in it is markup.
  package mutating func text(_ text: String) {
    Self.append(text, to: &bytes)
  }

  /// An element with what stands in it.
  package mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ content: (inout Markup) -> Void
  ) {
    open(name, attributes)
    bytes.append(UInt8(ascii: ">"))
    content(&self)
    bytes += "</".utf8
    bytes += name.description.utf8
    bytes.append(UInt8(ascii: ">"))
  }

  /// An element with text in it.
  package mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], text: String
  ) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element that holds nothing, such as `<input />`.
  package mutating func empty(_ name: StaticString, _ attributes: Attributes = [:]) {
    open(name, attributes)
    bytes += " />".utf8
  }

  /// The first line of a document: `<!doctype html>`, or the declaration of XML.
  package mutating func declaration(_ line: StaticString) {
    bytes += line.description.utf8
    bytes.append(0x0A)
  }

  /// A line end, for whoever reads the source.
  package mutating func lineEnd() { bytes.append(0x0A) }

  private mutating func open(_ name: StaticString, _ attributes: Attributes) {
    bytes.append(UInt8(ascii: "<"))
    bytes += name.description.utf8
    for (name, value) in attributes {
      guard var value else { continue }
      let key = name.description
      assert(
        !key.hasPrefix("on") && key != "style" && key != "srcdoc", "no script, no inline style")
      if key == "href" || key == "src" || key == "action", !WebLink.isSafe(value) { value = "#" }
      bytes.append(0x20)
      bytes += key.utf8
      bytes += "=\"".utf8
      Self.append(value, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
  }

  /// Appends text with what would be markup as references. Characters that neither HTML nor XML
  /// allows are replaced by U+FFFD.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { source in
      bytes.reserveCapacity(bytes.count + source.count + source.count / 16)
      var before: UInt8 = 0
      var beforeThat: UInt8 = 0
      for index in source.indices {
        let byte = unsafe source[index]
        switch byte {
        case UInt8(ascii: "&"): bytes += "&amp;".utf8
        case UInt8(ascii: "<"): bytes += "&lt;".utf8
        case UInt8(ascii: ">"): bytes += "&gt;".utf8
        case UInt8(ascii: "\""): bytes += "&quot;".utf8
        case UInt8(ascii: "'"): bytes += "&#39;".utf8
        case 0x09, 0x0A: bytes.append(byte)
        case 0x0D: bytes.append(0x20)
        case 0..<0x20, 0x7F: bytes += "\u{FFFD}".utf8
        case 0x80..<0xA0 where before == 0xC2:
          // A control character of C1: its first byte goes again.
          bytes.removeLast()
          bytes += "\u{FFFD}".utf8
        case 0xBE...0xBF where before == 0xBF && beforeThat == 0xEF:
          bytes.removeLast(2)
          bytes += "\u{FFFD}".utf8
        default: bytes.append(byte)
        }
        beforeThat = before
        before = byte
      }
    }
  }
}
