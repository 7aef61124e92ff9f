import CZstd

/// zstd (RFC 8878), frame after frame.
@safe final class ZstdDecoder: Decompressor {
  // Freed in `deinit`; nil when there was no memory for it.
  private let context: OpaquePointer?
  /// Frames that want a larger window than 128 MiB are refused by the library.
  private static let windowLogLimit: Int32 = 27
  /// True at the start and behind each frame, where the data may end.
  private var isBetweenFrames = true

  /// A decoder; `dictionary`, when it is not empty, is what all frames were compressed with.
  init(dictionary: [UInt8] = []) {
    unsafe context = ZSTD_createDCtx()
    if let context = unsafe context {
      unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.windowLogLimit)
      if !dictionary.isEmpty {
        // The library copies the bytes; one that it does not accept makes the frames fail.
        unsafe dictionary.withUnsafeBytes {
          _ = unsafe ZSTD_DCtx_loadDictionary(context, $0.baseAddress, $0.count)
        }
      }
    }
  }

  deinit { unsafe ZSTD_freeDCtx(context) }

  func step(
    _ input: [UInt8], from start: Int, into output: inout [UInt8], limit: Int
  ) -> (consumed: Int, status: DecompressionStatus) {
    guard let context = unsafe context else { return (0, .damaged) }
    assert(start >= 0 && start <= input.count && limit > 0)
    // Without input the library would say how much it wants of the next frame.
    if start == input.count, isBetweenFrames { return (0, .streamEnd) }
    var consumed = 0
    var result = 0
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: limit) { target, count in
      // Both buffers are alive for the whole call, and their sizes are stated beside them.
      unsafe input.withUnsafeBytes { source in
        var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: start)
        var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: limit, pos: 0)
        unsafe result = ZSTD_decompressStream(context, &to, &from)
        unsafe consumed = from.pos - start
        unsafe count = to.pos
      }
    }
    output.append(contentsOf: piece)
    if ZSTD_isError(result) != 0 { return (consumed, .damaged) }
    isBetweenFrames = result == 0
    return (consumed, isBetweenFrames ? .streamEnd : .more)
  }
}
