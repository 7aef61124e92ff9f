import CLZ4

/// LZ4 frames (frame format 1.6), one after the other; checksums of data are passed over, since text
/// that is damaged in a byte is still worth reading.
@safe final class LZ4Decoder: Decompressor {
  static let magic: [UInt8] = [0x04, 0x22, 0x4D, 0x18]
  /// The shortest frame header.
  private static let headerByteCount = 7
  /// The size that stands before each block.
  private static let blockSizeByteCount = 4

  // Freed in `deinit`; nil when there was no memory for it.
  private let context: OpaquePointer?
  /// Bytes that the library wants to see next; 0 between frames.
  private var wantedByteCount = 0

  init() {
    var context: OpaquePointer?
    let code = unsafe LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))
    unsafe self.context = LZ4F_isError(code) == 0 ? context : nil
  }

  deinit { unsafe _ = LZ4F_freeDecompressionContext(context) }

  func step(
    _ input: [UInt8], from start: Int, into output: inout [UInt8], limit: Int
  ) -> (consumed: Int, status: DecompressionStatus) {
    assert(start >= 0 && start <= input.count && limit > 0)
    var position = start
    let end = output.count + limit
    if position == input.count, wantedByteCount == 0 { return (0, .streamEnd) }
    while output.count < end {
      let count = min(input.count - position, nextPieceByteCount)
      let before = output.count
      guard
        let consumed = decode(
          input, position..<position + count, into: &output, limit: end - before)
      else { return (position - start, .damaged) }
      position += consumed
      if wantedByteCount == 0 { return (position - start, .streamEnd) }
      if consumed == 0, output.count == before { break }
    }
    assert(position <= input.count && output.count <= end)
    return (position - start, .more)
  }

  /// The library throws away what it has put out in a call that ends in an error. It is therefore
  /// given one block at a time, without the size of the next: damage costs the block it is in.
  private var nextPieceByteCount: Int {
    if wantedByteCount == 0 { return Self.headerByteCount }
    return wantedByteCount > Self.blockSizeByteCount
      ? wantedByteCount - Self.blockSizeByteCount : wantedByteCount
  }

  /// Decodes a piece of the input; nil where it is damaged.
  private func decode(
    _ input: [UInt8], _ range: Range<Int>, into output: inout [UInt8], limit: Int
  ) -> Int? {
    guard let context = unsafe context else { return nil }
    var consumed = range.count
    var result = 0
    var options = LZ4F_decompressOptions_t()
    options.skipChecksums = 1
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: limit) { target, count in
      // Both buffers are alive for the whole call, and their sizes are stated beside them.
      unsafe input.withUnsafeBytes { source in
        var produced = limit
        let from = unsafe source.baseAddress.map { unsafe $0 + range.lowerBound }
        unsafe result = LZ4F_decompress(
          context, target.baseAddress, &produced, from, &consumed, &options)
        count = produced
      }
    }
    guard LZ4F_isError(result) == 0 else { return nil }
    output.append(contentsOf: piece)
    wantedByteCount = result
    return consumed
  }
}
