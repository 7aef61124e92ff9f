import Bytes
import Model
import TextEncodings

/// Opens one file: takes off what is around it, sniffs the rest, chooses the framer.
struct FileOpener {
  private let settings: ScrapeSettings
  private let budget: OutputBudget
  /// Layers that are around the file already, for files in archives.
  private let outerLayerCount: Int
  /// Bytes that sniffing looks at.
  static let headByteCount = 1 << 20

  /// The framer for a file's records; throws a refusal when there can be none.
  static func open(_ input: ScrapeInput, settings: ScrapeSettings) throws -> any RecordFramer {
    guard input.source.byteCount > 0 else { throw Refusals.empty }
    let opener = FileOpener(
      settings: settings, budget: OutputBudget(settings, fileByteCount: input.source.byteCount),
      outerLayerCount: 0)
    let origin = RecordOrigin(
      fileName: input.name, originURL: input.originURL, sourceName: input.sourceName,
      sidecars: input.sidecars)
    let head = try input.source.read(at: 0, count: 4)
    if ZipFormat.begins(head) { return try opener.openZip(input.source, origin, layers: []) }
    return try opener.open(SourceStream(input.source), origin: origin)
  }

  /// False once so many containers are inside each other that none more is opened.
  var canNest: Bool { outerLayerCount < settings.layerLimit }

  /// True once the file has passed a limit on what comes out of it.
  var isSpent: Bool { budget.isSpent }

  /// The opener for what is inside a container that this one opened.
  private var nested: FileOpener {
    FileOpener(settings: settings, budget: budget, outerLayerCount: outerLayerCount + 1)
  }

  /// The framer for the records in a stream.
  func open(_ stream: any ByteStream, origin: RecordOrigin) throws -> any RecordFramer {
    var window = ByteWindow(stream)
    var origin = origin
    var layers: [String] = []
    var isJoined = false
    while true {
      _ = try window.fill(Self.headByteCount)
      let head = window.bytes[window.position...]
      if let layer = Layer(head) {
        try checkLayers(layers)
        window = ByteWindow(try layer.open(window, budget: budget, settings: settings))
        layers.append(layer.rawValue)
      } else if ZipFormat.begins(head) {
        let bytes = try window.takeAll(limit: settings.recordByteLimit)
        return try openZip(MemorySource(bytes), origin, layers: layers)
      } else if TarFormat.begins(head) {
        try checkLayers(layers)
        for layer in layers { origin = origin.inside(layer) }
        return TarFormat().open(
          FormatInput(window: window, origin: origin, settings: settings, opener: nested))
      } else if !isJoined, HTTPBody.beginsWithChunk(head) {
        isJoined = true
        window = ByteWindow(SourceStream(MemorySource(try joined(window))))
      } else if let response = HTTPHead(head, headerByteLimit: settings.headerByteLimit) {
        guard response.isWhole || window.isAtEnd else {
          throw Refusals.limit("more than \(settings.headerByteLimit) bytes of headers")
        }
        if let framer = try HTTPSequenceFramer(window, origin: origin, settings: settings) {
          return framer
        }
        window = try openResponse(window, response)
        if layers.last != "http" { layers.append("http") }
        origin.http = response
      } else {
        break
      }
    }
    for layer in layers { origin = origin.inside(layer) }
    window = try transcoded(window, &origin)
    window = try unshifted(window, &origin)
    return try frame(window, origin, isExpanded: outerLayerCount > 0 || !layers.isEmpty)
  }

  private func checkLayers(_ layers: [String]) throws {
    guard outerLayerCount + layers.count < settings.layerLimit else {
      throw Refusals.limit("more than \(settings.layerLimit) layers of compression")
    }
  }

  /// A page that was saved with the sizes of its chunks in it, without them; as it is where they do
  /// not fit.
  private func joined(_ window: ByteWindow) throws -> [UInt8] {
    let bytes = try window.takeAll(limit: settings.recordByteLimit)
    guard let joined = HTTPBody.dechunked(bytes), !joined.isDamaged else { return bytes }
    return joined.bytes
  }

  /// The framer for the files in a zip archive.
  func openZip(
    _ source: any ByteSource, _ origin: RecordOrigin, layers: [String]
  ) throws -> any RecordFramer {
    try checkLayers(layers)
    var origin = origin
    for layer in layers { origin = origin.inside(layer) }
    let inner = FileOpener(
      settings: settings, budget: budget, outerLayerCount: outerLayerCount + layers.count + 1)
    let files = try ZipFiles(source, settings: settings, budget: budget)
    return ArchiveFramer(
      files, format: .zip, origin: origin.inside(files.kind), opener: inner, settings: settings)
  }

  /// The body of a saved response; of several after redirects, the caller comes to the last.
  private func openResponse(_ window: ByteWindow, _ head: HTTPHead) throws -> ByteWindow {
    _ = window.take(head.bodyOffset - window.position)
    let codings = head["content-encoding"] ?? head["transfer-encoding"] ?? ""
    guard !codings.isEmpty, codings.lowercased() != "identity" else { return window }
    // Tools that save headers mostly save the decoded body: the header is tried, not believed.
    let body = try window.takeAll(limit: settings.recordByteLimit)
    let decoded = try HTTPBody.decode(body, head: head, settings: settings)
    return ByteWindow(SourceStream(MemorySource(decoded.bytes)))
  }

  /// UTF-16 and UTF-32 become UTF-8 before anything is framed; marks of UTF-8 are passed over.
  private func transcoded(_ window: ByteWindow, _ origin: inout RecordOrigin) throws -> ByteWindow {
    _ = try window.fill(1 << 12)
    let head = Array(window.bytes[window.position...].prefix(1 << 12))
    guard let encoding = CharsetReading.wideEncoding(head) else {
      while window.bytes[window.position...].starts(with: [0xEF, 0xBB, 0xBF]) {
        _ = window.take(3)
        origin.charset = "UTF-8"
        origin.charsetSource = "bom"
      }
      return window
    }
    let decoded = CharsetReading.decode(try window.takeAll(limit: settings.recordByteLimit))
    origin.charset = encoding.printedName
    origin.charsetSource = decoded.charsetSource
    return ByteWindow(SourceStream(MemorySource(decoded.utf8)))
  }

  /// A file in ISO-2022-JP, ISO-2022-KR or HZ becomes UTF-8 before it is framed: brackets and quotes are
  /// bytes of its characters. Mail and archives hold texts in encodings of their own and stay as they are.
  private func unshifted(_ window: ByteWindow, _ origin: inout RecordOrigin) throws -> ByteWindow {
    _ = try window.fill(Self.headByteCount)
    let head = Array(window.bytes[window.position...])
    guard CharsetReading.isShifted(head), CharsetReading.shiftedEncoding(head) != nil,
      let start = head.firstIndex(where: { !ASCII.isTextBlank($0) }),
      MIMESniffer.format(head[start...]) == nil, !head[start...].starts(with: "WARC/".utf8),
      !head[start...].starts(with: "filedesc:".utf8),
      let bytes = try? window.takeAll(limit: settings.recordByteLimit)
    else { return window }
    let decoded = CharsetReading.decode(bytes)
    origin.charset = decoded.charset
    origin.charsetSource = decoded.charsetSource
    return ByteWindow(SourceStream(MemorySource(decoded.utf8)))
  }

  /// Bytes behind the head of a file without use in which a bomb shows itself.
  private static let bombByteCount = 4 << 20

  /// What a file is; of one that is refused, whether it is a bomb comes first.
  private func sniff(
    _ head: [UInt8], of window: ByteWindow, isExpanded: Bool
  ) throws -> FormatName {
    do {
      return try Sniffer.sniff(head, isWhole: window.isAtEnd)
    } catch let refusal as Refusal {
      // Limits on what decompression puts out are asked while it is read.
      while isExpanded, window.available < Self.headByteCount + Self.bombByteCount,
        try window.fill(window.available + 1)
      {}
      throw refusal
    }
  }

  private func frame(
    _ window: ByteWindow, _ origin: RecordOrigin, isExpanded: Bool
  ) throws -> any RecordFramer {
    _ = try window.fill(Self.headByteCount)
    let head = window.position == 0 ? window.bytes : Array(window.bytes[window.position...])
    let format = try sniff(head, of: window, isExpanded: isExpanded)
    var whole: [UInt8]?
    let wrapped = try WrappedJSON.unwrap(head, as: format) {
      let bytes = try window.takeAll(limit: settings.recordByteLimit)
      whole = bytes
      return bytes
    }
    if let wrapped {
      let text = ByteWindow(SourceStream(MemorySource(wrapped.bytes)))
      return try JSONFramer(text, origin: origin.inside(wrapped.wrapping), settings: settings)
    }
    if format == .html, whole == nil,
      let feed = try WrappedJSON.feed(
        head,
        read: {
          let bytes = try window.takeAll(limit: settings.recordByteLimit)
          whole = bytes
          return bytes
        })
    {
      let text = ByteWindow(SourceStream(MemorySource(feed)))
      return FeedFramer(text, origin: origin.inside("html"), settings: settings)
    }
    let window = whole.map { ByteWindow(SourceStream(MemorySource($0))) } ?? window
    let origin = origin.withEncoding(of: head.prefix(1 << 16), format)
    let input = FormatInput(window: window, origin: origin, settings: settings, opener: nested)
    guard let opening = FormatRegistry[format] else { return BodyFramer(input, format: format) }
    return try opening.open(input)
  }
}
