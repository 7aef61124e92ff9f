package import Model
internal import Storage
internal import Synchronization

/// Originals as WARC records that every reader of WARC opens: gzip, a member a record.
extension OriginalStore {
  /// Hands on the original as a WARC record, compressed, piece by piece.
  ///
  /// `targetURI`: What the original is the content of; nil for an URN of its digest. Bytes that no URI may
  /// have are percent-encoded. Throws `OriginalError.damaged` behind the last piece when the bytes were not
  /// the original's.
  package func writeRecord(
    of digest: Digest, targetURI: String?, contentType: String,
    _ output: (Span<UInt8>) throws -> Void
  ) throws {
    let head = RecordHead.encoded(
      try self.head(of: digest), targetURI: targetURI.map(Self.uri) ?? "urn:\(digest.description)",
      contentType: contentType)
    let member = GzipMember()
    try member.write(head.span, isLast: false, to: output)
    try withOriginal(digest) { try member.write($0, isLast: false, to: output) }
    let end = RecordHead.recordEnd
    try member.write(end.span, isLast: true, to: output)
  }

  /// Hands on the record that says who wrote a WARC file: the first of each.
  package static func writeInformation(
    software: String, seconds: Int64, _ output: (Span<UInt8>) throws -> Void
  ) throws {
    let block = "software: \(software)\r\nformat: WARC File Format 1.0\r\n"
    let digest = Digest(of: Array(block.utf8) + Array("\(seconds)".utf8))
    let head = RecordHead(digest: digest, seconds: seconds, byteCount: UInt64(block.utf8.count))
    let record = Array((head.informationText + block + "\r\n\r\n").utf8)
    try GzipMember().write(record.span, isLast: true, to: output)
  }

  /// The head of an original's record.
  private func head(of digest: Digest) throws -> RecordHead {
    switch try location(of: digest, refreshing: true) {
    case nil: throw OriginalError.missing(digest)
    case .former(let time):
      var byteCount: UInt64 = 0
      try former.read(digest) { byteCount &+= UInt64($0.count) }
      return RecordHead(digest: digest, seconds: time / 1_000_000_000, byteCount: byteCount)
    case .segment(let location):
      var scan = try SegmentScan(
        try files.open(location.segment.path(in: folder), .read), depth: .heads)
      guard let record = try scan.record(at: location.offset), record.head.digest == digest else {
        throw OriginalError.damaged(
          path: location.segment.path(in: folder),
          detail: "no record of original \(digest) at byte \(location.offset)")
      }
      return record.head
    }
  }

  /// A URI as a WARC head may hold it: without blanks, control characters and brackets.
  static func uri(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "<"), byte != UInt8(ascii: ">") {
        bytes.append(byte)
      } else {
        bytes +=
          Array("%".utf8) + Array(String(byte >> 4, radix: 16, uppercase: true).utf8)
          + Array(String(byte & 15, radix: 16, uppercase: true).utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
