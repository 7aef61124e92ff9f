import CZstd

/// Compresses bytes that are all there into zstd frames (RFC 8878), one a call, with one context.
@safe final class FrameCompressor {
  private let context: OpaquePointer

  /// Frames of this level, each with its content's size and checksum, and no dictionary.
  init(level: Int32) throws {
    guard let context = unsafe ZSTD_createCCtx() else { throw ZstdError("no memory") }
    unsafe self.context = context
    try Self.check(unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level))
    try Self.check(unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1))
  }

  deinit { unsafe ZSTD_freeCCtx(context) }

  private static func check(_ code: Int) throws(ZstdError) {
    if ZSTD_isError(code) != 0 { throw ZstdError(code: code) }
  }

  /// One frame with all of `bytes`.
  func frame(_ bytes: [UInt8]) throws(ZstdError) -> [UInt8] {
    var code = 0
    let frame = unsafe [UInt8](
      unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)
    ) { target, count in
      code = unsafe bytes.withUnsafeBytes { source in
        unsafe ZSTD_compress2(
          context, target.baseAddress, target.count, source.baseAddress, source.count)
      }
      count = ZSTD_isError(code) == 0 ? code : 0
    }
    try Self.check(code)
    return frame
  }
}
