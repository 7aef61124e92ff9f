/// Bytes that can be read at any place: a file, or an array in tests.
///
/// Random access, because zip archives keep their table at the end and a resumed reader starts in
/// the middle. Errors of `read` are passed on to whoever asked for a record.
package protocol ByteSource: Sendable {
  /// Size in bytes; must not change while a reader works on it.
  var byteCount: Int64 { get }
  /// Up to `count` bytes from `offset` on; fewer only at the end.
  func read(at offset: Int64, count: Int) throws -> [UInt8]
}

/// A source in memory.
package struct MemorySource: ByteSource {
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package var byteCount: Int64 { Int64(bytes.count) }

  /// Up to `count` bytes from `offset` on; none beyond the end.
  package func read(at offset: Int64, count: Int) -> [UInt8] {
    guard offset >= 0, offset < bytes.count, count > 0 else { return [] }
    let start = Int(offset)
    return Array(bytes[start..<min(bytes.count, start + min(count, bytes.count))])
  }
}
