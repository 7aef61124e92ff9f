internal import CZstd

/// What zstd said went wrong.
struct ZstdError: Error, Equatable {
  let detail: String

  init(_ detail: String) { self.detail = detail }

  init(code: Int) { unsafe detail = String(cString: ZSTD_getErrorName(code)) }
}
