import Foundation
import JSONTree
import Formats

/// Measures framing of web archives and reading of JSON Lines on made-up data, next to Foundation's
/// two readers of JSON, and to warcio, FastWARC and orjson where `python3` (or `$WINNOW_PYTHON`) has
/// them.
///
///     winnow-bench formats-speed [MEGABYTES]
enum FormatsBench {
  /// Runs the measurement; figures are in 10^6 bytes a second of one core's time.
  static func run(_ arguments: [String]) throws {
    let size = (arguments.first.flatMap { Int($0) } ?? 256) * 1_000_000
    let folder = FileManager.default.temporaryDirectory.path + "/winnow-formats-speed"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let archive = makeArchive(size)
    let lines = makeLines(size)
    try Data(archive).write(to: URL(fileURLWithPath: "\(folder)/pages.warc"))
    try Data(lines).write(to: URL(fileURLWithPath: "\(folder)/articles.jsonl"))
    for round in 1...3 {
      print("round \(round)")
      report("WARC, framed", archive.count, bar: 300) { count(archive, "pages.warc") }
      report("JSON Lines, framed and read to trees", lines.count, bar: 150) {
        count(lines, "articles.jsonl")
      }
      report("JSON Lines, five fields of each as text", lines.count, bar: 150) { fields(lines) }
      report("the same by Foundation's JSONSerialization", lines.count) { serialized(lines) }
      report("the same by Foundation's JSONDecoder", lines.count) { decoded(lines) }
      peers(folder)
    }
  }

  private static func report(
    _ name: String, _ size: Int, bar: Double? = nil, _ work: () -> Int
  ) {
    let start = clock()
    let number = work()
    let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    let rate = Double(size) / seconds / 1e6
    let against =
      bar.map { String(format: " (bar %.0f)%@", $0, rate < $0 ? " NOT MET" : "") } ?? ""
    print("  \(name): \(number) records, " + String(format: "%.0f MB/s", rate) + against)
  }

  private static func count(_ bytes: [UInt8], _ name: String) -> Int {
    let input = ScrapeInput(source: MemorySource(bytes), name: Array(name.utf8))
    guard var reader = try? RecordReader(input) else { return 0 }
    var number = 0
    while (try? reader.next()) != nil { number += 1 }
    return number
  }

  private static func fields(_ bytes: [UInt8]) -> Int {
    var stream = JSONStream()
    var number = 0
    var start = 0
    var length = 0
    while start < bytes.count {
      let end = min(bytes.count, start + 1 << 18)
      stream.append(bytes[start..<end])
      if end == bytes.count { stream.finish() }
      start = end
      while let item = stream.next() {
        guard case .value(let tree, _) = item else { continue }
        number += 1
        for name in names {
          length += tree.root[name]?.string?.utf8.count ?? 0
        }
      }
    }
    precondition(length > 0)
    return number
  }

  private static let names = ["title", "text", "url", "published", "author"]

  private static func forEachLine(_ bytes: [UInt8], _ body: (Data) -> Int) -> Int {
    var number = 0
    var length = 0
    var start = 0
    while start < bytes.count, let end = bytes[start...].firstIndex(of: 0x0A) {
      length += body(Data(bytes[start..<end]))
      number += 1
      start = end + 1
    }
    precondition(length > 0)
    return number
  }

  private static func serialized(_ bytes: [UInt8]) -> Int {
    forEachLine(bytes) { line in
      let object = (try? JSONSerialization.jsonObject(with: line)) as? [String: Any]
      return names.reduce(0) { $0 + ((object?[$1] as? String)?.utf8.count ?? 0) }
    }
  }

  private struct Line: Decodable {
    var title, text, url, published, author: String
  }

  private static func decoded(_ bytes: [UInt8]) -> Int {
    let decoder = JSONDecoder()
    return forEachLine(bytes) { line in
      guard let line = try? decoder.decode(Line.self, from: line) else { return 0 }
      return line.title.utf8.count + line.text.utf8.count + line.url.utf8.count
        + line.published.utf8.count + line.author.utf8.count
    }
  }

  private static func words(_ count: Int, _ seed: inout UInt64) -> String {
    let stock = ["the", "harbour", "council", "said", "on", "Tuesday", "that", "repairs", "été"]
    var out = ""
    for _ in 0..<count {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      out += stock[Int(seed >> 33) % stock.count]
      out += seed >> 60 == 0 ? ". " : " "
    }
    return out
  }

  private static func makeArchive(_ size: Int) -> [UInt8] {
    var seed: UInt64 = 1
    var out: [UInt8] = []
    let bodies = (0..<16).map { _ in
      Array("<html><body><p>\(words(4000, &seed))</p></body></html>".utf8)
    }
    var number = 0
    while out.count < size {
      number += 1
      let body = bodies[number % bodies.count]
      let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: \(body.count)\r\n\r\n"
      out +=
        ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:\(number)>\r\n"
        + "WARC-Target-URI: https://example.org/\(number)\r\n"
        + "WARC-Date: 2025-02-13T11:38:35Z\r\n"
        + "Content-Type: application/http; msgtype=response\r\n"
        + "Content-Length: \(body.count + head.utf8.count)\r\n\r\n").utf8
      out += head.utf8
      out += body
      out += "\r\n\r\n".utf8
    }
    return out
  }

  private static func makeLines(_ size: Int) -> [UInt8] {
    var seed: UInt64 = 2
    var lines: [[UInt8]] = []
    for number in 0..<64 {
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("id", number)
      writer.member("url", "https://example.org/news/\(number)")
      writer.member("title", words(10, &seed))
      writer.member("author", "Ada Example")
      writer.member("published", "2025-02-13T11:38:35+02:00")
      writer.member("tags", ["harbour", "council"])
      writer.member("text", (0..<8).map { _ in words(60, &seed) }.joined(separator: "\n\n"))
      writer.endObject()
      writer.endLine()
      lines.append(writer.take())
    }
    var out: [UInt8] = []
    var number = 0
    while out.count < size {
      out += lines[number % lines.count]
      number += 1
    }
    return out
  }

  private static func peers(_ folder: String) {
    // They write to the same place, behind what was printed so far.
    fflush(nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["WINNOW_PYTHON"] ?? "python3"
    process.arguments = [python, "scripts/format-peers", "--speed", folder]
    guard (try? process.run()) != nil else { return }
    process.waitUntilExit()
    if process.terminationStatus != 0 {
      print("  warcio, FastWARC, orjson: left out, not installed")
    }
  }
}
