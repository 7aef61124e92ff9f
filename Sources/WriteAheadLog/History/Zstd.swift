internal import CZstd

/// Compresses and expands single zstd frames (RFC 8878) whose lengths are known; contexts are used
/// again, so that a segment of many blocks costs one of each.
@safe final class Zstd {
  private let compressor: OpaquePointer
  private let expander: OpaquePointer
  /// 3 is zstd's own default: half a millisecond a block, and beyond it history shrinks by little.
  private static let level: Int32 = 3

  /// Traps when there is no memory for the two contexts.
  init() {
    guard let compressor = unsafe ZSTD_createCCtx(), let expander = unsafe ZSTD_createDCtx() else {
      preconditionFailure("no memory for zstd's contexts")
    }
    unsafe self.compressor = compressor
    unsafe self.expander = expander
  }

  deinit {
    unsafe ZSTD_freeCCtx(compressor)
    unsafe ZSTD_freeDCtx(expander)
  }

  /// One frame with all of `bytes`.
  func compress(_ bytes: [UInt8]) -> [UInt8] {
    let limit = ZSTD_compressBound(bytes.count)
    return unsafe [UInt8](unsafeUninitializedCapacity: limit) { target, count in
      count = unsafe bytes.withUnsafeBytes { source in
        unsafe ZSTD_compressCCtx(
          compressor, target.baseAddress, target.count, source.baseAddress, source.count,
          Self.level)
      }
      precondition(ZSTD_isError(count) == 0, "zstd compresses into a buffer of its own bound")
    }
  }

  /// The content of one frame; `nil` unless it is exactly `count` bytes.
  func expand(_ frame: [UInt8], count: Int) -> [UInt8]? {
    var isWhole = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { target, filled in
      let found = unsafe frame.withUnsafeBytes { source in
        unsafe ZSTD_decompressDCtx(
          expander, target.baseAddress, target.count, source.baseAddress, source.count)
      }
      isWhole = ZSTD_isError(found) == 0 && found == count
      filled = isWhole ? count : 0
    }
    return isWhole ? bytes : nil
  }
}
