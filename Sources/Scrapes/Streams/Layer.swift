/// A compression around a file, known by its first bytes.
enum Layer: String, CaseIterable {
  case gzip, zstd, lz4

  init?(_ head: ArraySlice<UInt8>) {
    if head.starts(with: [0x1F, 0x8B, 8]) {
      self = .gzip
    } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else if head.starts(with: LZ4Decoder.magic) {
      self = .lz4
    } else {
      return nil
    }
  }

  /// The stream of what is inside.
  func open(_ upstream: any ByteStream, budget: OutputBudget) -> any ByteStream {
    switch self {
    case .gzip: GzipStream(upstream, budget: budget)
    case .zstd:
      DecompressingStream(upstream, through: ZstdDecoder(), name: rawValue, budget: budget)
    case .lz4:
      DecompressingStream(upstream, through: LZ4Decoder(), name: rawValue, budget: budget)
    }
  }
}

/// A window's rest as a stream, for a layer inside a layer.
final class WindowStream: ByteStream {
  private let window: ByteWindow

  init(_ window: ByteWindow) { self.window = window }

  var inputOffset: Int64 { window.inputOffset - Int64(window.available) }
  var notes: [String] { window.notes }

  func read() throws -> [UInt8] {
    _ = try window.fill(1)
    return window.takeAvailable()
  }
}
