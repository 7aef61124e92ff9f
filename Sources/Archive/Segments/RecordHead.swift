internal import Bytes
package import Model

/// The head of an original's record in a segment: WARC/1.0 (ISO 28500), type `resource`.
package struct RecordHead: Sendable, Hashable {
  /// Of the original's bytes, which are the record's block and payload.
  package var digest: Digest
  /// When it was stored, in seconds since 1970.
  package var seconds: Int64
  /// Of the original, in bytes.
  package var byteCount: UInt64
  /// Bytes of the segment that were durable when the record was written: whatever is wrong before that
  /// is damage, and not a torn tail.
  package var durableByteCount: UInt64 = 0

  /// Bytes between a head's last field and its block, and behind the block.
  static let headEnd: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
  static let recordEnd: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
  /// No head of ours is longer, in bytes.
  static let byteLimit = 2_048

  private static let version = "WARC/1.0"
  /// The field that only winnow reads.
  private static let durableField = "Winnow-Durable-Length"

  /// The head as the archive keeps it.
  func encoded() -> [UInt8] {
    Self.encoded(
      self, targetURI: "urn:\(digest.description)", contentType: "application/octet-stream",
      extra: "\(Self.durableField): \(durableByteCount)\r\n")
  }

  /// A head for readers other than winnow.
  ///
  /// `targetURI`: Without brackets and line breaks. `extra`: Whole lines.
  package static func encoded(
    _ head: RecordHead, targetURI: String, contentType: String, extra: String = ""
  ) -> [UInt8] {
    let digest = head.digest.description
    let text =
      "\(version)\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:\(head.recordUUID)>\r\n"
      + "WARC-Date: \(Timestamp(seconds: head.seconds).iso8601)\r\n"
      + "WARC-Target-URI: \(targetURI)\r\nWARC-Block-Digest: \(digest)\r\n"
      + "WARC-Payload-Digest: \(digest)\r\n\(extra)"
      + "Content-Type: \(contentType)\r\nContent-Length: \(head.byteCount)\r\n\r\n"
    return Array(text.utf8)
  }

  /// The head of a `warcinfo` record with a block of this length.
  var informationText: String {
    "\(Self.version)\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:\(recordUUID)>\r\n"
      + "WARC-Date: \(Timestamp(seconds: seconds).iso8601)\r\n"
      + "Content-Type: application/warc-fields\r\nContent-Length: \(byteCount)\r\n\r\n"
  }

  /// A UUID of version 8 (RFC 9562) that says the same as the digest's first 122 bits.
  private var recordUUID: String {
    var digits = Array(digest.hexadecimal.utf8.prefix(32))
    digits[12] = UInt8(ascii: "8")
    digits[16] = Hex.digit(8 | (Hex.value(of: digits[16]) ?? 0) & 3)
    let text = String(decoding: digits, as: UTF8.self)
    let ends = [8, 12, 16, 20, 32]
    let parts = zip([0] + ends, ends).map { start, end in
      text.dropFirst(start).prefix(end - start)
    }
    return parts.joined(separator: "-")
  }

  /// Reads the head of a record of the archive, up to and with its empty line; nil for any other.
  init?(decoding bytes: ArraySlice<UInt8>) {
    var isResource = false
    var (digest, seconds, byteCount): (Digest?, Int64?, UInt64?) = (nil, nil, nil)
    var durableByteCount: UInt64 = 0
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).makeIterator()
    guard lines.next().map({ $0.elementsEqual((Self.version + "\r").utf8) }) ?? false else {
      return nil
    }
    while let line = lines.next(), line.count > 1, line.last == 0x0D {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = line[..<colon]
      let value = line[(colon + 1)...].dropLast().drop { $0 == UInt8(ascii: " ") }
      func text() -> String { String(decoding: value, as: UTF8.self) }
      switch name.count {
      case 9 where name.elementsEqual("WARC-Type".utf8):
        isResource = value.elementsEqual("resource".utf8)
      case 9 where name.elementsEqual("WARC-Date".utf8):
        seconds = Timestamp(iso8601: text())?.seconds
      case 17 where name.elementsEqual("WARC-Block-Digest".utf8): digest = Digest(text())
      case 14 where name.elementsEqual("Content-Length".utf8): byteCount = UInt64(text())
      case 21 where name.elementsEqual(Self.durableField.utf8):
        durableByteCount = UInt64(text()) ?? 0
      default: break
      }
    }
    guard isResource, let digest, let seconds, let byteCount else { return nil }
    self.init(
      digest: digest, seconds: seconds, byteCount: byteCount, durableByteCount: durableByteCount)
  }

  package init(
    digest: Digest, seconds: Int64, byteCount: UInt64, durableByteCount: UInt64 = 0
  ) {
    self.digest = digest
    self.seconds = seconds
    self.byteCount = byteCount
    self.durableByteCount = durableByteCount
  }
}
