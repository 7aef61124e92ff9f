import Articles
import TextEncodings

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
    var window = ByteWindow(SourceStream(input.source))
    var origin = RecordOrigin(
      fileName: input.name, originURL: input.originURL, sourceName: input.sourceName,
      sidecars: input.sidecars)
    var layers: [String] = []
    while true {
      _ = try window.fill(Self.headByteCount)
      if let layer = Layer(window.bytes[window.position...]) {
        guard layers.count < settings.layerLimit else {
          throw Refusals.limit("more than \(settings.layerLimit) layers of compression")
        }
        window = ByteWindow(layer.open(WindowStream(window), budget: budget))
        layers.append(layer.rawValue)
      } else if let head = HTTPHead(window.bytes[window.position...]), head.bodyOffset > 0 {
        window = try openResponse(window, head, &layers)
        origin.http = head
      } else {
        break
      }
    }
    origin.container = layers.isEmpty ? nil : layers.joined(separator: "+")
    return try frame(transcoded(window, &origin), origin)
  }

  /// The body of a saved response; of several after redirects, the caller comes to the last.
  private func openResponse(
    _ window: ByteWindow, _ head: HTTPHead, _ layers: inout [String]
  ) throws -> ByteWindow {
    _ = window.take(head.bodyOffset - window.position)
    if layers.last != "http" { layers.append("http") }
    let codings = head["content-encoding"] ?? head["transfer-encoding"] ?? ""
    guard !codings.isEmpty, codings.lowercased() != "identity" else { return window }
    // Tools that save headers mostly save the decoded body: the header is tried, not believed.
    let body = try window.takeAll(limit: settings.recordByteLimit)
    let decoded = try HTTPBody.decode(body, head: head, settings: settings)
    return ByteWindow(SourceStream(MemorySource(decoded.bytes)))
  }

  /// UTF-16 and UTF-32 become UTF-8 before anything is framed.
  private func transcoded(_ window: ByteWindow, _ origin: inout RecordOrigin) throws -> ByteWindow {
    _ = try window.fill(4)
    let head = Array(window.bytes[window.position...].prefix(16))
    guard let (encoding, _) = CharsetReading.byteOrderMark(head), encoding != .utf8 else {
      return window
    }
    let decoded = CharsetReading.decode(try window.takeAll(limit: settings.recordByteLimit))
    origin.charset = decoded.charset
    origin.charsetSource = decoded.charsetSource
    return ByteWindow(SourceStream(MemorySource(decoded.utf8)))
  }

  private func frame(_ window: ByteWindow, _ origin: RecordOrigin) throws -> any RecordFramer {
    _ = try window.fill(Self.headByteCount)
    let head = window.position == 0 ? window.bytes : Array(window.bytes[window.position...])
    let format = try Sniffer.sniff(head, isWhole: window.isAtEnd)
    switch format {
    case .json, .jsonLines:
      return try JSONFramer(window, origin: origin, settings: settings)
    case .warc:
      return WARCFramer(window, origin: origin.inside("warc"), settings: settings)
    case .arc:
      return ARCFramer(window, origin: origin.inside("arc"), settings: settings)
    case .feed:
      return FeedFramer(window, origin: origin, settings: settings)
    case .csv:
      if let framer = CSVFramer(window, origin: origin.inside("csv"), settings: settings) {
        return framer
      }
      return BodyFramer(window, format: .text, origin: origin, settings: settings)
    default:
      return BodyFramer(window, format: format, origin: origin, settings: settings)
    }
  }
}

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

  var inputOffset: Int64 { window.inputOffset }
  var notes: [String] { window.notes }

  func read() throws -> [UInt8] {
    _ = try window.fill(1)
    return window.takeAvailable()
  }
}
