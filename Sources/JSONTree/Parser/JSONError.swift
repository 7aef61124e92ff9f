/// Why text is not JSON, and where.
package struct JSONError: Error, Sendable, Hashable {
  /// What was wrong.
  package enum Kind: String, Sendable {
    case unexpectedEnd, unexpectedByte, badString, badNumber, tooDeep, tooLong, trailingBytes
  }

  package var kind: Kind
  /// In bytes from the start of the text that was handed in.
  package var offset: Int

  package init(kind: Kind, offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
