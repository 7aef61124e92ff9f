package import NearDuplicates

/// What the ledger keeps of an article for the index of copies: the digest of a file that is one
/// article, and the text's signature.
package struct StoredSignature {
  /// Bytes of the digest that are compared; as strong as the index of copies needs.
  private static let digestByteCount = 16

  /// Empty for a record of a container: articles of one file are not copies of each other for that.
  package var digest: [UInt8]
  /// What the text looks like.
  package var signature: Signature

  /// Both, as they are.
  package init(digest: [UInt8], signature: Signature) {
    self.digest = digest
    self.signature = signature
  }

  /// `digest`: `sha256:…`; empty for none.
  package init(digest: String, signature: Signature) {
    let digits = digest.utf8.drop { $0 != UInt8(ascii: ":") }.dropFirst()
      .prefix(Self.digestByteCount * 2)
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      let value = digit < 0x3A ? digit &- 0x30 : (digit | 0x20) &- 0x57
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    self.init(digest: bytes, signature: signature)
  }

  /// The digest behind its length, then the signature.
  package var encoded: [UInt8] { [UInt8(digest.count)] + digest + signature.encoded }

  /// Nil for bytes that no version wrote.
  package init?(decoding bytes: [UInt8]) {
    guard let count = bytes.first, bytes.count > Int(count),
      let signature = Signature(decoding: Array(bytes[(Int(count) + 1)...]))
    else { return nil }
    self.init(digest: Array(bytes[1..<Int(count) + 1]), signature: signature)
  }
}
