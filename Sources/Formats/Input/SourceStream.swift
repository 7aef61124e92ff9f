/// The file's own bytes from an offset on.
final class SourceStream: ByteStream {
  private let source: any ByteSource
  private let end: Int64
  private(set) var inputOffset: Int64
  let notes: [String] = []
  private static let pieceByteCount = 1 << 18

  init(_ source: any ByteSource, from offset: Int64 = 0, byteCount: Int64? = nil) {
    self.source = source
    inputOffset = max(0, offset)
    let rest = max(0, source.byteCount - inputOffset)
    end = inputOffset + min(rest, max(0, byteCount ?? rest))
    assert(end >= inputOffset)
  }

  func read() throws -> [UInt8] {
    let count = Int(min(Int64(Self.pieceByteCount), end - inputOffset))
    guard count > 0 else { return [] }
    let bytes = try source.read(at: inputOffset, count: count)
    assert(bytes.count <= count, "the source gave more than was asked for")
    inputOffset += Int64(bytes.count)
    return bytes
  }
}
