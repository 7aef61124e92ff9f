import CBzip2

/// bzip2, stream after stream, as `pbzip2` and `cat` make them.
@safe final class Bzip2Decoder: Decompressor {
  // The library keeps a pointer back to this struct, so it needs an address of its own; freed in
  // `deinit`.
  private let stream: UnsafeMutablePointer<bz_stream>
  private var isReady = false
  /// True at the start and behind each stream, where the data may end.
  private var isBetweenStreams = true

  init() {
    let stream = UnsafeMutablePointer<bz_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: bz_stream())
    unsafe self.stream = stream
  }

  deinit {
    close()
    unsafe stream.deallocate()
  }

  private func close() {
    if isReady { unsafe _ = BZ2_bzDecompressEnd(stream) }
    isReady = false
  }

  /// True for the first bytes of a stream: block size 1 to 9, then the mark of a block or that of an
  /// empty stream's end.
  static func begins(_ head: some Collection<UInt8>) -> Bool {
    let bytes = Array(head.prefix(10))
    guard bytes.count == 10, bytes.starts(with: "BZh".utf8), (0x31...0x39).contains(bytes[3]) else {
      return false
    }
    return bytes[4...].elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
      || bytes[4...].elementsEqual([0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
  }

  func step(
    _ input: [UInt8], from start: Int, into output: inout [UInt8], limit: Int
  ) -> (consumed: Int, status: DecompressionStatus) {
    assert(start >= 0 && start <= input.count && limit > 0)
    if isBetweenStreams {
      guard start < input.count else { return (0, .streamEnd) }
      close()
      unsafe stream.initialize(to: bz_stream())
      unsafe isReady = BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK
      isBetweenStreams = false
    }
    guard isReady else { return (0, .damaged) }
    var consumed = 0
    var result = BZ_OK
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: limit) { target, count in
      // The library reads `avail_in` bytes from the array and writes at most `limit` into the target,
      // both alive for the whole call; its input is never written to.
      unsafe input.withUnsafeBytes { source in
        let available = min(source.count - start, Int(Int32.max))
        let from = unsafe source.baseAddress.map {
          unsafe UnsafeMutablePointer(mutating: ($0 + start).assumingMemoryBound(to: CChar.self))
        }
        unsafe stream.pointee.next_in = from
        unsafe stream.pointee.avail_in = UInt32(available)
        unsafe target.withMemoryRebound(to: CChar.self) { rebound in
          unsafe stream.pointee.next_out = rebound.baseAddress
          unsafe stream.pointee.avail_out = UInt32(limit)
          unsafe result = BZ2_bzDecompress(stream)
        }
        unsafe consumed = available - Int(stream.pointee.avail_in)
      }
      unsafe count = limit - Int(stream.pointee.avail_out)
    }
    output.append(contentsOf: piece)
    switch result {
    case BZ_STREAM_END:
      isBetweenStreams = true
      return (consumed, .streamEnd)
    case BZ_OK: return (consumed, .more)
    default: return (consumed, .damaged)
    }
  }
}
