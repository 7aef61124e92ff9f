internal import CZlib

/// Writes one gzip member (RFC 1952) from bytes that come in pieces.
@safe final class GzipMember {
  private var stream = unsafe z_stream()
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)
  /// 15 bits of window, 16 for gzip's own header and checksum.
  private static let windowBits: Int32 = 15 + 16
  private static let level: Int32 = 6

  /// Traps when there is no memory for it.
  init() {
    let code = unsafe deflateInit2_(
      &stream, Self.level, Z_DEFLATED, Self.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "no memory for zlib's stream")
  }

  deinit { _ = unsafe deflateEnd(&stream) }

  /// Compresses the next piece and hands on what came of it.
  func write(
    _ bytes: Span<UInt8>, isLast: Bool, to output: (Span<UInt8>) throws -> Void
  ) throws {
    var consumed = 0
    while true {
      var (taken, produced, code) = (0, 0, Z_OK)
      unsafe bytes.withUnsafeBytes { source in
        unsafe buffer.withUnsafeMutableBytes { target in
          let wanted = min(source.count - consumed, Int(Int32.max))
          unsafe stream.next_in = UnsafeMutablePointer(
            mutating: source.baseAddress?.advanced(by: consumed).assumingMemoryBound(
              to: UInt8.self))
          unsafe stream.avail_in = UInt32(wanted)
          unsafe stream.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
          unsafe stream.avail_out = UInt32(target.count)
          code = unsafe deflate(
            &stream, isLast && consumed + wanted == source.count ? Z_FINISH : Z_NO_FLUSH)
          taken = unsafe wanted - Int(stream.avail_in)
          produced = unsafe target.count - Int(stream.avail_out)
        }
      }
      consumed += taken
      if produced > 0 {
        let ready = buffer
        try output(ready.span.extracting(0..<produced))
      }
      let isDone = isLast ? code == Z_STREAM_END : consumed == bytes.count && produced == 0
      if isDone { return }
    }
  }
}
