import CBrotli

/// Brotli (RFC 7932), as web servers send it.
@safe final class BrotliDecoder: Decompressor {
  // Freed in `deinit`; nil when there was no memory for it.
  private let state: OpaquePointer?

  init() { unsafe state = BrotliDecoderCreateInstance(nil, nil, nil) }

  deinit { unsafe BrotliDecoderDestroyInstance(state) }

  func step(
    _ input: [UInt8], from start: Int, into output: inout [UInt8], limit: Int
  ) -> (consumed: Int, status: DecompressionStatus) {
    guard let state = unsafe state else { return (0, .damaged) }
    var consumed = 0
    var result = BROTLI_DECODER_RESULT_ERROR
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: limit) { target, count in
      // Both buffers are alive for the whole call, and their sizes are stated beside them.
      unsafe input.withUnsafeBufferPointer { source in
        var availableIn = source.count - start
        var nextIn = unsafe source.baseAddress.map { unsafe $0 + start }
        var availableOut = limit
        var nextOut = target.baseAddress
        unsafe result = BrotliDecoderDecompressStream(
          state, &availableIn, &nextIn, &availableOut, &nextOut, nil)
        consumed = source.count - start - availableIn
        count = limit - availableOut
      }
    }
    output.append(contentsOf: piece)
    switch result {
    case BROTLI_DECODER_RESULT_SUCCESS: return (consumed, .streamEnd)
    case BROTLI_DECODER_RESULT_ERROR: return (consumed, .damaged)
    default: return (consumed, .more)
    }
  }
}
