import Model
import Foundation
import JSONTree
import Formats

/// Reads a folder of format samples with manifests and holds what comes out against what the
/// manifests, and other people's readers, say.
///
///     winnow-bench formats DIR
///
/// DIR has a folder for each kind with a `manifest.jsonl`, a line a sample: `files` (the first is the
/// sample, the others its sidecars) or `file`, and `expected` where something is. What else stands in
/// a manifest is passed over; without one, or where no line of it names a file, every file of the
/// folder is a sample. Feeds and web archives are compared with feedparser, warcio and FastWARC where
/// `python3` (or `$WINNOW_PYTHON`) has them.
enum FormatsSuite {
  /// One figure with its bar.
  private struct Bar {
    var name: String
    var hits = 0
    var total = 0
    var percent: Double
    var misses: [String] = []

    mutating func count(_ isHit: Bool, _ miss: @autoclosure () -> String) {
      total += 1
      if isHit { hits += 1 } else if misses.count < 10 { misses.append(miss()) }
    }

    var isMet: Bool { Double(hits) * 100 >= percent * Double(total) }
  }

  /// What winnow made of one file.
  struct Reading {
    var records: [InterpretedRecord] = []
    var refusal: Refusal?
    var format = ""
    var seconds = 0.0

    var entryCount: Int { records.count { $0.refusal?.reason != .empty || $0.article != nil } }
  }

  /// Runs the suite; exits with 1 when a bar is not met.
  static func run(_ arguments: [String]) throws {
    guard let folder = arguments.first else {
      print("usage: winnow-bench formats DIR")
      exit(2)
    }
    let peers = peerCounts(folder)
    var bars = Bars()
    for kind in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let samples = samples(in: "\(folder)/\(kind)")
      if !samples.isEmpty { measure(kind, in: "\(folder)/\(kind)", samples, peers, &bars) }
    }
    bars.naughty(in: folder)
    exit(bars.report() ? 0 : 1)
  }

  private static func rows(_ bytes: [UInt8]) -> [JSONValue] {
    var stream = JSONStream()
    stream.append(bytes)
    stream.finish()
    var rows: [JSONValue] = []
    while let item = stream.next() {
      if case .value(let tree, _) = item { rows.append(tree.root) }
    }
    return rows
  }

  /// One file to read, with what is said about it.
  private struct Sample {
    var name: String
    var sidecars: [String]
    var expected: JSONValue?
  }

  private static func samples(in folder: String) -> [Sample] {
    let manifest = FileManager.default.contents(atPath: "\(folder)/manifest.jsonl") ?? Data()
    let listed = rows(Array(manifest)).compactMap { row -> Sample? in
      var names = row["files"]?.elements.compactMap(\.string) ?? []
      if names.isEmpty, let name = row["file"]?.string { names = [name] }
      guard let name = names.first else { return nil }
      return Sample(name: name, sidecars: Array(names.dropFirst()), expected: row["expected"])
    }
    if !listed.isEmpty { return listed }
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return entries.sorted().filter { !$0.hasPrefix(".") && $0 != "manifest.jsonl" }
      .map { Sample(name: $0, sidecars: []) }
  }

  private static func measure(
    _ kind: String, in folder: String, _ samples: [Sample], _ peers: [String: [String: Int]]?,
    _ bars: inout Bars
  ) {
    var reasons: [String: Int] = [:]
    var articles = 0
    var slowest = 0.0
    var missing = 0
    for sample in samples {
      let name = sample.name
      let path = "\(folder)/\(name)"
      guard let data = FileManager.default.contents(atPath: path) else {
        missing += 1
        continue
      }
      let bytes = Array(data)
      let sidecars = sample.sidecars.compactMap { name in
        FileManager.default.contents(atPath: "\(folder)/\(name)")
          .map { Sidecar(name: Array(name.utf8), bytes: Array($0)) }
      }
      let reading = read(bytes, name: name, sidecars: sidecars)
      slowest = max(slowest, reading.seconds)
      articles += reading.records.count { $0.refusal == nil }
      for refusal in reading.records.compactMap(\.refusal) + [reading.refusal].compactMap(\.self) {
        reasons[refusal.reason.rawValue, default: 0] += 1
      }
      bars.outcome(reading, path)
      if let expected = sample.expected { bars.expected(expected, reading, bytes, path) }
      if let peer = peers?["\(kind)/\(name)"] { bars.peer(peer, reading, path) }
    }
    let refused = reasons.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
    print(
      "\(kind): \(samples.count) files, \(articles) articles; refused: "
        + (refused.isEmpty ? "none" : refused.joined(separator: ", "))
        + (missing > 0 ? "; \(missing) listed files are not there" : "")
        + String(format: "; slowest file %.0f ms", slowest * 1000))
  }

  /// Reads one file in memory from beginning to end.
  static func read(_ bytes: [UInt8], name: String, sidecars: [Sidecar] = []) -> Reading {
    var reading = Reading()
    let start = Date()
    defer { reading.seconds = Date().timeIntervalSince(start) }
    let interpreter = RecordInterpreter()
    do {
      let input = ScrapeInput(
        source: MemorySource(bytes), name: Array(name.utf8), sidecars: sidecars)
      var reader = try RecordReader(input)
      while let raw = try reader.next() { reading.records.append(interpreter.interpret(raw)) }
      reading.format = reader.format
    } catch let refusal as Refusal {
      reading.refusal = refusal
    } catch {
      reading.refusal = Refusal(reason: .broken, detail: "\(error)", remedy: "")
    }
    reading.seconds = Date().timeIntervalSince(start)
    return reading
  }

  /// Counts of records and entries by other readers, by `kind/file`; nil when there are none.
  private static func peerCounts(_ folder: String) -> [String: [String: Int]]? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["WINNOW_PYTHON"] ?? "python3"
    process.arguments = [python, "scripts/format-peers", folder]
    let pipe = Pipe()
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      print("comparison with feedparser, warcio and FastWARC: left out, not installed")
      return nil
    }
    var counts: [String: [String: Int]] = [:]
    for row in rows(Array(output)) {
      guard let file = row["file"]?.string else { continue }
      for (name, value) in row.members where value.kind == .number {
        counts[file, default: [:]][name] = value.integer
      }
    }
    return counts
  }

  /// The bars of the suite.
  private struct Bars {
    var outcomes = Bar(name: "every file ends with an outcome, refusals in words", percent: 100)
    var posts = Bar(name: "WordPress: count, link, date with zone, title", percent: 99)
    var entries = Bar(name: "feeds: as many entries as feedparser", percent: 98)
    var archives = Bar(
      name: "web archives: at least the better of warcio and FastWARC", percent: 100)
    var torture = Bar(name: "JSON torture: y_ accepted, n_ refused and survived", percent: 100)
    var naughtyStrings = Bar(name: "naughty strings unchanged", percent: 100)

    mutating func outcome(_ reading: Reading, _ path: String) {
      let refusals = reading.records.compactMap(\.refusal) + [reading.refusal].compactMap(\.self)
      let isWhole =
        (reading.refusal != nil || !reading.records.isEmpty)
        && reading.records.allSatisfy { $0.refusal != nil || $0.article != nil }
        && refusals.allSatisfy { !$0.detail.isEmpty && !$0.remedy.isEmpty }
        && reading.records.map(\.ordinal) == Array(1..<reading.records.count + 1)
        && reading.seconds < 10
      outcomes.count(isWhole, path)
    }

    mutating func expected(
      _ expected: JSONValue, _ reading: Reading, _ bytes: [UInt8], _ path: String
    ) {
      if let outcome = expected["verdict"]?.string {
        let exact = try? JSONDocument(parsing: bytes)
        // Lenient reading may give anything, and must come back.
        _ = try? JSONDocument(parsing: bytes, mode: .lenient)
        let name = path.split(separator: "/").last?.split(separator: "_").dropFirst().first
        let isRight = name == "y" ? exact != nil : name == "n" ? exact == nil : true
        torture.count(isRight, "\(path): \(outcome)")
      } else if expected["n_posts"] != nil {
        let problems = Self.differences(expected, reading)
        posts.count(problems.isEmpty, "\(path): \(problems.joined(separator: ", "))")
      }
    }

    private static func differences(_ expected: JSONValue, _ reading: Reading) -> [String] {
      var problems: [String] = []
      if reading.records.count != expected["n_posts"]?.integer { problems.append("count") }
      guard let article = reading.records.first?.article else { return problems + ["no article"] }
      if article.url != expected["link"]?.string { problems.append("link") }
      let gmt = expected["date_gmt"]?.string
      let local = expected["date"]?.string?.replacingOccurrences(of: " ", with: "T")
      let iso = gmt.map { $0.replacingOccurrences(of: " ", with: "T") + "Z" } ?? local
      if article.datePublished?.iso != iso { problems.append("date") }
      let zone: DatedValue.Zone = gmt == nil ? .absent : .gmtField
      if article.datePublished?.zone != zone { problems.append("zone") }
      let title = expected["title.rendered"]?.string ?? ""
      if words(article.headline ?? "") != words(unescaped(title)) { problems.append("title") }
      return problems
    }

    private static func words(_ text: String) -> [Substring] {
      text.split(whereSeparator: \.isWhitespace)
    }

    /// Numeric references and the named ones of titles, by a way of its own.
    private static func unescaped(_ text: String) -> String {
      var out = ""
      var rest = text[...]
      while let start = rest.firstIndex(of: "&"), let end = rest[start...].firstIndex(of: ";") {
        out += rest[..<start]
        let name = rest[rest.index(after: start)..<end]
        let value: UInt32? =
          name.hasPrefix("#x")
          ? UInt32(name.dropFirst(2), radix: 16)
          : name.hasPrefix("#")
            ? UInt32(name.dropFirst())
            : ["amp": 38, "lt": 60, "gt": 62, "quot": 34, "nbsp": 160, "hellip": 8230][name]
        if let scalar = value.flatMap(Unicode.Scalar.init) {
          out.unicodeScalars.append(scalar)
        } else {
          out += rest[start...end]
        }
        rest = rest[rest.index(after: end)...]
      }
      return out + rest
    }

    /// Records and entries by reader, over all files that were compared.
    var totals: [String: Int] = [:]

    mutating func peer(_ peer: [String: Int], _ reading: Reading, _ path: String) {
      for (name, count) in peer { totals[name, default: 0] += count }
      if let count = peer["feedparser"] {
        let isFeed = reading.records.count {
          ["rss", "atom", "wxr"].contains($0.provenance.format)
        }
        totals["winnow, entries", default: 0] += isFeed
        entries.count(isFeed == count, "\(path): \(isFeed) of \(count)")
      }
      let best = max(peer["warcio"] ?? -1, peer["fastwarc"] ?? -1)
      if best >= 0 {
        let count = reading.format == "warc" || reading.format == "arc" ? reading.records.count : 0
        totals["winnow, records", default: 0] += count
        archives.count(count >= best, "\(path): \(count) of \(best)")
      }
    }

    /// Every line of the list as title and text of an article, through writing and reading.
    mutating func naughty(in folder: String) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/naughty")) ?? []
      for name in names where name.hasSuffix(".txt") {
        let data = FileManager.default.contents(atPath: "\(folder)/naughty/\(name)") ?? Data()
        for line in data.split(separator: 0x0A) {
          let text = String(decoding: line, as: UTF8.self)
          if text.allSatisfy({ $0.isWhitespace }) || text.hasPrefix("#") { continue }
          var writer = JSONWriter()
          writer.beginObject()
          writer.member("title", "A \(text) z")
          writer.member("text", "A \(text) z")
          writer.member("url", "https://example.org/")
          writer.endObject()
          let article = FormatsSuite.read(writer.take(), name: "x.json").records.first?.article
          let isSame =
            Self.folded(article?.headline) == Self.folded("A \(text) z")
            && Self.folded(article?.articleBody) == Self.folded("A \(text) z")
          naughtyStrings.count(isSame, text)
        }
      }
    }

    /// Blanks of ASCII, and no-break spaces, may be folded.
    private static func folded(_ text: String?) -> [UInt8] {
      let spaced = (text ?? "").replacingOccurrences(of: "\u{A0}", with: " ")
      let words = spaced.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
      return Array(words.joined(separator: [0x20]))
    }

    func report() -> Bool {
      print("")
      for (name, count) in totals.sorted(by: { $0.key < $1.key }) { print("\(name): \(count)") }
      var isMet = true
      for bar in [outcomes, posts, entries, archives, torture, naughtyStrings] {
        if bar.total == 0 {
          print("\(bar.name): left out")
          continue
        }
        isMet = isMet && bar.isMet
        let percent = Double(bar.hits) * 100 / Double(bar.total)
        print(
          "\(bar.name): \(bar.hits) of \(bar.total), "
            + String(format: "%.2f %% (bar %.0f %%)", percent, bar.percent)
            + (bar.isMet ? "" : " NOT MET"))
        for miss in bar.misses { print("    \(miss)") }
      }
      return isMet
    }
  }
}
