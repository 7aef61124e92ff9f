import CLZMA

/// xz (the .xz file format, version 1), stream after stream, with the padding that may stand between them.
@safe final class XzDecoder: Decompressor {
  static let magic: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]
  /// What a stream's dictionary and the decoder may take up: `xz -9` needs 65 MiB.
  private static let memoryByteLimit: UInt64 = 128 << 20
  /// `LZMA_IGNORE_CHECK`, a macro that Swift does not see.
  private static let ignoreCheck: UInt32 = 0x10

  // liblzma keeps pointers into its own state only; the struct still gets an address of its own, so
  // that it never moves. Freed in `deinit`.
  private let stream: UnsafeMutablePointer<lzma_stream>
  private var isReady = false
  /// True at the start and behind each stream, where the data may end.
  private var isBetweenStreams = true

  init() {
    let stream = UnsafeMutablePointer<lzma_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: lzma_stream())
    unsafe self.stream = stream
  }

  deinit {
    unsafe lzma_end(stream)
    unsafe stream.deallocate()
  }

  func step(
    _ input: [UInt8], from start: Int, into output: inout [UInt8], limit: Int
  ) -> (consumed: Int, status: DecompressionStatus) {
    assert(start >= 0 && start <= input.count && limit > 0)
    var position = start
    if isBetweenStreams {
      while position < input.count, input[position] == 0 { position += 1 }
      guard position < input.count else { return (position - start, .streamEnd) }
      // Damage in a body's check sum is no reason to lose the body.
      unsafe isReady =
        lzma_stream_decoder(stream, Self.memoryByteLimit, Self.ignoreCheck) == LZMA_OK
      isBetweenStreams = false
    }
    guard isReady else { return (0, .damaged) }
    var result = LZMA_OK
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: limit) { target, count in
      // Both buffers are alive for the whole call, and their sizes are stated beside them.
      unsafe input.withUnsafeBufferPointer { source in
        unsafe stream.pointee.next_in = source.baseAddress.map { unsafe $0 + position }
        unsafe stream.pointee.avail_in = source.count - position
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = limit
        unsafe result = lzma_code(stream, LZMA_RUN)
        unsafe position = source.count - stream.pointee.avail_in
        unsafe count = limit - stream.pointee.avail_out
      }
    }
    output.append(contentsOf: piece)
    switch result {
    case LZMA_STREAM_END:
      isBetweenStreams = true
      return (position - start, .streamEnd)
    case LZMA_OK, LZMA_BUF_ERROR: return (position - start, .more)
    default: return (position - start, .damaged)
    }
  }
}
