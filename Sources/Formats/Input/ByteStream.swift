/// Bytes in order, a piece at a time.
///
/// Not thread-safe: each reader owns its chain of streams.
protocol ByteStream: AnyObject {
  /// The next bytes, at least one; empty at the end. Throws a refusal when a limit is passed, and
  /// whatever the source throws.
  func read() throws -> [UInt8]
  /// Bytes of the file that have been used up so far.
  var inputOffset: Int64 { get }
  /// Remarks on damage met so far.
  var notes: [String] { get }
}
