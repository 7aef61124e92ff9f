import Extraction
import Model
import Foundation
import Glibc

/// Speed of the extraction, and what the training script needs to see of pages.
enum ExtractBench {
  /// `extract LIST|FOLDER… [--runs N]`: pages a second on one core, reading left out, parsing included.
  ///
  /// Prints user CPU time, which other work on the machine disturbs less than wall time, and the
  /// slowest page.
  static func run(_ words: [String]) throws {
    let paths = files(words.filter { !$0.hasPrefix("--") })
    let pages = paths.map { [UInt8](FileManager.default.contents(atPath: $0) ?? Data()) }
    let byteCount = pages.reduce(0) { $0 + $1.count }
    let extractor = PageExtractor()
    var best = Double.infinity
    var slowest = (seconds: 0.0, path: "")
    for run in 0..<3 {
      let start = userSeconds()
      for (path, page) in zip(paths, pages) {
        let before = userSeconds()
        let extraction = extractor.extract(page: page)
        let seconds = userSeconds() - before
        if run > 0, seconds > slowest.seconds { slowest = (seconds, path) }
        precondition(extraction.article.repairs.isEmpty)
      }
      best = min(best, userSeconds() - start)
    }
    let rate = Double(pages.count) / best
    print(
      "extract: \(pages.count) pages, \(byteCount >> 20) MB, text and metadata, one core:"
        + " \(Int(rate)) pages/s, \(Int(Double(byteCount) / 1e6 / best)) MB/s of user time;"
        + " slowest page \(Int(slowest.seconds * 1000)) ms (\(slowest.path))")
  }

  /// `extract-survey OUT LIST`: the features of every page for `scripts/train-extraction`.
  static func survey(_ words: [String]) throws {
    guard words.count >= 2 else {
      print("usage: winnow-bench extract-survey OUT LIST")
      return
    }
    let manager = FileManager.default
    for suffix in [".floats", ".jsonl"] {
      _ = manager.createFile(atPath: words[0] + suffix, contents: nil)
    }
    guard let floats = FileHandle(forWritingAtPath: words[0] + ".floats"),
      let lines = FileHandle(forWritingAtPath: words[0] + ".jsonl")
    else { return }
    for path in files(Array(words.dropFirst())) {
      let survey = BlockSurvey(page: [UInt8](manager.contents(atPath: path) ?? Data()))
      var bytes: [UInt8] = []
      for value in survey.rows.flatMap(\.features) {
        let bits = value.bitPattern
        for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(bits >> shift & 255)) }
      }
      floats.write(Data(bytes))
      lines.write(try line(path, survey))
    }
  }

  /// `dump-survey OUT LIST`: the features of every text dump for `scripts/train-dumps`.
  static func surveyDumps(_ words: [String]) throws {
    guard words.count == 2 else {
      print("usage: winnow-bench dump-survey OUT LIST")
      return
    }
    let manager = FileManager.default
    var floats: [UInt8] = []
    var lines = Data()
    for path in files([words[1]]) {
      let survey = DumpSurvey(dump: [UInt8](manager.contents(atPath: path) ?? Data()))
      for value in survey.features {
        let bits = value.bitPattern
        for shift in [0, 8, 16, 24] as [UInt32] { floats.append(UInt8(bits >> shift & 255)) }
      }
      let object: [String: Any] = [
        "file": path, "texts": survey.texts, "names": DumpSurvey.featureNames,
        "isPage": survey.isPage,
      ]
      lines += try JSONSerialization.data(withJSONObject: object) + Data([0x0A])
    }
    try Data(floats).write(to: URL(fileURLWithPath: words[0] + ".floats"))
    try lines.write(to: URL(fileURLWithPath: words[0] + ".jsonl"))
  }

  private static func line(_ path: String, _ survey: BlockSurvey) throws -> Data {
    let used = Set(survey.rows.flatMap(\.chain))
    let tokens = Dictionary(
      uniqueKeysWithValues: used.map { (String($0), survey.tokens[$0].map { Int($0) }) })
    let object: [String: Any] = [
      "file": path, "blocks": survey.rows.map(\.block), "chains": survey.rows.map(\.chain),
      "tokens": tokens, "texts": survey.texts, "names": BlockSurvey.featureNames,
      "signatures": survey.rows.map { String($0.signature) },
    ]
    return try JSONSerialization.data(withJSONObject: object) + Data([0x0A])
  }

  /// Pages named by lists, folders and files.
  private static func files(_ words: [String]) -> [String] {
    words.flatMap { word -> [String] in
      if let names = try? FileManager.default.contentsOfDirectory(atPath: word) {
        return names.sorted().filter { $0.hasSuffix(".html") }.map { word + "/" + $0 }
      }
      if word.hasSuffix(".html") || word.hasSuffix(".htm") { return [word] }
      let text = (try? String(contentsOfFile: word, encoding: .utf8)) ?? ""
      return text.split(separator: "\n").map(String.init)
    }
  }

  /// CPU seconds of this process so far.
  private static func userSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}
