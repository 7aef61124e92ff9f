import Articles

/// Opens one file: takes off what is around it, sniffs the rest, chooses the framer.
struct FileOpener {
  private let input: ScrapeInput
  private let settings: ScrapeSettings
  private let budget: OutputBudget
  /// Bytes that sniffing looks at.
  static let headByteCount = 1 << 20

  init(_ input: ScrapeInput, settings: ScrapeSettings) {
    self.input = input
    self.settings = settings
    budget = OutputBudget(settings)
  }

  /// The framer for the file's records; throws a refusal when there can be none.
  func open() throws -> any RecordFramer {
    guard input.source.byteCount > 0 else { throw Refusals.empty }
    var stream: any ByteStream = SourceStream(input.source)
    var window = ByteWindow(stream)
    var layers: [String] = []
    while true {
      _ = try window.fill(Self.headByteCount)
      let head = window.bytes
      guard let layer = Layer(head) else { break }
      guard layers.count < settings.layerLimit else {
        throw Refusals.limit("more than \(settings.layerLimit) layers of compression")
      }
      let upstream: any ByteStream =
        layers.isEmpty ? SourceStream(input.source) : WindowStream(window)
      stream = try layer.open(upstream, budget: budget)
      window = ByteWindow(stream)
      layers.append(layer.rawValue)
    }
    return try frame(window, layers: layers)
  }

  private func frame(_ window: ByteWindow, layers: [String]) throws -> any RecordFramer {
    let sniffed = try Sniffer.sniff(window.bytes, isWhole: window.isAtEnd)
    var origin = RecordOrigin(
      fileName: input.name, originURL: input.originURL, sourceName: input.sourceName,
      sidecars: input.sidecars)
    origin.container = layers.isEmpty ? nil : layers.joined(separator: "+")
    switch sniffed {
    case .json, .jsonLines:
      return try JSONFramer(window, origin: origin, settings: settings)
    default:
      return BodyFramer(window, format: sniffed, origin: origin, settings: settings)
    }
  }
}

/// A compression around a file, known by its first bytes.
enum Layer: String {
  case gzip

  init?(_ head: [UInt8]) {
    if head.starts(with: [0x1F, 0x8B, 8]) {
      self = .gzip
    } else {
      return nil
    }
  }

  /// The stream of what is inside.
  func open(_ upstream: any ByteStream, budget: OutputBudget) throws -> any ByteStream {
    switch self {
    case .gzip: GzipStream(upstream, budget: budget)
    }
  }
}

/// A window's rest as a stream, for a layer inside a layer.
final class WindowStream: ByteStream {
  private let window: ByteWindow

  init(_ window: ByteWindow) { self.window = window }

  var inputOffset: Int64 { window.inputOffset }
  var notes: [String] { window.notes }

  func read() throws -> [UInt8] {
    _ = try window.fill(1)
    return window.takeAvailable()
  }
}
