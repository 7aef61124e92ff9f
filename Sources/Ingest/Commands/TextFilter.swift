internal import Articles
internal import JSONTree
internal import TextEncodings
internal import TextRepair

/// Repair and detection over text that is no article: `winnow repair`, `winnow detect`.
package struct TextFilter: Sendable {
  /// What the bytes of a file are taken to be.
  package struct Detected: Sendable {
    /// As IANA or Python names it.
    package var encoding: String
    /// 0 to 1.
    package var confidence: Double
    /// `bom`, `declared` or `detected`.
    package var source: String
  }

  private let repairer = TextRepairer()
  private let detector = EncodingDetector()

  package init() {}

  /// Bytes of any encoding in, repaired UTF-8 out.
  package func repair(_ bytes: [UInt8]) -> [UInt8] {
    let text = isUTF8(bytes) ? bytes : detector.detect(bytes).encoding.decode(bytes).utf8
    return Array(repairer.repair(text).text.utf8)
  }

  /// One line of JSON with `id` and `text` in; the same with `repairs` out. Nil for anything else.
  package func repair(jsonLine line: [UInt8]) -> [UInt8]? {
    guard let value = try? JSONDocument(parsing: line).root, let text = value["text"]?.string
    else { return nil }
    let repaired = repairer.repair(Array(text.utf8))
    var writer = JSONWriter()
    writer.beginObject()
    if let id = value["id"] {
      writer.key("id")
      if let name = id.string { writer.string(name) } else { writer.raw(id.tree.bytes[id.range]) }
    }
    writer.member("text", repaired.text)
    writer.key("repairs")
    writer.write(repairs: repaired.repairs)
    writer.endObject()
    writer.endLine()
    return writer.take()
  }

  /// The encoding of `bytes`.
  package func detect(_ bytes: [UInt8]) -> Detected {
    let guess = detector.detect(bytes)
    return Detected(
      encoding: guess.encoding.printedName, confidence: guess.confidence,
      source: guess.source.rawValue)
  }

  private func isUTF8(_ bytes: [UInt8]) -> Bool { UTF8Text.isValid(bytes.span) }
}
