import CZstd

/// Writes one zstd frame (RFC 8878) from bytes that come in pieces.
@safe final class FrameWriter {
  private let context: OpaquePointer
  private var buffer: [UInt8]

  /// A frame of exactly `size` bytes of content, with a checksum.
  init(level: Int32, size: UInt64) throws {
    guard let context = unsafe ZSTD_createCCtx() else { throw ZstdError("no memory") }
    unsafe self.context = context
    buffer = [UInt8](repeating: 0, count: Int(min(UInt64(ZSTD_CStreamOutSize()), size + 1_024)))
    try Self.check(unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level))
    try Self.check(unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1))
    try Self.check(unsafe ZSTD_CCtx_setPledgedSrcSize(context, size))
  }

  deinit { unsafe ZSTD_freeCCtx(context) }

  private static func check(_ code: Int) throws(ZstdError) {
    if ZSTD_isError(code) != 0 { throw ZstdError(code: code) }
  }

  /// Compresses the next piece and hands on what came of it, piece by piece.
  func write(
    _ bytes: Span<UInt8>, isLast: Bool, to output: (Span<UInt8>) throws -> Void
  ) throws {
    let directive = isLast ? ZSTD_e_end : ZSTD_e_continue
    var consumed = 0
    while true {
      let (remaining, produced) = try step(bytes, &consumed, directive)
      if produced > 0 {
        let ready = buffer
        try output(ready.span.extracting(0..<produced))
      }
      if isLast ? remaining == 0 : consumed == bytes.count { return }
    }
  }

  private func step(
    _ bytes: Span<UInt8>, _ consumed: inout Int, _ directive: ZSTD_EndDirective
  ) throws -> (remaining: Int, produced: Int) {
    var position = consumed
    var produced = 0
    let code = unsafe bytes.withUnsafeBytes { source in
      unsafe buffer.withUnsafeMutableBytes { target in
        var input = unsafe ZSTD_inBuffer(
          src: source.baseAddress, size: source.count, pos: position)
        var output = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
        let code = unsafe ZSTD_compressStream2(context, &output, &input, directive)
        unsafe position = input.pos
        unsafe produced = output.pos
        return code
      }
    }
    try Self.check(code)
    consumed = position
    return (code, produced)
  }
}
