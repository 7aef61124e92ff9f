/// A compression around a file, known by its first bytes.
enum Layer: String, CaseIterable {
  case gzip, zstd, lz4, xz, bzip2

  init?(_ head: ArraySlice<UInt8>) {
    if head.starts(with: [0x1F, 0x8B, 8]) {
      self = .gzip
    } else if Self.isZstd(head) {
      self = .zstd
    } else if head.starts(with: LZ4Decoder.magic) {
      self = .lz4
    } else if head.starts(with: XzDecoder.magic) {
      self = .xz
    } else if Bzip2Decoder.begins(head) {
      self = .bzip2
    } else {
      return nil
    }
  }

  private static func isZstd(_ head: ArraySlice<UInt8>) -> Bool {
    var rest = head
    while let count = ZstdSkippableFrame.byteCount(rest) {
      // A dictionary that is longer than what is looked at: only this format has one.
      guard count < rest.count else { return rest.first == 0x5D }
      rest = rest.dropFirst(count)
    }
    return rest.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
  }

  /// The stream of what is inside `window`.
  func open(
    _ window: ByteWindow, budget: OutputBudget, settings: ScrapeSettings
  ) throws -> any ByteStream {
    let dictionary =
      self == .zstd ? try ZstdSkippableFrame.takeDictionary(from: window, settings: settings) : []
    let upstream = WindowStream(window)
    let decoder: any Decompressor
    switch self {
    case .gzip: return GzipStream(upstream, budget: budget)
    case .zstd: decoder = ZstdDecoder(dictionary: dictionary)
    case .lz4: decoder = LZ4Decoder()
    case .xz: decoder = XzDecoder()
    case .bzip2: decoder = Bzip2Decoder()
    }
    return DecompressingStream(upstream, through: decoder, name: rawValue, budget: budget)
  }
}
