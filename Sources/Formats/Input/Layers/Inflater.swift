import CZlib

/// zlib's decompressor for one deflate stream.
@safe final class Inflater: Decompressor {
  /// What wraps the deflate data.
  enum Wrapping: Int32 {
    case none = -15
    case zlib = 15
    case gzip = 31
  }

  // zlib keeps a pointer back to this struct, so it needs an address of its own; freed in `deinit`.
  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool

  init(_ wrapping: Wrapping) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    isReady = unsafe inflateInit2_(stream, wrapping.rawValue, ZLIB_VERSION, size) == Z_OK
    unsafe self.stream = stream
  }

  deinit {
    if isReady { unsafe inflateEnd(stream) }
    unsafe stream.deallocate()
  }

  /// Starts over, for the next member.
  func reset() { if isReady { unsafe inflateReset(stream) } }

  func step(
    _ input: [UInt8], from start: Int, into output: inout [UInt8], limit: Int
  ) -> (consumed: Int, status: DecompressionStatus) {
    guard isReady else { return (0, .damaged) }
    var consumed = 0
    var result = Z_OK
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: limit) { target, count in
      // zlib reads `avail_in` bytes from the array and writes at most `limit` into the target,
      // both alive for the whole call; its input is never written to.
      unsafe input.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress else { return }
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: base + start)
        unsafe stream.pointee.avail_in = UInt32(source.count - start)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(limit)
        unsafe result = inflate(stream, Z_NO_FLUSH)
        consumed = unsafe source.count - start - Int(stream.pointee.avail_in)
      }
      count = unsafe limit - Int(stream.pointee.avail_out)
    }
    output.append(contentsOf: piece)
    switch result {
    case Z_STREAM_END: return (consumed, .streamEnd)
    case Z_OK, Z_BUF_ERROR: return (consumed, .more)
    default: return (consumed, .damaged)
    }
  }
}
