import CZstd

/// Reads the content of zstd frames, one after the other, from bytes that come in pieces.
@safe final class FrameReader {
  private let context: OpaquePointer
  private var buffer: [UInt8]
  /// True once the frame's last byte was read and its checksum was right.
  private(set) var isFinished = false

  init() throws {
    guard let context = unsafe ZSTD_createDCtx() else { throw ZstdError("no memory") }
    unsafe self.context = context
    buffer = [UInt8](repeating: 0, count: ZSTD_DStreamOutSize())
  }

  deinit { unsafe ZSTD_freeDCtx(context) }

  /// Forgets what was read: the next byte begins a frame.
  func reset() {
    // Fails for no state of a context.
    _ = unsafe ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
    isFinished = false
  }

  /// Takes the next compressed piece and hands on the content in it.
  func read(_ bytes: Span<UInt8>, to output: (Span<UInt8>) throws -> Void) throws {
    var consumed = 0
    var mayHaveMore = !bytes.isEmpty
    while mayHaveMore {
      if isFinished { throw ZstdError("there is something behind the frame") }
      var position = consumed
      var produced = 0
      let code = unsafe bytes.withUnsafeBytes { source in
        unsafe buffer.withUnsafeMutableBytes { target in
          var input = unsafe ZSTD_inBuffer(
            src: source.baseAddress, size: source.count, pos: position)
          var output = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
          let code = unsafe ZSTD_decompressStream(context, &output, &input)
          unsafe position = input.pos
          unsafe produced = output.pos
          return code
        }
      }
      if ZSTD_isError(code) != 0 { throw ZstdError(code: code) }
      if produced > 0 {
        let ready = buffer
        try output(ready.span.extracting(0..<produced))
      }
      consumed = position
      isFinished = code == 0
      mayHaveMore = consumed < bytes.count || (produced == buffer.count && !isFinished)
    }
  }
}
