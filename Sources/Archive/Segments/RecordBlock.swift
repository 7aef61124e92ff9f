internal import Bytes

/// Takes the block out of a record whose bytes come in pieces.
struct RecordBlock {
  private var start: [UInt8] = []
  private(set) var head: RecordHead?
  private var done: UInt64 = 0

  /// True when the whole record was taken, to its last byte.
  var isWhole: Bool {
    head.map { done == $0.byteCount &+ UInt64(RecordHead.recordEnd.count) } ?? false
  }

  /// Takes the next bytes of the record and hands on those of its block.
  ///
  /// Throws `ZstdError` for a head that is none of ours.
  mutating func take(
    _ content: Span<UInt8>, to output: (Span<UInt8>) throws -> Void
  ) throws {
    var rest = content
    if head == nil {
      unsafe content.withUnsafeBufferPointer { unsafe start.append(contentsOf: $0) }
      guard let found = Find.position(of: RecordHead.headEnd, in: start) else {
        if start.count > RecordHead.byteLimit { throw ZstdError("no head of an original") }
        return
      }
      let headByteCount = found + RecordHead.headEnd.count
      guard let read = RecordHead(decoding: start[..<headByteCount]) else {
        throw ZstdError("no head of an original")
      }
      head = read
      rest = content.extracting(content.count - (start.count - headByteCount)..<content.count)
      start = []
    }
    guard let head else { return }
    let left = head.byteCount &- min(head.byteCount, done)
    done += UInt64(rest.count)
    let count = Int(min(UInt64(rest.count), left))
    if count > 0 { try output(rest.extracting(0..<count)) }
  }
}
