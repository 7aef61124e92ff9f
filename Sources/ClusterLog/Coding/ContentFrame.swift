internal import CZstd

/// The zstd frame (RFC 8878) in which an offer's content travels and is kept.
enum ContentFrame {
  /// Texts of one article: as small as level 6 makes them, at a fifth of its time.
  private static let level: Int32 = 3
  /// More than any article holds: what states more is damage.
  private static let byteLimit: UInt64 = 1 << 30

  static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { target, count in
      let code = unsafe bytes.withUnsafeBytes { source in
        unsafe ZSTD_compress(
          target.baseAddress, target.count, source.baseAddress, source.count, level)
      }
      precondition(ZSTD_isError(code) == 0, "there is room for any frame")
      count = code
    }
  }

  /// Throws `LogError.damaged` for what is no whole frame.
  static func content(of frame: [UInt8]) throws(LogError) -> [UInt8] {
    let stated = unsafe frame.withUnsafeBytes { bytes in
      unsafe ZSTD_getFrameContentSize(bytes.baseAddress, bytes.count)
    }
    guard stated <= byteLimit else { throw .damaged("the frame of an offer is none") }
    var isWhole = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(stated)) { target, count in
      let code = unsafe frame.withUnsafeBytes { source in
        unsafe ZSTD_decompress(
          target.baseAddress, target.count, source.baseAddress, source.count)
      }
      isWhole = ZSTD_isError(code) == 0 && code == Int(stated)
      count = isWhole ? code : 0
    }
    guard isWhole else { throw .damaged("the frame of an offer is damaged") }
    return bytes
  }
}
