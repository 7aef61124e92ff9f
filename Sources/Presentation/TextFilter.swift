import Unicode
internal import JSONTree
internal import Model
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
    var stream = Stream()
    return stream.repair(bytes) + stream.finish()
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
}

extension TextFilter {
  /// Repairs a text of any length as it comes: bytes of any encoding in, repaired UTF-8 out.
  ///
  /// Pieces of half a megabyte, cut at a paragraph's or a line's end, are repaired each by itself;
  /// only a text without line ends, or in UTF-16 or UTF-32, is held as a whole. The encoding is
  /// told by the first piece that is not plain ASCII.
  package struct Stream: Sendable {
    /// A piece is cut when this many bytes wait.
    private let pieceByteCount: Int
    private let filter = TextFilter()
    private var pending: [UInt8] = []
    private var limit: Int
    private var encoding: TextEncoding?
    private var isWhole = false

    /// A stream that is cut into pieces of `pieceByteCount` bytes or more.
    package init(pieceByteCount: Int = 1 << 19) {
      self.pieceByteCount = pieceByteCount
      limit = pieceByteCount
    }

    /// Takes bytes, and returns what of the text is finished.
    package mutating func repair(_ bytes: [UInt8]) -> [UInt8] {
      pending.append(contentsOf: bytes)
      guard pending.count >= limit, !isWhole else { return [] }
      if encoding == nil {
        encoding = encoding(of: pending, isCut: true)
        switch encoding {
        case .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian:
          isWhole = true
          return []
        default: break
        }
      }
      guard let end = lastParagraphEnd() else {
        limit *= 2
        return []
      }
      limit = pieceByteCount
      let piece = Array(pending[..<end])
      pending.removeSubrange(..<end)
      return repaired(piece)
    }

    /// Repairs what is left.
    package mutating func finish() -> [UInt8] {
      if encoding == nil || isWhole { encoding = encoding(of: pending, isCut: false) }
      defer { pending = [] }
      return repaired(pending)
    }

    /// Nil for plain ASCII, which says nothing.
    private func encoding(of bytes: [UInt8], isCut: Bool) -> TextEncoding? {
      if ASCIIRun.end(in: bytes.span, from: 0) == bytes.count {
        let guess = filter.detector.detect(bytes).encoding
        return guess.printedName == "US-ASCII" || guess == .utf8 ? nil : guess
      }
      // The last character of a piece may be cut.
      let end = UTF8Text.validEnd(in: bytes.span, from: 0)
      return bytes.count - end < (isCut ? 4 : 1) ? .utf8 : filter.detector.detect(bytes).encoding
    }

    private func repaired(_ piece: [UInt8]) -> [UInt8] {
      let text: [UInt8] =
        switch encoding {
        case nil, .utf8: piece
        case .some(let encoding): encoding.decode(piece).utf8
        }
      return filter.repairer.repairedBytes(text)
    }

    /// Behind the last blank line in the second half of what waits, or else the last line.
    private func lastParagraphEnd() -> Int? {
      var lineEnd: Int?
      var index = pending.count - 1
      while index > pending.count / 2 {
        if pending[index] == 0x0A {
          if pending[index - 1] == 0x0A { return index + 1 }
          if lineEnd == nil { lineEnd = index + 1 }
        }
        index -= 1
      }
      return lineEnd
    }
  }
}
