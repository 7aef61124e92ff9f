/// What fuzzing one reader starts from: beginnings that lead into it, and a sound file.
package struct FormatSeed: Sendable {
  /// The name behind `scripts/fuzz reader-`.
  package let name: String
  /// A file's name, for the rules that look at it.
  package let fileName: String
  /// Beginnings that lead to the reader; the fuzzer's bytes follow one of them.
  package let beginnings: [[UInt8]]
  /// A whole file that the reader takes; the fuzzer says which of its bytes to change.
  package let sample: [UInt8]

  init(_ name: String, fileName: String, beginnings: [[UInt8]], sample: [UInt8]) {
    self.name = name
    self.fileName = fileName
    self.beginnings = beginnings
    self.sample = sample
  }

  init(_ name: String, fileName: String, beginnings: [String], sample: String) {
    self.init(
      name, fileName: fileName, beginnings: beginnings.map { Array($0.utf8) },
      sample: Array(sample.utf8))
  }

  /// The seeds of all formats and of all layers around them.
  package static var all: [FormatSeed] {
    FormatRegistry.all.flatMap { type(of: $0).seeds } + Layer.seeds
  }
}

extension FormatSeed {
  /// A page with an article.
  static let page =
    "<!DOCTYPE html><html><head><title>T</title></head><body><article><h1>A title</h1><p>The harbour "
    + "council voted on Tuesday evening to buy a second ferry after three winters.</p></article>"
    + "</html>"

  /// An article of a scraper.
  static let object =
    #"{"title":"A title","text":"The harbour council voted.","url":"https://a.example/"}"#

  /// `value` in `count` bytes, the lowest first.
  static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}
