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
