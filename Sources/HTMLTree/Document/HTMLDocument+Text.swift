import Bytes

extension HTMLDocument {
  /// The bytes of a text or comment node; nil for other nodes.
  package func text(of node: NodeID) -> TextRange? {
    let record = nodes[node.index]
    return record.kind == .text || record.kind == .comment ? record.payload : nil
  }

  /// Hands the bytes of a range to `body`.
  @inline(__always)
  package func withBytes<Result>(
    of range: TextRange, _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result {
    range.isDecoded
      ? try body(decoded.span.extracting(range.start..<range.end))
      : try body(source.span.extracting(range.start..<range.end))
  }

  /// The bytes of a range as a slice that shares the document's storage.
  package func bytes(of range: TextRange) -> ArraySlice<UInt8> {
    range.isDecoded ? decoded[range.start..<range.end] : source[range.start..<range.end]
  }

  /// The text of a range; what is not UTF-8 becomes U+FFFD.
  package func string(_ range: TextRange) -> String {
    String(decoding: bytes(of: range), as: UTF8.self)
  }

  /// Appends the bytes of a range.
  package func append(_ range: TextRange, to output: inout [UInt8]) {
    output.append(contentsOf: bytes(of: range))
  }

  /// Whether a range holds only HTML's white space (space, tab, LF, FF, CR) or nothing.
  package func isBlank(_ range: TextRange) -> Bool {
    withBytes(of: range) { bytes in
      var index = 0
      while index < bytes.count, ASCII.isHTMLBlank(bytes[index]) { index += 1 }
      return index == bytes.count
    }
  }

  /// Appends the bytes of every text node in the subtree of `node`, in document order, as they are.
  ///
  /// Scripts and styles are text like any other; contents of `template` elements are left out.
  package func appendText(of node: NodeID, to output: inout [UInt8]) {
    var current: NodeID? = node
    while let here = current {
      let record = nodes[here.index]
      if record.kind == .text { append(record.payload, to: &output) }
      current =
        record.kind == .templateContents && here != node
        ? nextSkippingChildren(of: here, within: node) : next(after: here, within: node)
    }
  }

  /// The text of the subtree of `node`, as `appendText` gives it.
  package func textContent(of node: NodeID) -> String {
    var output: [UInt8] = []
    appendText(of: node, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Name and identifiers of a doctype node; nil for other nodes.
  package func doctype(_ node: NodeID) -> (
    name: String, publicIdentifier: String, systemIdentifier: String
  )? {
    guard kind(of: node) == .doctype else { return nil }
    let parts = attributes(of: node).map { string($0.value) }
    return parts.count == 3 ? (parts[0], parts[1], parts[2]) : nil
  }
}
